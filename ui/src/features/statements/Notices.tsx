/** What asks for attention, above the statements. Nothing where nothing does. */
import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import { useAct } from '../../ipc/queries';
import { isOver, sentenceOfRun, titleOfRun, toneOfRun } from '../../words/imports';
import type { ImportFlow } from './useImportFlow';

export function Notices({ imports }: { imports: ImportFlow }) {
  return <ImportNotice imports={imports} />;
}

/** The import that goes on, or ended, behind the closed window. */
function ImportNotice({ imports: { run, isUnderWay, isNews, show, close } }: { imports: ImportFlow }) {
  const cancel = useAct('cancel_import');
  if (run === null) return null;
  if (isUnderWay) {
    const done = run.accounts.filter(isOver).length;
    return (
      <Notice
        tone="info"
        icon="download"
        title={`Importing: ${done} of ${run.accounts.length}`}
        isInline
        action={
          <>
            <Button
              size="small"
              variant="quiet"
              aria-label="Cancel the import"
              isDisabled={run.is_cancelled}
              isPending={cancel.isPending}
              onPress={() => void cancel.run()}
            >
              Cancel
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
  const tone = toneOfRun(run);
  return (
    <Notice
      tone={tone}
      icon={tone === 'good' ? 'check' : 'attention'}
      title={titleOfRun(run)}
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
      {sentenceOfRun(run)}
    </Notice>
  );
}
