/** Before found logins are removed at Plaid. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { OrphanView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './orphans.module.css';

interface Props {
  orphans: readonly OrphanView[];
  onClose: () => void;
}

export function RemoveWarning({ orphans, onClose }: Props) {
  const remove = useAct('remove_orphans');
  const doIt = () => {
    void remove.run({ item_ids: orphans.map(({ item_id }) => item_id) }).then(({ problem }) => {
      if (problem === null) onClose();
    });
  };
  return (
    <DialogPanel
      title={orphans.length === 1 ? 'Remove this login at Plaid?' : `Remove ${orphans.length} logins at Plaid?`}
      tone="danger"
      icon="remove"
      isAlert
      onEscape={() => {
        if (!remove.isPending) onClose();
      }}
      actions={
        <>
          <Button variant="danger" isPending={remove.isPending} onPress={doIt}>
            Remove at Plaid
          </Button>
          <Button variant="primary" autoFocus isDisabled={remove.isPending} onPress={onClose}>
            Keep
          </Button>
        </>
      }
    >
      <ul className={styles.asked}>
        {orphans.map(({ item_id, institution }) => (
          <li key={item_id}>
            {institution === null ? 'Bank not told' : <Institution institution={institution} />}
            <span className={styles.code}>{item_id}</span>
          </li>
        ))}
      </ul>
      <p>
        None of your connections uses {orphans.length === 1 ? 'it' : 'them'}, and your records stay as they are. At
        Plaid it can’t be undone: any other application of your firm that uses{' '}
        {orphans.length === 1 ? 'it' : 'one of them'} loses its access.
      </p>
      {remove.problem !== null && <ProblemNotice problem={remove.problem} />}
    </DialogPanel>
  );
}
