/** The view of the audit: whether it is complete, and who did what, the newest first. */
import { useDeferredValue, useId, useState, type ReactNode } from 'react';

import { Button } from '../../components/Button';
import { Placeholder } from '../../components/Placeholder';
import { ShowMore } from '../../components/ShowMore';
import { Skeleton } from '../../components/Skeleton';
import type { AuditPageView, ExportedView } from '../../ipc/bindings';
import { useAct, useAudit } from '../../ipc/queries';
import { counted } from '../../words/account';
import { Failed } from '../../words/Failed';
import styles from './audit.module.css';
import { AuditTable } from './AuditTable';
import { ExportMenu, ExportOutcome } from './Export';
import { EVERYTHING, filterOf, isOpen } from './filter';
import { Filters } from './Filters';
import { Restores } from './Restores';
import { State } from './State';

export function AuditWindow() {
  const [narrowing, setNarrowing] = useState(EVERYTHING);
  const [exported, setExported] = useState<ExportedView | null>(null);
  const filter = filterOf(useDeferredValue(narrowing));
  const audit = useAudit(filter);
  const act = useAct('export_audit');
  const titleId = useId();
  const first = audit.data?.pages[0];
  const clear = () => setNarrowing(EVERYTHING);
  return (
    <div className={styles.main}>
      <State />
      <Restores />
      <section className={styles.card} aria-labelledby={titleId}>
        <div className={styles.toolbar}>
          <h2 id={titleId} className={styles.title}>
            Audit{' '}
            {first !== undefined && <span className={styles.count}>{counted(first.found, 'entry', 'entries')}</span>}
          </h2>
          {first !== undefined && (
            <ExportMenu
              act={act}
              filter={filterOf(narrowing)}
              isNarrowed={!isOpen(narrowing)}
              onExported={setExported}
            />
          )}
        </div>
        <ExportOutcome act={act} exported={exported} onClose={() => setExported(null)} />
        {first !== undefined && (
          <Filters narrowing={narrowing} people={first.people} acts={first.acts} onChange={setNarrowing} />
        )}
        <Body
          audit={audit}
          searched={narrowing.text.trim()}
          empty={<Empty isNarrowed={!isOpen(narrowing)} onClear={clear} />}
        />
      </section>
    </div>
  );
}

interface BodyProps {
  audit: ReturnType<typeof useAudit>;
  searched: string;
  empty: ReactNode;
}

function Body({ audit, searched, empty }: BodyProps) {
  if (audit.data === undefined) {
    if (audit.error === null) return <Skeleton label="Reading the audit…" />;
    return <Failed problem={audit.error} onRetry={() => void audit.refetch()} />;
  }
  const entries = audit.data.pages.flatMap((page) => page.entries);
  return (
    <div className={styles.scroll}>
      <AuditTable entries={entries} searched={searched} empty={empty} />
      {audit.hasNextPage && (
        <ShowMore
          told={`${entries.length} of ${counted(found(audit.data.pages), 'entry', 'entries')} are shown.`}
          isPending={audit.isFetchingNextPage}
          onMore={() => void audit.fetchNextPage()}
        />
      )}
    </div>
  );
}

function found(pages: readonly AuditPageView[]): number {
  return pages[0]?.found ?? 0;
}

function Empty({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (!isNarrowed) {
    return (
      <Placeholder icon="list" title="Nothing in the audit yet">
        Everything that changes something is recorded here, with who did it and when.
      </Placeholder>
    );
  }
  return (
    <Placeholder icon="search" title="No entry is like that" action={<Button onPress={onClear}>Clear filters</Button>}>
      Choose another person, act or time, or search for less.
    </Placeholder>
  );
}
