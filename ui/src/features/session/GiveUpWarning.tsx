/** Before a new login that waits is not used: what becomes of it. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { notify } from '../../components/Toasts';
import type { SessionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { GIVING_UP } from '../../words/purpose';

interface Props {
  session: SessionView;
  onKeep: () => void;
}

export function GiveUpWarning({ session, onKeep }: Props) {
  const giveUp = useAct('give_up');
  const { title, text, act, done } = GIVING_UP[session.purpose === 'update' ? 'replace' : session.purpose];
  const doIt = () => {
    void giveUp.run({ session_id: session.id }).then(({ problem }) => {
      if (problem === null) notify({ title: done, tone: 'quiet', icon: 'equal' });
    });
  };
  return (
    <DialogPanel
      title={title}
      subject={session.institution !== null && <Institution institution={session.institution} />}
      tone="warning"
      icon="attention"
      isAlert
      onEscape={onKeep}
      actions={
        <>
          <Button variant="danger" isPending={giveUp.isPending} onPress={doIt}>
            {act}
          </Button>
          <Button variant="primary" autoFocus onPress={onKeep}>
            Go back
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {giveUp.problem !== null && <ProblemNotice problem={giveUp.problem} />}
    </DialogPanel>
  );
}
