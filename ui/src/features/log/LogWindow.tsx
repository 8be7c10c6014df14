/** The view of the connection log: every session and every removal, also those that failed or were left. */
import { useId, useState } from 'react';

import { Button } from '../../components/Button';
import { CopyButton } from '../../components/CopyButton';
import { Placeholder } from '../../components/Placeholder';
import { SearchField } from '../../components/SearchField';
import { ShowMore } from '../../components/ShowMore';
import { Skeleton } from '../../components/Skeleton';
import { useFindShortcut } from '../../components/useFindShortcut';
import type { LogEntryView } from '../../ipc/bindings';
import { useConnectionLog } from '../../ipc/queries';
import { counted } from '../../words/account';
import { Failed } from '../../words/Failed';
import { foundEntries, tableOf } from './entries';
import styles from './log.module.css';
import { LogTable } from './LogTable';

/** How many lines are drawn, and how many more on demand. The search goes over all of them. */
const PAGE = 200;

export function LogWindow() {
  const log = useConnectionLog();
  const titleId = useId();
  return (
    <div className={styles.main}>
      <section className={styles.card} aria-labelledby={titleId}>
        {log.data !== undefined ? (
          <Ready titleId={titleId} entries={log.data} />
        ) : (
          <>
            <Title id={titleId} />
            {log.error === null ? (
              <Skeleton label="Reading the connection log…" />
            ) : (
              <Failed problem={log.error} onRetry={() => void log.refetch()} />
            )}
          </>
        )}
      </section>
    </div>
  );
}

function Title({ id, count }: { id: string; count?: string }) {
  return (
    <h2 id={id} className={styles.title}>
      Connection log {count !== undefined && <span className={styles.count}>{count}</span>}
    </h2>
  );
}

function Ready({ titleId, entries }: { titleId: string; entries: readonly LogEntryView[] }) {
  const [searched, setSearched] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const search = useFindShortcut();
  const found = foundEntries(entries, searched);
  const shown = found.slice(0, limit);
  return (
    <>
      <div className={styles.toolbar}>
        <Title
          id={titleId}
          count={found.length === entries.length ? String(found.length) : `${found.length} of ${entries.length}`}
        />
        <div className={styles.search} ref={search}>
          <SearchField
            label="Search the connection log"
            placeholder="Bank, person, outcome, error code or ID"
            value={searched}
            onChange={setSearched}
          />
        </div>
        <CopyButton text={tableOf(found)} size="normal">
          {searched.trim() === '' ? 'Copy all' : 'Copy found'}
        </CopyButton>
      </div>
      <div className={styles.scroll}>
        <LogTable
          entries={shown}
          searched={searched.trim()}
          empty={<Empty searched={searched} onClear={() => setSearched('')} />}
        />
        {shown.length < found.length && (
          <ShowMore
            told={`${shown.length} of ${counted(found.length, 'line', 'lines')} are shown.`}
            isPending={false}
            onMore={() => setLimit(limit + PAGE)}
          />
        )}
      </div>
    </>
  );
}

function Empty({ searched, onClear }: { searched: string; onClear: () => void }) {
  if (searched.trim() === '') {
    return (
      <Placeholder icon="list" title="Nothing in the log yet">
        Each time a bank is connected, updated, replaced, reconnected or removed, it is listed here, also where it fails
        or is left.
      </Placeholder>
    );
  }
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
