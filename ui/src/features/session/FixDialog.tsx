/** One step of repairing whatever needs the user: which connection, why, and what comes next. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Institution } from '../../words/Institution';
import { nextStepOf, STATUSES } from '../../words/status';
import { UPDATE_RULES } from './ConfirmUpdate';
import { Place } from './Place';
import { Rules } from './Rules';
import { connectionAt, following, type Run } from './task';

interface Props {
  run: Run;
  onBegin: () => void;
  onSkip: () => void;
  /** Ends the run here. */
  onStop: () => void;
}

export function FixDialog({ run, onBegin, onSkip, onStop }: Props) {
  const connection = connectionAt(run);
  if (connection === null) return null;
  const { institution, status } = connection;
  const isLast = following(run) === null;
  const asksOnly = status.kind === 'awaiting_mapping';
  return (
    <DialogPanel
      title={STATUSES[status.kind].label}
      subject={<Institution institution={institution} />}
      tone={STATUSES[status.kind].tone}
      icon={STATUSES[status.kind].icon}
      onEscape={onStop}
      place={<Place run={run} />}
      actions={
        <>
          <Button onPress={onStop}>Stop here</Button>
          {!isLast && <Button onPress={onSkip}>Skip</Button>}
          <Button variant="primary" autoFocus onPress={onBegin}>
            {asksOnly ? 'Tell the accounts apart' : 'Open the bank’s window'}
          </Button>
        </>
      }
    >
      <p>{nextStepOf(connection)}</p>
      {!asksOnly && <Rules rules={UPDATE_RULES} />}
    </DialogPanel>
  );
}
