/** The dialogs of an update, one at a time in one layer, so that the focus returns in the end to where it began. */
import { DialogLayer } from '../../components/Dialog';
import { useAct } from '../../ipc/queries';
import { BetweenDialog } from './BetweenDialog';
import { ConfirmDialog } from './ConfirmDialog';
import { FailedDialog } from './FailedDialog';
import { HealedDialog } from './HealedDialog';
import { LeaveWarning } from './LeaveWarning';
import { MappingDialog } from './MappingDialog';
import { ResultDialog } from './ResultDialog';
import { SessionDialog } from './SessionDialog';
import { SettlingDialog } from './SettlingDialog';
import { following, type Stage } from './stage';
import { StartingDialog } from './StartingDialog';
import { useFocusAfter } from './useFocusAfter';
import type { UpdateFlow } from './useUpdateFlow';

export function UpdateDialogs({ flow }: { flow: UpdateFlow }) {
  const { stage } = flow;
  const escape = useEscape(flow);
  useFocusAfter(stage === null);
  return (
    <DialogLayer isOpen={stage !== null} onEscape={escape}>
      {stage !== null && <StageDialog key={keyOf(stage)} stage={stage} flow={flow} />}
    </DialogLayer>
  );
}

function StageDialog({ stage, flow }: { stage: Stage; flow: UpdateFlow }) {
  switch (stage.kind) {
    case 'confirming':
      return <ConfirmDialog run={stage.run} onOpen={() => flow.begin(stage.run)} onCancel={flow.stop} />;
    case 'starting':
      return <StartingDialog run={stage.run} session={stage.session} />;
    case 'healed':
      return (
        <HealedDialog
          run={stage.run}
          onOpenAnyway={() => flow.begin(stage.run, true)}
          onNext={flow.begin}
          onDone={flow.stop}
        />
      );
    case 'failed':
      return (
        <FailedDialog
          run={stage.run}
          problem={stage.problem}
          onRetry={() => flow.begin(stage.run)}
          onTellApart={(connection) => {
            flow.stop();
            flow.takeUp(connection);
          }}
          onNext={flow.begin}
          onStop={flow.stop}
        />
      );
    case 'between':
      return <BetweenDialog run={stage.run} onNext={flow.begin} onStop={flow.stop} />;
    case 'open':
      return <SessionDialog run={stage.run} session={stage.session} onCancel={() => flow.wishToLeave(stage.session)} />;
    case 'leaving':
      return <LeaveWarning session={stage.session} onAnswered={flow.answered} />;
    case 'settling':
      return <SettlingDialog run={stage.run} session={stage.session} onPutAside={() => flow.putAside(stage.run)} />;
    case 'mapping':
      return <MappingDialog session={stage.session} onLater={() => flow.putAside(stage.run)} />;
    case 'result':
      return (
        <ResultDialog
          result={stage.result}
          next={following(stage.run)}
          onNext={flow.begin}
          // The result of a bank that went on in the background ends no run.
          onDone={() => stage.run !== null && flow.stop()}
        />
      );
  }
}

/** Escape is always the safe answer: it never leaves an open page and never begins anything. */
function useEscape(flow: UpdateFlow): () => void {
  const stay = useAct('stay');
  const acknowledge = useAct('acknowledge_result');
  const { stage } = flow;
  return () => {
    switch (stage?.kind) {
      case 'confirming':
      case 'healed':
      case 'failed':
      case 'between':
        flow.stop();
        return;
      case 'open':
        flow.wishToLeave(stage.session);
        return;
      case 'leaving':
        stay.mutate([{ session_id: stage.session.id }]);
        flow.answered();
        return;
      case 'settling':
      case 'mapping':
        flow.putAside(stage.run);
        return;
      case 'result': {
        const { run, result } = stage;
        const onSuccess = () => run !== null && flow.putAside(run);
        acknowledge.mutate([{ session_id: result.session_id }], { onSuccess });
        return;
      }
      case 'starting':
      case undefined:
        return;
    }
  };
}

/** A new key gives the new dialog the focus; the same dialog keeps it while its session goes on. */
function keyOf(stage: Stage): string {
  switch (stage.kind) {
    case 'open':
      return `open ${stage.session.id} ${stage.session.place}`;
    case 'settling':
      return `settling ${stage.session.id} ${stage.session.stage}`;
    case 'leaving':
    case 'mapping':
      return `${stage.kind} ${stage.session.id}`;
    case 'result':
      return `result ${stage.result.session_id}`;
    case 'starting':
      return 'starting';
    case 'confirming':
    case 'healed':
    case 'failed':
    case 'between':
      return `${stage.kind} ${stage.run.at}`;
  }
}
