/** Before a backup takes the place of the records: what is replaced, and what is kept. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { BackupView } from '../../ipc/bindings';
import { notify } from '../../components/Toasts';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import { formatDateTime } from '../../words/time';
import styles from './records.module.css';

interface Props {
  backup: BackupView;
  /** Where the files go that are replaced. */
  folder: string;
  onClose: () => void;
}

export function RestoreWarning({ backup, folder, onClose }: Props) {
  const restore = useAct('restore_backup');
  const doIt = () => {
    // The records are closed meanwhile, so that this dialog may be gone when the answer comes.
    void restore.run({ name: backup.name }).then(({ problem }) => {
      if (problem !== null) return;
      onClose();
      notify({
        title: `The backup of ${formatDateTime(backup.taken_at)} is restored`,
        description: `What it replaced is in a folder of its own in ${folder}.`,
        tone: 'good',
        icon: 'check',
      });
    });
  };
  return (
    <DialogPanel
      title={`Restore the backup of ${formatDateTime(backup.taken_at)}?`}
      tone="danger"
      icon="archive"
      isAlert
      onEscape={() => {
        if (!restore.isPending) onClose();
      }}
      actions={
        <>
          <Button variant="danger" isPending={restore.isPending} onPress={doIt}>
            Restore this backup
          </Button>
          <Button variant="primary" autoFocus isDisabled={restore.isPending} onPress={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <ul className={styles.points}>
        <li>
          <strong>Replaced:</strong> all records, with your connections, settings, users, passwords and audit as they
          stood then. What was recorded since is no longer shown.
        </li>
        <li>
          <strong>Kept:</strong> the present files, moved into a folder of their own in{' '}
          <span className={styles.path}>{folder}</span>, and every backup. Nothing is deleted.
        </li>
        <li>
          <strong>Plaid and your banks are not touched.</strong> Bank Connections asks them afterwards how things stand.
          A bank that was connected since is missing in the list; its login stays at Plaid and is shown under Lost
          logins. One that was removed since is listed again and needs reconnecting.
        </li>
      </ul>
      {restore.problem !== null && <ProblemNotice problem={restore.problem} />}
    </DialogPanel>
  );
}
