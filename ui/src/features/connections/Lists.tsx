/** The list of connections, the accounts of what is chosen, and what can be done with it. */
import { useId, useState } from 'react';

import { Button } from '../../components/Button';
import { Placeholder } from '../../components/Placeholder';
import { SearchField } from '../../components/SearchField';
import { useFindShortcut } from '../../components/useFindShortcut';
import type { ConnectionView } from '../../ipc/bindings';
import { useWhomToAsk } from '../../words/useWhomToAsk';
import { AccountList } from './AccountList';
import { ActionsPanel } from './ActionsPanel';
import { NOT_THEIRS, choiceOf, preselected } from './choice';
import styles from './ConnectionsWindow.module.css';
import type { ConnectionsProps } from './ConnectionsWindow';
import { ConnectionTable } from './ConnectionTable';
import { found, normalized } from './search';
import { BY_BANK, sorted } from './sort';
import { Unfinished } from './Unfinished';

const NONE: ReadonlySet<string> = new Set();

interface Props extends ConnectionsProps {
  connections: ConnectionView[];
}

export function Lists(props: Props) {
  const { application, connections, acts, rowActs, onLinkAccount, onTakeUpSession, inFront, advice, notices } = props;
  const [searched, setSearched] = useState('');
  const [ids, setIds] = useChoice(connections);
  const accountsId = useId();
  const ask = useWhomToAsk();
  const mayChange = application.user.role === 'integration_user';
  const chosen = connections.filter(({ id }) => ids.has(id));
  return (
    <div className={styles.main}>
      <div className={styles.notices}>
        <Unfinished inFront={inFront} onTakeUp={onTakeUpSession} />
        {notices}
      </div>
      <div className={styles.grid}>
        <ConnectionList
          connections={connections}
          searched={searched}
          onSearch={setSearched}
          ids={ids}
          onChoose={setIds}
          rowActs={rowActs}
          ask={mayChange ? null : ask}
        />
        <section className={styles.accounts} aria-labelledby={accountsId}>
          <h2 id={accountsId} className={styles.heading}>
            Accounts
          </h2>
          {/* What scrolls has to be reachable by the keyboard. */}
          <div className={styles.scroll} tabIndex={0} role="group" aria-labelledby={accountsId}>
            <AccountList connections={chosen} searched={normalized(searched)} onLink={onLinkAccount} />
          </div>
        </section>
        <aside className={styles.actions}>
          <ActionsPanel
            choice={choiceOf(connections, ids, mayChange ? null : `${NOT_THEIRS} ${ask}`)}
            isEmpty={connections.length === 0}
            advice={advice}
            {...acts}
          />
        </aside>
        <p className={styles.version}>
          Version {application.version} · Plaid {application.profile.environment}
        </p>
      </div>
    </div>
  );
}

interface ListProps {
  connections: ConnectionView[];
  searched: string;
  onSearch: (text: string) => void;
  ids: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
  rowActs: Props['rowActs'];
  /** Whom to ask, where connecting is not the user’s. */
  ask: string | null;
}

function ConnectionList({ connections, searched, onSearch, ids, onChoose, rowActs, ask }: ListProps) {
  const [sort, setSort] = useState(BY_BANK);
  const search = useFindShortcut();
  const listId = useId();
  const shown = sorted(found(connections, searched), sort);
  return (
    <section className={styles.list} aria-labelledby={listId}>
      <div className={styles.toolbar}>
        <h2 id={listId} className={styles.heading}>
          Connections <span className={styles.count}>{countLabel(shown.length, connections.length)}</span>
        </h2>
        <div className={styles.search} ref={search}>
          <SearchField
            label="Search connections and accounts"
            placeholder="Bank, institution ID, account or number"
            value={searched}
            onChange={onSearch}
          />
        </div>
      </div>
      <div className={styles.scroll}>
        <ConnectionTable
          connections={shown}
          searched={normalized(searched)}
          chosen={ids}
          onChoose={onChoose}
          sort={sort}
          onSort={setSort}
          rowActs={rowActs}
          empty={<Empty searched={searched} ask={ask} onClear={() => onSearch('')} />}
        />
      </div>
    </section>
  );
}

/** The chosen ids. Before the user has chosen, what waits for the user, as soon as there is anything to choose. */
function useChoice(connections: readonly ConnectionView[]) {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null);
  if (ids !== null || connections.length === 0) return [ids ?? NONE, setIds] as const;
  const beforehand = new Set(preselected(connections));
  setIds(beforehand);
  return [beforehand, setIds] as const;
}

interface EmptyProps extends Pick<ListProps, 'searched' | 'ask'> {
  onClear: () => void;
}

function Empty({ searched, ask, onClear }: EmptyProps) {
  if (searched.trim() === '') {
    return (
      <Placeholder icon="bank" title="No bank connections yet">
        {ask === null
          ? 'Connect your first bank with “Connect Bank – Plaid”. It appears here with its accounts.'
          : `Banks appear here with their accounts as soon as the integration user has connected one. ${ask}`}
      </Placeholder>
    );
  }
  return (
    <Placeholder
      icon="search"
      title={`Nothing found for “${searched.trim()}”`}
      action={<Button onPress={onClear}>Clear search</Button>}
    >
      Banks are found by name and institution ID, accounts by name, number, last digits and bank account.
    </Placeholder>
  );
}

function countLabel(shown: number, all: number): string {
  return shown === all ? String(all) : `${shown} of ${all}`;
}
