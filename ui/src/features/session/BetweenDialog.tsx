/** The bank before was put aside and goes on in the background; the next one of the run can begin. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Institution } from '../../words/Institution';
import { NextButton } from './NextButton';
import { institutionAt, type Run } from './task';

interface Props {
  run: Run;
  onNext: (run: Run) => void;
  onStop: () => void;
}

export function BetweenDialog({ run, onNext, onStop }: Props) {
  const next = institutionAt(run);
  const before = institutionAt({ ...run, at: run.at - 1 });
  return (
    <DialogPanel
      title="Go on with the next bank?"
      subject={next !== null && <Institution institution={next} />}
      icon="bank"
      onEscape={onStop}
      actions={
        <>
          <Button onPress={onStop}>Stop here</Button>
          <NextButton run={run} onPress={() => onNext(run)} />
        </>
      }
    >
      <p>{before?.name} goes on in the background. You are told as soon as its records are up to date.</p>
    </DialogPanel>
  );
}
