/** The conversations about schedules. They stand in front of their own view only, and wait while another one is shown. */
import { DialogLayer } from '../../components/Dialog';
import { useSchedules } from '../../ipc/queries';
import type { ScheduleFlow } from './flow';
import { RemoveWarning } from './RemoveWarning';
import { RunsDialog } from './RunsDialog';
import { ScheduleForm } from './ScheduleForm';

interface Props {
  flow: ScheduleFlow;
  isShown: boolean;
  onShowMail: () => void;
}

export function ScheduleDialogs({ flow, isShown, onShowMail }: Props) {
  const isOpen = isShown && flow.asked !== null;
  return <DialogLayer isOpen={isOpen}>{isOpen && <Conversation flow={flow} onShowMail={onShowMail} />}</DialogLayer>;
}

function Conversation({ flow: { asked, keep, done, close }, onShowMail }: Omit<Props, 'isShown'>) {
  const schedules = useSchedules().data;
  switch (asked?.kind) {
    case undefined:
      return null;
    case 'add':
    case 'change':
      return (
        <ScheduleForm
          asked={asked}
          onDone={done}
          onClose={close}
          onShowMail={(draft) => {
            keep(draft);
            onShowMail();
          }}
        />
      );
    case 'remove':
      return <RemoveWarning schedule={asked.schedule} onDone={done} onClose={close} />;
    case 'runs': {
      // As it stands now: it may be running.
      const { id } = asked.schedule;
      return <RunsDialog schedule={schedules?.find((one) => one.id === id) ?? asked.schedule} onClose={close} />;
    }
  }
}
