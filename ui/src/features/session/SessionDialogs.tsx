/** The dialogs of a link session, one at a time in one layer, so that the focus returns in the end to where it began. */
import { useState } from 'react';

import { DialogLayer } from '../../components/Dialog';
import { BetweenDialog } from './BetweenDialog';
import { ConfirmDialog } from './ConfirmDialog';
import type { Answers } from './decisions';
import { DuplicateDialog } from './DuplicateDialog';
import { FailedDialog } from './FailedDialog';
import { FixDialog } from './FixDialog';
import { FixedDialog } from './FixedDialog';
import { GiveUpWarning } from './GiveUpWarning';
import { HealedDialog } from './HealedDialog';
import { LeaveWarning } from './LeaveWarning';
import { MappingDialog } from './MappingDialog';
import { OpenDialog } from './OpenDialog';
import { ResultDialog } from './ResultDialog';
import { SettlingDialog } from './SettlingDialog';
import type { Stage } from './stage';
import { StartingDialog } from './StartingDialog';
import { following } from './task';
import type { SessionFlow } from './useSessionFlow';

/** The answers to what is asked of accounts, by session. They stay while a question is left for later. */
type AnswersBySession = Readonly<Record<string, Answers>>;

export function SessionDialogs({ flow, stage }: { flow: SessionFlow; stage: Stage | null }) {
  const [answers, setAnswers] = useState<AnswersBySession>({});
  return (
    <DialogLayer isOpen={stage !== null}>
      {stage !== null && (
        <StageDialog
          key={keyOf(stage)}
          stage={stage}
          flow={flow}
          answers={answers}
          onAnswer={(session, given) => setAnswers({ ...answers, [session]: given })}
        />
      )}
    </DialogLayer>
  );
}

interface Props {
  stage: Stage;
  flow: SessionFlow;
  answers: AnswersBySession;
  onAnswer: (session: string, given: Answers) => void;
}

function StageDialog({ stage, flow, answers, onAnswer }: Props) {
  switch (stage.kind) {
    case 'confirming':
    case 'starting':
    case 'healed':
    case 'failed':
    case 'between':
    case 'fixing':
    case 'fixed':
      return <BeforeDialog stage={stage} flow={flow} />;
    case 'open':
      return <OpenDialog run={stage.run} session={stage.session} onCancel={() => flow.wishToLeave(stage.session)} />;
    case 'leaving':
      return <LeaveWarning session={stage.session} onStay={flow.stay} />;
    case 'settling':
      return (
        <SettlingDialog
          run={stage.run}
          session={stage.session}
          onPutAside={() => flow.putAside(stage.run)}
          onGiveUp={() => flow.wishToGiveUp(stage.session)}
        />
      );
    case 'duplicate':
      return (
        <DuplicateDialog
          session={stage.session}
          onUpdate={flow.updateInstead}
          onLater={() => flow.putAside(stage.run)}
        />
      );
    case 'mapping':
      return (
        <MappingDialog
          session={stage.session}
          given={answers[stage.session.id] ?? {}}
          onAnswer={(given) => onAnswer(stage.session.id, given)}
          onLater={() => flow.putAside(stage.run)}
          onGiveUp={() => flow.wishToGiveUp(stage.session)}
        />
      );
    case 'giving_up':
      return <GiveUpWarning session={stage.session} onKeep={flow.keep} />;
    case 'result':
      return (
        <ResultDialog
          result={stage.result}
          next={following(stage.run)}
          onNext={flow.proceed}
          onTryAgain={() => {
            if (stage.run?.isFixing === true) flow.begin(stage.run, true);
            else flow.tryAgain(stage.result);
          }}
          // The result of a bank that went on in the background ends no run.
          onDone={() => stage.run !== null && flow.finish(stage.run)}
        />
      );
  }
}

type Before = Extract<
  Stage,
  { kind: 'confirming' | 'starting' | 'healed' | 'failed' | 'between' | 'fixing' | 'fixed' }
>;

/** What is shown before the bank's window is open. */
function BeforeDialog({ stage, flow }: { stage: Before; flow: SessionFlow }) {
  switch (stage.kind) {
    case 'confirming':
      return (
        <ConfirmDialog
          run={stage.run}
          isInstead={stage.isInstead}
          onOpen={() => flow.begin(stage.run)}
          onReplace={(connection) => flow.confirm([{ purpose: 'replace', connection }])}
          onCancel={flow.stop}
        />
      );
    case 'starting':
      return <StartingDialog run={stage.run} session={stage.session} />;
    case 'healed':
      return (
        <HealedDialog
          run={stage.run}
          onOpenAnyway={() => flow.begin(stage.run, true)}
          onNext={flow.proceed}
          onDone={() => flow.finish(stage.run)}
        />
      );
    case 'failed':
      return (
        <FailedDialog
          run={stage.run}
          problem={stage.problem}
          onRetry={() => flow.begin(stage.run)}
          onTellApart={(connection) => {
            if (stage.run.isFixing === true) flow.proceed(stage.run);
            else {
              flow.stop();
              flow.takeUpOf(connection);
            }
          }}
          onInstead={(task) => {
            if (stage.run.isFixing === true) flow.instead(stage.run, task);
            else flow.confirm([task]);
          }}
          onNext={flow.proceed}
          onStop={() => flow.finish(stage.run)}
        />
      );
    case 'fixing':
      return (
        <FixDialog
          run={stage.run}
          onBegin={() => flow.begin(stage.run)}
          onSkip={() => flow.skip(stage.run)}
          onStop={() => flow.finish(stage.run)}
        />
      );
    case 'fixed':
      return <FixedDialog run={stage.run} onDone={flow.stop} />;
    case 'between':
      return <BetweenDialog run={stage.run} onNext={flow.begin} onStop={flow.stop} />;
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
    case 'duplicate':
    case 'mapping':
    case 'giving_up':
      return `${stage.kind} ${stage.session.id}`;
    case 'result':
      return `result ${stage.result.session_id}`;
    case 'starting':
      return 'starting';
    case 'confirming':
      return `confirming ${stage.run.tasks.map(({ purpose }) => purpose).join(' ')}`;
    case 'healed':
    case 'failed':
    case 'between':
    case 'fixing':
    case 'fixed':
      return `${stage.kind} ${stage.run.at}`;
  }
}
