/** The bank's page could not be opened. Nothing happened at the bank. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { ConnectionView, Problem } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { ProblemDetails } from '../../words/ProblemNotice';
import { NEXT_STEPS, wordsOfProblem, type NextStep } from '../../words/problem';
import { Place } from './Place';
import { current, following, type Run } from './stage';

interface Props {
  run: Run;
  problem: Problem;
  onRetry: () => void;
  onTellApart: (connection: ConnectionView) => void;
  onNext: (run: Run) => void;
  onStop: () => void;
}

export function FailedDialog({ run, problem, onRetry, onTellApart, onNext, onStop }: Props) {
  const connection = current(run);
  const rest = following(run);
  const { title, sentence, next } = wordsOfProblem(problem);
  const steps: Record<NextStep, (() => void) | null> = {
    try_again: onRetry,
    tell_apart: connection === undefined ? null : () => onTellApart(connection),
    // The open update shows itself, and the list is read again, as soon as this dialog is gone.
    show_session: onStop,
    read_again: onStop,
    none: null,
  };
  const step = steps[next];
  return (
    <DialogPanel
      title={title}
      subject={connection !== undefined && <Institution institution={connection.institution} />}
      tone="danger"
      icon="attention"
      isAlert
      onEscape={onStop}
      place={<Place run={run} />}
      actions={
        <>
          <Button autoFocus={step === null} onPress={onStop}>
            {rest === null ? 'Close' : 'Stop here'}
          </Button>
          {rest !== null && <Button onPress={() => onNext(rest)}>Skip to {current(rest)?.institution.name}</Button>}
          {step !== null && (
            <Button variant="primary" autoFocus onPress={step}>
              {NEXT_STEPS[next]}
            </Button>
          )}
        </>
      }
    >
      <p>{sentence}</p>
      {problem.hint !== null && <p>{problem.hint}</p>}
      <p>The bank’s window was not opened, and nothing was changed.</p>
      <ProblemDetails problem={problem} />
    </DialogPanel>
  );
}
