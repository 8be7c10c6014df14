/** Plaid is asked for the bank's page. Short, and without a button unless it lasts. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { SessionView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { Place } from './Place';
import { SessionSteps } from './SessionSteps';
import { current, type Run } from './stage';

interface Props {
  run: Run | null;
  session: SessionView | null;
  onCancel: (session: SessionView) => void;
}

export function StartingDialog({ run, session, onCancel }: Props) {
  const institution = session?.institution ?? (run === null ? undefined : current(run)?.institution);
  return (
    <DialogPanel
      title="Opening the bank’s window…"
      subject={institution !== undefined && <Institution institution={institution} />}
      tone="info"
      icon="window"
      place={<Place run={run} />}
      actions={
        <Button isDisabled={session === null} onPress={() => session !== null && onCancel(session)}>
          Cancel update…
        </Button>
      }
    >
      <SessionSteps at="opening" />
    </DialogPanel>
  );
}
