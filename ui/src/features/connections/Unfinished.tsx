/** Banks that are being connected and are not in the list yet, because something waits. */
import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import type { SessionView, StageView } from '../../ipc/bindings';
import { useProgress } from '../../ipc/queries';
import { nameWithId } from '../../words/institution';
import { isOfKeyring } from '../../words/problem';
import { formatTime } from '../../words/time';

interface Props {
  inFront: string | null;
  onTakeUp: (session: SessionView) => void;
}

export function Unfinished({ inFront, onTakeUp }: Props) {
  const sessions = useProgress().data?.sessions ?? [];
  const unfinished = sessions.filter(
    ({ id, connection_id, stage }) => connection_id === null && id !== inFront && WAITS[stage],
  );
  return unfinished.map((session) => (
    <Notice
      key={session.id}
      tone="warning"
      icon={session.stage === 'awaiting_choice' ? 'equal' : 'interrupted'}
      title={titleOf(session)}
      action={
        <Button size="small" onPress={() => onTakeUp(session)}>
          {wordOf(session.stage)}
        </Button>
      }
      isInline
    >
      {sentenceOf(session)}
    </Notice>
  ));
}

const WAITS = {
  requested: false,
  open: false,
  settling: true,
  waiting: true,
  awaiting_choice: true,
  awaiting_mapping: true,
} as const satisfies Record<StageView, boolean>;

/** A result that waits is not only shown: it is read at once. */
function wordOf(stage: StageView): string {
  if (stage === 'awaiting_choice') return 'Say what you want';
  return stage === 'waiting' ? 'Try again now' : 'Show';
}

function titleOf({ institution }: SessionView): string {
  return institution === null ? 'A bank is not connected yet' : `${nameWithId(institution)} is not connected yet`;
}

function sentenceOf({ stage, problem, retry_at }: SessionView): string {
  if (stage === 'awaiting_choice') return 'It looks connected already. Plaid keeps your sign-in for 30 minutes.';
  if (stage === 'awaiting_mapping') return 'It has accounts that only you can tell apart.';
  if (stage === 'settling') return 'What the bank says is being read.';
  if (problem !== null && isOfKeyring(problem)) return 'It goes on by itself as soon as the keyring is back.';
  return retry_at === null
    ? 'The result can’t be read yet. It is tried again by itself.'
    : `The result can’t be read yet. It is tried again by itself at ${formatTime(retry_at)}.`;
}
