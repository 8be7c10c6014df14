/** Before the key of the records is changed. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { notify } from '../../components/Toasts';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';

export function ChangeKeyWarning({ onDone }: { onDone: () => void }) {
  const change = useAct('rotate_database_key');
  const doIt = () => {
    // The records are closed meanwhile, so that this dialog may be gone when the answer comes.
    void change.run().then(({ problem }) => {
      if (problem !== null) return;
      onDone();
      notify({ title: 'The key of your records was changed', tone: 'good', icon: 'check' });
    });
  };
  return (
    <DialogPanel
      title="Change the key of your records?"
      tone="warning"
      icon="key"
      isAlert
      onEscape={onDone}
      actions={
        <>
          <Button isPending={change.isPending} onPress={doIt}>
            Change the key
          </Button>
          <Button variant="primary" autoFocus onPress={onDone}>
            Keep the key
          </Button>
        </>
      }
    >
      <p>
        A new key is made and put into the keyring. Your records and the backups beside them are encrypted with it, and
        the earlier key is forgotten. Nothing in them changes, and if anything goes wrong you keep the records and the
        key that you have.
      </p>
      <p>
        Your records are closed for a moment meanwhile.{' '}
        <strong>Copies that you keep elsewhere stay under the earlier key</strong> and can’t be opened any more
        afterwards, so take a new one.
      </p>
      {change.problem !== null && <ProblemNotice problem={change.problem} />}
    </DialogPanel>
  );
}
