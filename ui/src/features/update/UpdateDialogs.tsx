/** The dialogs of an update, one at a time in one layer, so that the focus returns in the end to where it began. */
import { DialogLayer } from '../../components/Dialog';
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
  useFocusAfter(stage === null);
  return (
    <DialogLayer isOpen={stage !== null}>
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
      return <LeaveWarning session={stage.session} onStay={flow.stay} />;
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
