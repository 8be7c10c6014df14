/** Before an open page is left, in whatever way: what would be lost. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { SessionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { LEAVING, PURPOSES } from '../../words/purpose';

interface Props {
  session: SessionView;
  onStay: () => void;
}

export function LeaveWarning({ session, onStay }: Props) {
  const stay = useAct('stay');
  const leave = useAct('leave');
  const wish = LEAVING[session.leave_requested ?? 'close'];
  const { middle, loss, then } = PURPOSES[session.purpose];
  const argument = { session_id: session.id };
  const problem = stay.problem ?? leave.problem;
  const goBack = () => {
    void stay.run(argument).then(({ problem }) => {
      if (problem === null) onStay();
    });
  };
  return (
    <DialogPanel
      title={`${wish.title} ${middle}`}
      subject={session.institution !== null && <Institution institution={session.institution} />}
      tone="warning"
      icon="attention"
      isAlert
      onEscape={goBack}
      actions={
        <>
          <Button variant="danger" isPending={leave.isPending} onPress={() => void leave.run(argument)}>
            {wish.act}
          </Button>
          <Button variant="primary" autoFocus isPending={stay.isPending} onPress={goBack}>
            Stay and finish
          </Button>
        </>
      }
    >
      <p>
        <strong>{loss.strong}</strong> {loss.text}
      </p>
      <p>
        {wish.then} {then}
      </p>
      {problem !== null && <ProblemNotice problem={problem} />}
    </DialogPanel>
  );
}
