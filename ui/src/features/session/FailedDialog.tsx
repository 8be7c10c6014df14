/** The bank's window could not be opened. Nothing happened at the bank. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { ConnectionView, Problem } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { ProblemDetails } from '../../words/ProblemNotice';
import { NEXT_STEPS, wordsOfProblem, type NextStep } from '../../words/problem';
import { Place } from './Place';
import { connectionAt, following, institutionAt, type Run, type Task } from './task';

interface Props {
  run: Run;
  problem: Problem;
  onRetry: () => void;
  onTellApart: (connection: ConnectionView) => void;
  /** Asks before this is done in place of what failed. */
  onInstead: (task: Task) => void;
  onNext: (run: Run) => void;
  onStop: () => void;
}

export function FailedDialog(props: Props) {
  const { run, problem, onNext, onStop } = props;
  const institution = institutionAt(run);
  const rest = following(run);
  const { title, sentence, next } = wordsOfProblem(problem);
  const step = stepOf(next, props);
  return (
    <DialogPanel
      title={title}
      subject={institution !== null && <Institution institution={institution} />}
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
          {rest !== null && <Button onPress={() => onNext(rest)}>Skip to {institutionAt(rest)?.name}</Button>}
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

/** How the next step is taken from here, where it can be. */
function stepOf(next: NextStep, { run, onRetry, onTellApart, onInstead, onStop }: Props): (() => void) | null {
  const connection = connectionAt(run);
  switch (next) {
    case 'try_again':
      return onRetry;
    case 'tell_apart':
      return connection && (() => onTellApart(connection));
    case 'sign_in_anew':
      return connection && (() => onInstead({ purpose: 'replace', connection }));
    case 'reconnect':
      return connection && (() => onInstead({ purpose: 'reconnect', connection }));
    // What is open shows itself, and the list is read again, as soon as this dialog is gone.
    case 'show_session':
    case 'read_again':
      return onStop;
    case 'set_up_mail':
    case 'none':
      return null;
  }
}
