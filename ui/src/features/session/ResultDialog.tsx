/** The confirmation after a link session: what it came to, account by account. Shown only once it is in the records. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import type { UpdateResultView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { wordsOfOutcome } from '../../words/outcome';
import { ProblemNotice } from '../../words/ProblemNotice';
import { formatDateTime } from '../../words/time';
import { NextButton } from './NextButton';
import { ResultBody } from './ResultBody';
import type { Run } from './task';

interface Props {
  result: UpdateResultView;
  /** What comes next in the run. */
  next: Run | null;
  onNext: (run: Run) => void;
  onTryAgain: () => void;
  onDone: () => void;
}

export function ResultDialog({ result, next, onNext, onTryAgain, onDone }: Props) {
  const acknowledge = useAct('acknowledge_result');
  const { title, tone, icon } = wordsOfOutcome(result);
  const bank = result.expected_institution ?? result.institution;
  // A result that can't be acknowledged stays unacknowledged, and is shown again.
  const leaveTo = (then: () => void) => {
    void acknowledge.run({ session_id: result.session_id });
    then();
  };
  const done = (
    <Button
      variant={next === null && !canTryAgain(result) ? 'primary' : 'secondary'}
      autoFocus={next === null && !canTryAgain(result)}
      isPending={acknowledge.isPending}
      onPress={() => leaveTo(onDone)}
    >
      {next === null ? 'Done' : 'Stop here'}
    </Button>
  );
  return (
    <DialogPanel
      title={title}
      subject={bank !== null && <Institution institution={bank} />}
      tone={tone}
      icon={icon}
      width={result.changes.length > 0 ? 'wide' : 'normal'}
      onEscape={() => leaveTo(onDone)}
      aside={<time dateTime={result.settled_at}>{formatDateTime(result.settled_at)}</time>}
      actions={
        <>
          {done}
          {canTryAgain(result) && (
            <Button
              variant={next === null ? 'primary' : 'secondary'}
              autoFocus={next === null}
              onPress={() => leaveTo(onTryAgain)}
            >
              Try again
            </Button>
          )}
          {next !== null && <NextButton run={next} onPress={() => leaveTo(() => onNext(next))} />}
        </>
      }
    >
      {result.recovered && (
        <Notice tone="info" icon="repaired">
          This was interrupted when Bank Connections closed, and was taken up again by itself.
        </Notice>
      )}
      <ResultBody result={result} />
      {acknowledge.problem !== null && <ProblemNotice problem={acknowledge.problem} />}
    </DialogPanel>
  );
}

/** Whether it came to nothing that a new sign-in could bring. */
function canTryAgain({ outcome, purpose }: UpdateResultView): boolean {
  if (purpose === 'update') return false;
  return outcome === 'wrong_bank' || outcome === 'too_late' || outcome === 'refused';
}
