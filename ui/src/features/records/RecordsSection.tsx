/** The records and their backups, as a section of the settings. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { Skeleton } from '../../components/Skeleton';
import type { BackupView, RecordsView } from '../../ipc/bindings';
import { useAct, useRecords, useRecordsCondition } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { ProblemNotice } from '../../words/ProblemNotice';
import { formatDateTime } from '../../words/time';
import { BackupTable } from './BackupTable';
import styles from './records.module.css';
import { RestoreWarning } from './RestoreWarning';

interface Props {
  mayChange: boolean;
  /** Whether the records are gone as soon as the application quits. */
  areThrownAway: boolean;
}

export function RecordsSection({ mayChange, areThrownAway }: Props) {
  const records = useRecords();
  return (
    <Section
      title="Records and backups"
      lead="Everything that Bank Connections knows is in one encrypted file on this computer. A backup is taken every day and before each new version, and checked before an older one goes."
    >
      {areThrownAway ? (
        <Notice tone="info" icon="disk">
          There is no keyring, so the records of this demo last until it quits. There is nothing to go back to.
        </Notice>
      ) : records.data !== undefined ? (
        <Ready records={records.data} mayChange={mayChange} />
      ) : records.error === null ? (
        <Skeleton label="Looking at the backups…" />
      ) : (
        <Failed problem={records.error} onRetry={() => void records.refetch()} />
      )}
    </Section>
  );
}

function Ready({ records, mayChange }: { records: RecordsView; mayChange: boolean }) {
  const condition = useRecordsCondition();
  const backUp = useAct('back_up_now');
  const [chosen, setChosen] = useState<BackupView | null>(null);
  const failure = condition.data?.backup_failure ?? null;
  const [newest] = records.backups;
  const backUpNow = () => void backUp.run();
  return (
    <>
      <dl className={styles.facts}>
        <dt>File</dt>
        <dd className={styles.path}>{records.file}</dd>
        <dt>Backups</dt>
        <dd className={styles.path}>{records.folder}</dd>
        <dt>Last backup</dt>
        <dd>{newest === undefined ? 'None yet' : formatDateTime(newest.taken_at)}</dd>
      </dl>
      {failure !== null && backUp.problem === null && (
        <ProblemNotice
          tone="warning"
          problem={{
            ...failure.problem,
            hint: `The backup of ${formatDateTime(failure.at)} failed. It is tried again by itself; the earlier ones are as they were.`,
          }}
        />
      )}
      {backUp.problem !== null && <ProblemNotice problem={backUp.problem} steps={{ try_again: backUpNow }} />}
      <div className={styles.toolbar}>
        <Button icon="archive" isDisabled={!mayChange} isPending={backUp.isPending} onPress={backUpNow}>
          Back up now
        </Button>
        <p role="status" className={styles.said}>
          {backUp.isPending ? 'The records are copied and checked…' : ''}
        </p>
      </div>
      {records.backups.length > 0 && (
        <BackupTable backups={records.backups} mayRestore={mayChange} onRestore={setChosen} />
      )}
      <DialogLayer isOpen={chosen !== null}>
        {chosen !== null && <RestoreWarning backup={chosen} folder={records.folder} onClose={() => setChosen(null)} />}
      </DialogLayer>
    </>
  );
}
