/** Before a schedule is removed. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { ScheduleView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';

interface Props {
  schedule: ScheduleView;
  onDone: (said: string) => void;
  onClose: () => void;
}

export function RemoveWarning({ schedule: { id, terms }, onDone, onClose }: Props) {
  const remove = useAct('remove_schedule');
  const doIt = () => {
    void remove.run({ schedule_id: id }).then(({ problem }) => {
      if (problem === null) onDone(`“${terms.name}” is removed.`);
    });
  };
  return (
    <DialogPanel
      title="Remove this schedule?"
      subject={terms.name}
      tone="warning"
      icon="remove"
      isAlert
      onEscape={onClose}
      actions={
        <>
          <Button variant="danger" isPending={remove.isPending} onPress={doIt}>
            Remove
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            Keep the schedule
          </Button>
        </>
      }
    >
      <p>
        It does not run any more, and its results are no longer shown here. Statements that it imported stay, and the
        audit keeps what it did.
      </p>
      <p>To let it rest for a while, switch it off instead.</p>
      {remove.problem !== null && <ProblemNotice problem={remove.problem} />}
    </DialogPanel>
  );
}
