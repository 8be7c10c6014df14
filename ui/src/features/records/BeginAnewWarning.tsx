/** Before empty records take the place of missing ones: what is lost from sight, and what is kept. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './records.module.css';

interface Props {
  /** Where the backups are kept. */
  folder: string;
  onClose: () => void;
}

export function BeginAnewWarning({ folder, onClose }: Props) {
  const begin = useAct('begin_anew');
  const doIt = () => {
    void begin.run().then(({ problem }) => {
      if (problem === null) onClose();
    });
  };
  return (
    <DialogPanel
      title="Begin with empty records?"
      tone="danger"
      icon="archive"
      isAlert
      onEscape={() => {
        if (!begin.isPending) onClose();
      }}
      actions={
        <>
          <Button variant="danger" isPending={begin.isPending} onPress={doIt}>
            Begin with empty records
          </Button>
          <Button variant="primary" autoFocus isDisabled={begin.isPending} onPress={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <ul className={styles.points}>
        <li>
          <strong>Not in the new records:</strong> your connections, settings, users, passwords and audit. The logins of
          your banks stay at Plaid and are billed until somebody removes them.
        </li>
        <li>
          <strong>Kept:</strong> every backup, moved into a folder of its own in{' '}
          <span className={styles.path}>{folder}</span>. Nothing is deleted. To restore one of them later, move it back.
        </li>
      </ul>
      {begin.problem !== null && <ProblemNotice problem={begin.problem} />}
    </DialogPanel>
  );
}
