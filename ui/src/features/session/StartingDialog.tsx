/** Plaid is asked for the bank's page. Nothing can have happened at the bank yet, so calling it off needs no warning. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { SessionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { PURPOSES } from '../../words/purpose';
import { Place } from './Place';
import { SessionSteps } from './SessionSteps';
import { current, institutionAt, type Run } from './task';

interface Props {
  run: Run | null;
  session: SessionView | null;
}

export function StartingDialog({ run, session }: Props) {
  const leave = useAct('leave');
  const callOff = () => {
    if (session !== null) void leave.run({ session_id: session.id });
  };
  const institution = session?.institution ?? institutionAt(run);
  const purpose = session?.purpose ?? (run === null ? undefined : current(run)?.purpose) ?? 'update';
  return (
    <DialogPanel
      title="Opening the bank’s window…"
      subject={institution !== null && <Institution institution={institution} />}
      tone="info"
      icon="window"
      onEscape={callOff}
      place={<Place run={run} />}
      actions={
        <Button isDisabled={session === null} isPending={leave.isPending} onPress={callOff}>
          {PURPOSES[purpose].cancel.replace('…', '')}
        </Button>
      }
    >
      <SessionSteps at="opening" purpose={purpose} />
      {leave.problem !== null && <ProblemNotice problem={leave.problem} />}
    </DialogPanel>
  );
}
