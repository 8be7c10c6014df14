/** The connection works again by itself: somebody repaired the login elsewhere. There is nothing that must be done. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Institution } from '../../words/Institution';
import { NextButton } from './NextButton';
import { Place } from './Place';
import { following, institutionAt, type Run } from './task';

interface Props {
  run: Run;
  onOpenAnyway: () => void;
  onNext: (run: Run) => void;
  onDone: () => void;
}

export function HealedDialog({ run, onOpenAnyway, onNext, onDone }: Props) {
  const institution = institutionAt(run);
  const next = following(run);
  return (
    <DialogPanel
      title="This connection works again by itself"
      subject={institution !== null && <Institution institution={institution} />}
      tone="good"
      icon="repaired"
      onEscape={onDone}
      place={<Place run={run} />}
      actions={
        <>
          <Button onPress={onOpenAnyway}>Open the bank’s window anyway</Button>
          {next === null ? (
            <Button variant="primary" autoFocus onPress={onDone}>
              Done
            </Button>
          ) : (
            <NextButton run={next} onPress={() => onNext(next)} />
          )}
        </>
      }
    >
      <p>
        The bank takes the sign-in again, so there is nothing to repair. You can still open the bank’s window to change
        the accounts or to renew your consent.
      </p>
    </DialogPanel>
  );
}
