/** The view of the bank accounts: those of the firm's own books, and what feeds each of them. */
import { useId, useState } from 'react';

import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import { Placeholder } from '../../components/Placeholder';
import { SearchField } from '../../components/SearchField';
import { Skeleton } from '../../components/Skeleton';
import { useFindShortcut } from '../../components/useFindShortcut';
import type { BankAccountsView } from '../../ipc/bindings';
import { useBankAccounts } from '../../ipc/queries';
import { counted } from '../../words/account';
import { Failed } from '../../words/Failed';
import { NotTheirs } from '../../words/NotTheirs';
import { BankAccountTable } from './BankAccountTable';
import styles from './bankAccounts.module.css';
import type { BankAccountFlow } from './flow';
import { found } from './search';
import { SuggestAgain } from './SuggestAgain';
import { Template } from './Template';

interface Props {
  flow: BankAccountFlow;
  mayKeep: boolean;
}

export function BankAccountsWindow({ flow, mayKeep }: Props) {
  const all = useBankAccounts();
  const titleId = useId();
  return (
    <div className={styles.main}>
      {all.data !== undefined && mayKeep && <Suggestions all={all.data} flow={flow} />}
      <section className={styles.card} aria-labelledby={titleId}>
        {all.data !== undefined ? (
          <Listed all={all.data} flow={flow} mayKeep={mayKeep} titleId={titleId} />
        ) : (
          <>
            <h2 id={titleId} className={styles.title}>
              Bank accounts
            </h2>
            {all.error === null ? (
              <Skeleton label="Reading the bank accounts…" />
            ) : (
              <Failed problem={all.error} onRetry={() => void all.refetch()} />
            )}
          </>
        )}
      </section>
    </div>
  );
}

function Suggestions({ all: { suggestions, refused }, flow }: { all: BankAccountsView; flow: BankAccountFlow }) {
  const count = suggestions.length;
  if (count === 0) return refused > 0 && <SuggestAgain refused={refused} />;
  return (
    <Notice
      tone="info"
      icon="link"
      title={
        count === 1
          ? '1 bank account looks like an account at your banks'
          : `${count} bank accounts look like accounts at your banks`
      }
      isInline
      action={
        <Button size="small" onPress={() => flow.ask({ kind: 'review' })}>
          Review…
        </Button>
      }
    >
      <p>Nothing is linked until you say so.</p>
    </Notice>
  );
}

interface ListedProps extends Props {
  all: BankAccountsView;
  titleId: string;
}

function Listed({ all: { accounts }, flow, mayKeep, titleId }: ListedProps) {
  const [searched, setSearched] = useState('');
  const search = useFindShortcut();
  const reasonId = useId();
  const shown = found(accounts, searched);
  const linked = accounts.filter(({ feed }) => feed !== null).length;
  const explained = mayKeep ? {} : { 'aria-describedby': reasonId };
  return (
    <>
      <div className={styles.toolbar}>
        <h2 id={titleId} className={styles.title}>
          Bank accounts{' '}
          <span className={styles.count}>
            {shown.length < accounts.length ? `${shown.length} of ${accounts.length}` : accounts.length}
          </span>
        </h2>
        <p role="status" className={styles.said}>
          {flow.said ?? (accounts.length > 0 && `${linked} of ${counted(accounts.length, 'is', 'are')} linked`)}
        </p>
        <div className={styles.search} ref={search}>
          <SearchField
            label="Search bank accounts"
            placeholder="Code, name, bank or account"
            value={searched}
            onChange={setSearched}
          />
        </div>
        <Button icon="download" isDisabled={!mayKeep} {...explained} onPress={() => flow.ask({ kind: 'import' })}>
          Import CSV…
        </Button>
        <Button icon="plus" isDisabled={!mayKeep} {...explained} onPress={() => flow.ask({ kind: 'add' })}>
          Add bank account…
        </Button>
      </div>
      {mayKeep ? (
        <p className={styles.introduction}>
          The bank accounts of your own books. Each is fed by one account at a bank, in the same currency.
        </p>
      ) : (
        <NotTheirs id={reasonId} className={styles.introduction}>
          Only the integration user adds, changes and links bank accounts.
        </NotTheirs>
      )}
      {shown.length > 0 ? (
        // What scrolls has to be reachable by the keyboard.
        <div className={styles.scroll} tabIndex={0} role="group" aria-labelledby={titleId}>
          <BankAccountTable
            accounts={shown}
            searched={searched.trim()}
            mayKeep={mayKeep}
            onEdit={(bankAccount) => flow.ask({ kind: 'edit', bankAccount })}
            onLink={(bankAccount) =>
              flow.ask({ kind: bankAccount.feed === null ? 'link' : 'change_link', bankAccount })
            }
          />
        </div>
      ) : accounts.length > 0 ? (
        <NothingFound searched={searched} onClear={() => setSearched('')} />
      ) : (
        <Empty flow={flow} mayKeep={mayKeep} />
      )}
    </>
  );
}

function Empty({ flow, mayKeep }: Props) {
  if (!mayKeep) {
    return (
      <Placeholder icon="bank" title="No bank accounts yet">
        The integration user adds the bank accounts of your books and links each with the account at the bank that feeds
        it.
      </Placeholder>
    );
  }
  return (
    <Placeholder
      icon="bank"
      title="No bank accounts yet"
      action={
        <>
          <Button variant="primary" onPress={() => flow.ask({ kind: 'import' })}>
            Import CSV…
          </Button>
          <Button onPress={() => flow.ask({ kind: 'add' })}>Add bank account…</Button>
        </>
      }
    >
      <p>
        First bring in the bank accounts of your books: import them from a CSV file, or add them one by one. Then link
        each with the account at the bank that feeds it.
      </p>
      <Template />
    </Placeholder>
  );
}

function NothingFound({ searched, onClear }: { searched: string; onClear: () => void }) {
  return (
    <Placeholder
      icon="search"
      title={`Nothing found for “${searched.trim()}”`}
      action={<Button onPress={onClear}>Clear search</Button>}
    >
      Every column is searched.
    </Placeholder>
  );
}
