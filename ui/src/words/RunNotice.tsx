/** The run that goes on, or ended, behind the closed window. Nothing where none does. */
import { Button } from '../components/Button';
import { Notice } from '../components/Notice';
import type { RunView } from '../ipc/bindings';
import type { Act } from '../ipc/queries';
import { asking, isOver, type Doing, type RunWords, type StateWords } from './runs';
import type { RunFlow } from './useRunFlow';
import { useToldRun } from './useToldRun';

interface Props<State extends { kind: string }> {
  flow: RunFlow<State>;
  wordsOf: (run: RunView<State>) => RunWords;
  wordsOfState: (state: State) => StateWords;
  doing: Doing;
  /** `Importing` */
  present: string;
  cancel: Act<'cancel_import'> | Act<'cancel_refresh'>;
}

export function RunNotice<State extends { kind: string }>(props: Props<State>) {
  const { flow, doing, present, cancel } = props;
  const { stage, run, isUnderWay, isNews, show } = flow;
  // What the open window says need not be said behind it.
  if (run === null || stage === 'run') return null;
  if (isUnderWay) {
    const done = run.accounts.filter(isOver).length;
    return (
      <Notice
        tone="info"
        icon="download"
        title={`${present}: ${done} of ${run.accounts.length}`}
        isInline
        action={
          <>
            <Button
              size="small"
              variant="quiet"
              isDisabled={run.is_cancelled}
              isPending={cancel.isPending}
              onPress={() => void cancel.run()}
            >
              Stop the {doing}
            </Button>
            <Button size="small" onPress={show}>
              Show
            </Button>
          </>
        }
      >
        It goes on in the background.
      </Notice>
    );
  }
  return isNews && <EndNotice {...props} run={run} />;
}

/** What the run came to. It goes where all that asked for attention was mended since. */
function EndNotice<State extends { kind: string }>({
  run,
  flow: { show, close },
  wordsOf,
  wordsOfState,
}: Props<State> & { run: RunView<State> }) {
  const { rest } = useToldRun(run, wordsOfState);
  if (rest.accounts.length < run.accounts.length && asking(rest, wordsOfState) === 0) return null;
  const { title, sentence, tone } = wordsOf(rest);
  return (
    <Notice
      tone={tone}
      icon={tone === 'good' ? 'check' : 'attention'}
      title={title}
      isInline
      action={
        <>
          <Button size="small" variant="quiet" onPress={close}>
            Close
          </Button>
          <Button size="small" onPress={show}>
            Show result
          </Button>
        </>
      }
    >
      {sentence}
    </Notice>
  );
}
