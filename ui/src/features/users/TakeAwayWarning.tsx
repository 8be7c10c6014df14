/** Before the access of an accountant is taken away. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';

interface Props {
  user: UserView;
  /** It is done, and this is to be said of it. */
  onDone: (said: string) => void;
  onClose: () => void;
}

export function TakeAwayWarning({ user, onDone, onClose }: Props) {
  const remove = useAct('remove_user');
  const doIt = () => {
    void remove.run({ user_id: user.id }).then(({ problem }) => {
      if (problem !== null) return;
      onDone(`${user.name} can’t sign in any more.`);
    });
  };
  return (
    <DialogPanel
      title="Take the access away?"
      subject={user.name}
      tone="warning"
      icon="user"
      isAlert
      onEscape={onClose}
      actions={
        <>
          <Button variant="danger" isPending={remove.isPending} onPress={doIt}>
            Take the access away
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            Keep the access
          </Button>
        </>
      }
    >
      <p>
        <strong>This is for good.</strong> {user.name} can’t sign in any more, and nobody can be given this name again.
      </p>
      <p>What {user.name} did stays in the audit under this name.</p>
      {remove.problem !== null && <ProblemNotice problem={remove.problem} />}
    </DialogPanel>
  );
}
