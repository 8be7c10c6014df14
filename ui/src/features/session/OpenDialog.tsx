/** The bank's window is open, or its page in the user's browser. Every way out of here leads through the warning. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { SessionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { PURPOSES } from '../../words/purpose';
import { Place } from './Place';
import { SessionSteps } from './SessionSteps';
import type { Run } from './task';

interface Props {
  run: Run | null;
  session: SessionView;
  onCancel: () => void;
}

const PLACES = {
  window: {
    title: 'The bank’s window is open',
    icon: 'window',
    text: 'Finish there. This screen goes on by itself as soon as you are done.',
    window: 'Show the bank’s window',
    browser: 'Open in my browser instead',
  },
  browser: {
    title: 'Finish in your browser',
    icon: 'browser',
    text: 'The bank’s window has moved to your browser. This screen goes on by itself as soon as you are done there.',
    window: 'Use the bank’s window instead',
    browser: 'Open in my browser again',
  },
} as const;

export function OpenDialog({ run, session, onCancel }: Props) {
  const show = useAct('show_link_window');
  const browse = useAct('open_in_browser');
  const { title, icon, text, ...labels } = PLACES[session.place];
  const inWindow = session.place === 'window';
  const problem = show.problem ?? browse.problem;
  const argument = { session_id: session.id };

  const window = (
    <Button variant={inWindow ? 'primary' : 'secondary'} autoFocus={inWindow} onPress={() => void show.run(argument)}>
      {labels.window}
    </Button>
  );
  const browser = (
    <Button
      variant={inWindow ? 'secondary' : 'primary'}
      autoFocus={!inWindow}
      onPress={() => void browse.run(argument)}
    >
      {labels.browser}
    </Button>
  );
  return (
    <DialogPanel
      title={title}
      subject={session.institution !== null && <Institution institution={session.institution} />}
      tone="info"
      icon={icon}
      onEscape={onCancel}
      place={<Place run={run} />}
      actions={
        <>
          <Button variant="quiet" onPress={onCancel}>
            {PURPOSES[session.purpose].cancel}
          </Button>
          {inWindow ? browser : window}
          {inWindow ? window : browser}
        </>
      }
    >
      <p>{text}</p>
      <SessionSteps at="open" purpose={session.purpose} />
      {problem !== null && <ProblemNotice problem={problem} />}
    </DialogPanel>
  );
}
