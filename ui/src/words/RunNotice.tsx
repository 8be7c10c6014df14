/** The run that goes on, or ended, behind the closed window. Nothing where none does. */
import { Button } from '../components/Button';
import { Notice } from '../components/Notice';
import type { RunView } from '../ipc/bindings';
import type { Act } from '../ipc/queries';
import { isOver, type Doing, type RunWords } from './runs';
import type { RunFlow } from './useRunFlow';

interface Props<State extends { kind: string }> {
  flow: RunFlow<State>;
  wordsOf: (run: RunView<State>) => RunWords;
  doing: Doing;
  /** `Importing` */
  present: string;
  cancel: Act<'cancel_import'> | Act<'cancel_refresh'>;
}

export function RunNotice<State extends { kind: string }>({ flow, wordsOf, doing, present, cancel }: Props<State>) {
  const { stage, run, isUnderWay, isNews, show, close } = flow;
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
  if (!isNews) return null;
  const { title, sentence, tone } = wordsOf(run);
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
