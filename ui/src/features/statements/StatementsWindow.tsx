/** The view of the statements: the list of them, or the lines of a bank account. */
import { useState } from 'react';

import { DialogLayer } from '../../components/Dialog';
import { Skeleton } from '../../components/Skeleton';
import type { BookView } from '../../ipc/bindings';
import { useStatements } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { ExportDialog, type Suggested } from './ExportDialog';
import { Lines } from './Lines';
import { Notices, type Attending } from './Notices';
import { StatementList } from './StatementList';
import styles from './statements.module.css';
import type { ImportFlow } from './useImportFlow';

/** Whose lines are shown. */
export interface Place {
  book: BookView;
  /** One of its statements, or all of them. */
  statementId: string | null;
}

interface Props {
  imports: ImportFlow;
  onShowConnections: () => void;
}

export function StatementsWindow({ imports, onShowConnections }: Props) {
  const [place, setPlace] = useState<Place | null>(null);
  const [exporting, setExporting] = useState<Suggested | null>(null);
  const [attending, setAttending] = useState<Attending>(null);
  const statements = useStatements();
  return (
    <div className={styles.main}>
      <div className={styles.notices}>
        <Notices imports={imports} shown={attending} onShow={setAttending} />
      </div>
      {statements.data === undefined ? (
        <section className={styles.card} aria-label="Statements">
          {statements.error === null ? (
            <Skeleton label="Reading the statements…" />
          ) : (
            <Failed problem={statements.error} onRetry={() => void statements.refetch()} />
          )}
        </section>
      ) : place === null ? (
        <StatementList
          statements={statements.data}
          imports={imports}
          onOpen={setPlace}
          onExport={(ids, searched) => setExporting({ ids, searched })}
          onShowGaps={() => setAttending('gaps')}
          onShowConnections={onShowConnections}
        />
      ) : (
        <Lines
          key={place.book.id}
          place={place}
          statements={statements.data.filter(({ bank_account: { id } }) => id === place.book.id)}
          onPlace={setPlace}
          onExport={(ids) => setExporting({ ids, searched: '' })}
          onBack={() => setPlace(null)}
        />
      )}
      <DialogLayer isOpen={exporting !== null}>
        {exporting !== null && (
          <ExportDialog statements={statements.data ?? []} suggested={exporting} onClose={() => setExporting(null)} />
        )}
      </DialogLayer>
    </div>
  );
}
