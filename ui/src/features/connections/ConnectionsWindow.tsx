/**
 * The Bank Connections window: the list, the accounts of what is chosen, and what can be done.
 *
 * It starts an update by saying which connections; how an update goes is none of its business.
 */
import { useId, useState } from 'react';

import { Button } from '../../components/Button';
import { Placeholder } from '../../components/Placeholder';
import { SearchField } from '../../components/SearchField';
import type { ApplicationView, ConnectionView, Problem } from '../../ipc/bindings';
import { useConnections } from '../../ipc/queries';
import { ProblemDetails } from '../../words/ProblemNotice';
import { wordsOfProblem } from '../../words/problem';
import { AccountList } from './AccountList';
import { ActionsPanel } from './ActionsPanel';
import { choiceOf, preselected } from './choice';
import styles from './ConnectionsWindow.module.css';
import { ConnectionTable } from './ConnectionTable';
import { Header } from './Header';
import { ListSkeleton } from './ListSkeleton';
import { found, normalized } from './search';
import { BY_BANK, sorted } from './sort';
import { useFindShortcut } from './useFindShortcut';

const NONE: ReadonlySet<string> = new Set();

interface Props {
  application: Extract<ApplicationView, { state: 'ready' }>;
  onUpdate: (connections: ConnectionView[]) => void;
  onTakeUp: (connection: ConnectionView) => void;
}

export function ConnectionsWindow({ application, onUpdate, onTakeUp }: Props) {
  const connections = useConnections();
  return (
    <div className={styles.window}>
      <Header profile={application.profile} user={application.user} />
      {connections.data !== undefined ? (
        <Ready connections={connections.data} application={application} onUpdate={onUpdate} onTakeUp={onTakeUp} />
      ) : (
        <main className={styles.alone}>
          {connections.error === null ? (
            <ListSkeleton />
          ) : (
            <Failed problem={connections.error} onRetry={() => void connections.refetch()} />
          )}
        </main>
      )}
    </div>
  );
}

interface ReadyProps extends Props {
  connections: ConnectionView[];
}

function Ready({ application, connections, onUpdate, onTakeUp }: ReadyProps) {
  const [searched, setSearched] = useState('');
  const [sort, setSort] = useState(BY_BANK);
  const [ids, setIds] = useChoice(connections);
  const search = useFindShortcut();
  const listId = useId();
  const accountsId = useId();

  const shown = sorted(found(connections, searched), sort);
  const part = normalized(searched);
  const chosen = connections.filter(({ id }) => ids.has(id));
  return (
    <main className={styles.main} tabIndex={-1}>
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
              onChange={setSearched}
            />
          </div>
        </div>
        <div className={styles.scroll}>
          <ConnectionTable
            connections={shown}
            searched={part}
            chosen={ids}
            onChoose={setIds}
            sort={sort}
            onSort={setSort}
            onTakeUp={onTakeUp}
            empty={<Empty searched={searched} onClear={() => setSearched('')} />}
          />
        </div>
      </section>
      <section className={styles.accounts} aria-labelledby={accountsId}>
        <h2 id={accountsId} className={styles.heading}>
          Accounts
        </h2>
        {/* What scrolls has to be reachable by the keyboard. */}
        <div className={styles.scroll} tabIndex={0} role="group" aria-labelledby={accountsId}>
          <AccountList connections={chosen} searched={part} />
        </div>
      </section>
      <aside className={styles.actions}>
        <ActionsPanel
          choice={choiceOf(connections, ids, application.user.role === 'integration_user')}
          onUpdate={onUpdate}
        />
      </aside>
      <p className={styles.version}>
        Version {application.version} · Plaid {application.profile.environment}
      </p>
    </main>
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

function Empty({ searched, onClear }: { searched: string; onClear: () => void }) {
  if (searched.trim() === '') {
    return (
      <Placeholder icon="bank" title="No bank connections yet">
        A bank appears here with its accounts as soon as the integration user has connected it.
      </Placeholder>
    );
  }
  return (
    <Placeholder
      icon="search"
      title={`Nothing found for “${searched.trim()}”`}
      action={<Button onPress={onClear}>Clear search</Button>}
    >
      Banks are found by name and institution ID, accounts by name, number and last digits.
    </Placeholder>
  );
}

function Failed({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { title, sentence } = wordsOfProblem(problem);
  return (
    <Placeholder
      icon="attention"
      title={title}
      isSpoken
      action={
        <>
          <Button onPress={onRetry}>Try again</Button>
          <ProblemDetails problem={problem} />
        </>
      }
    >
      <p>{sentence}</p>
      {problem.hint !== null && <p>{problem.hint}</p>}
    </Placeholder>
  );
}

function countLabel(shown: number, all: number): string {
  return shown === all ? String(all) : `${shown} of ${all}`;
}
