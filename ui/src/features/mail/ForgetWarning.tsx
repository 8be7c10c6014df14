/** Before the mail settings are forgotten. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';

interface Props {
  onForgotten: () => void;
  onKeep: () => void;
}

export function ForgetWarning({ onForgotten, onKeep }: Props) {
  const forget = useAct('forget_mail_settings');
  const doIt = () => {
    void forget.run().then(({ problem }) => {
      if (problem === null) onForgotten();
    });
  };
  return (
    <DialogPanel
      title="Forget the mail settings?"
      tone="warning"
      icon="mail"
      isAlert
      onEscape={onKeep}
      actions={
        <>
          <Button variant="danger" isPending={forget.isPending} onPress={doIt}>
            Forget
          </Button>
          <Button variant="primary" autoFocus onPress={onKeep}>
            Keep
          </Button>
        </>
      }
    >
      <p>
        The password is removed from the keyring, and no mail is sent any more. Messages are still written; they wait
        until mail is set up again.
      </p>
      {forget.problem !== null && <ProblemNotice problem={forget.problem} />}
    </DialogPanel>
  );
}
