/** The page is left: its result is being read, or can't be read yet and is asked for again by itself. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { SessionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { isOfKeyring } from '../../words/problem';
import { ProblemNotice } from '../../words/ProblemNotice';
import { GIVING_UP } from '../../words/purpose';
import { formatTime } from '../../words/time';
import { Place } from './Place';
import { SessionSteps } from './SessionSteps';
import type { Run } from './task';

interface Props {
  run: Run | null;
  session: SessionView;
  onPutAside: () => void;
  onGiveUp: () => void;
}

export function SettlingDialog(props: Props) {
  return props.session.stage === 'waiting' ? <Waiting {...props} /> : <Reading {...props} />;
}

function Reading({ run, session, onPutAside }: Props) {
  return (
    <DialogPanel
      title="Reading what the bank says…"
      subject={session.institution !== null && <Institution institution={session.institution} />}
      tone="info"
      icon="wait"
      onEscape={onPutAside}
      place={<Place run={run} />}
      actions={<Button onPress={onPutAside}>Go on in the background</Button>}
    >
      <SessionSteps at="settling" purpose={session.purpose} />
    </DialogPanel>
  );
}

function sentenceOf({ problem, retry_at }: SessionView): string {
  if (problem !== null && isOfKeyring(problem)) return 'It goes on by itself as soon as the keyring is back.';
  return retry_at === null ? 'It is tried again by itself.' : `It is tried again by itself at ${formatTime(retry_at)}.`;
}

function Waiting({ run, session, onPutAside, onGiveUp }: Props) {
  const retry = useAct('retry_session');
  const { id, purpose } = session;
  const problem = session.problem ?? retry.problem;
  return (
    <DialogPanel
      title="The result can’t be read yet"
      subject={session.institution !== null && <Institution institution={session.institution} />}
      tone="warning"
      icon="interrupted"
      onEscape={onPutAside}
      place={<Place run={run} />}
      actions={
        <>
          {purpose !== 'update' && (
            <Button variant="quiet" onPress={onGiveUp}>
              {GIVING_UP[purpose].wish}
            </Button>
          )}
          <Button isPending={retry.isPending} onPress={() => void retry.run({ session_id: id })}>
            Try now
          </Button>
          <Button variant="primary" autoFocus onPress={onPutAside}>
            Work on meanwhile
          </Button>
        </>
      }
    >
      <p>
        <strong>{purpose === 'update' ? 'Nothing is lost.' : 'Your sign-in is not in your records yet.'}</strong>{' '}
        {sentenceOf(session)}
      </p>
      <SessionSteps at="waiting" purpose={purpose} />
      {problem !== null && <ProblemNotice problem={problem} tone="warning" />}
    </DialogPanel>
  );
}
