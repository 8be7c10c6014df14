/** Before an open page is left, in whatever way: what would be lost. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { SessionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';

interface Props {
  session: SessionView;
  onStay: () => void;
}

export function LeaveWarning({ session, onStay }: Props) {
  const stay = useAct('stay');
  const leave = useAct('leave');
  const quitting = session.leave_requested === 'quit';
  const argument = { session_id: session.id };
  const problem = stay.problem ?? leave.problem;
  const goBack = () => {
    void stay.run(argument).then(({ problem }) => {
      if (problem === null) onStay();
    });
  };
  return (
    <DialogPanel
      title={quitting ? 'Quit in the middle of the update?' : 'Leave in the middle of the update?'}
      subject={<Institution institution={session.institution} />}
      tone="warning"
      icon="attention"
      isAlert
      onEscape={goBack}
      actions={
        <>
          <Button variant="danger" isPending={leave.isPending} onPress={() => void leave.run(argument)}>
            {quitting ? 'Quit anyway' : 'Leave anyway'}
          </Button>
          <Button variant="primary" autoFocus isPending={stay.isPending} onPress={goBack}>
            Stay and finish
          </Button>
        </>
      }
    >
      <p>
        <strong>If you have entered your credentials, finish the update.</strong> The bank may have accepted them
        already, but the accounts you choose would be lost, and you would have to sign in again to choose them.
      </p>
      <p>
        {quitting
          ? 'If you quit, Bank Connections reads at its next start what has changed at the bank and repairs the records.'
          : 'If you leave, Bank Connections reads what has changed at the bank and repairs the records.'}
      </p>
      {problem !== null && <ProblemNotice problem={problem} />}
    </DialogPanel>
  );
}
