/** Before the secret for Plaid is forgotten. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';

interface Props {
  onForgotten: () => void;
  onClose: () => void;
}

export function ForgetWarning({ onForgotten, onClose }: Props) {
  const forget = useAct('forget_plaid_secret');
  const doIt = () => {
    void forget.run().then(({ problem }) => {
      if (problem !== null) return;
      onForgotten();
      onClose();
    });
  };
  return (
    <DialogPanel
      title="Forget the secret for Plaid?"
      tone="warning"
      icon="key"
      isAlert
      onEscape={onClose}
      actions={
        <>
          <Button variant="danger" isPending={forget.isPending} onPress={doIt}>
            Forget
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            Keep
          </Button>
        </>
      }
    >
      <p>
        The secret is removed from the keyring. Connections, numbers and history stay, but nothing can be connected,
        updated or removed, and nothing that waits goes on, until a secret is entered again.
      </p>
      {forget.problem !== null && <ProblemNotice problem={forget.problem} />}
    </DialogPanel>
  );
}
