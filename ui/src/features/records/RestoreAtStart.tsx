/** The way back where the records can't be opened: the backups that there are. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { Skeleton } from '../../components/Skeleton';
import type { BackupView, RecordsView } from '../../ipc/bindings';
import { useRecords } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import { BackupTable } from './BackupTable';
import { BeginAnewWarning } from './BeginAnewWarning';
import styles from './records.module.css';
import { RestoreWarning } from './RestoreWarning';

export function RestoreAtStart({ areMissing }: { areMissing: boolean }) {
  const records = useRecords();
  return (
    <section className={styles.start} aria-label="Restore a backup">
      <h3>Restore a backup</h3>
      {records.data !== undefined ? (
        <Ready records={records.data} areMissing={areMissing} />
      ) : records.error === null ? (
        <Skeleton label="Looking for backups…" />
      ) : (
        <ProblemNotice problem={records.error} steps={{ try_again: () => void records.refetch() }} />
      )}
    </section>
  );
}

function Ready({ records, areMissing }: { records: RecordsView; areMissing: boolean }) {
  const [chosen, setChosen] = useState<BackupView | null>(null);
  const [isAsked, setAsked] = useState(false);
  if (records.backups.length === 0) {
    return (
      <p>
        There is none in <span className={styles.path}>{records.folder}</span>. If you keep copies elsewhere, put one
        into the place of <span className={styles.path}>{records.file}</span>, then try again.
      </p>
    );
  }
  return (
    <>
      {!areMissing && <p>The file as it is now is kept beside the backups, whichever you choose.</p>}
      <BackupTable backups={records.backups} mayRestore onRestore={setChosen} />
      <DialogLayer isOpen={chosen !== null}>
        {chosen !== null && <RestoreWarning backup={chosen} folder={records.folder} onClose={() => setChosen(null)} />}
      </DialogLayer>
      {areMissing && (
        <>
          <p>If you do not want any of them, you can begin with empty records. The backups are kept.</p>
          <Button onPress={() => setAsked(true)}>Begin with empty records…</Button>
          <DialogLayer isOpen={isAsked}>
            {isAsked && <BeginAnewWarning folder={records.folder} onClose={() => setAsked(false)} />}
          </DialogLayer>
        </>
      )}
    </>
  );
}
