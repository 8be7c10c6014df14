/** The main window: starting, blocked, or the views of the bank connections with the dialogs above them. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ComponentProps } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';

import { Toasts } from './components/Toasts';
import type { View } from './features/frame/views';
import { RestoreAtStart } from './features/records/RestoreAtStart';
import { Blocked } from './features/startup/Blocked';
import { RecoveryCode } from './features/startup/RecoveryCode';
import { SetUp } from './features/startup/SetUp';
import { SignIn } from './features/startup/SignIn';
import { Starting } from './features/startup/Starting';
import type { ApplicationView } from './ipc/bindings';
import { createQueryClient, useAct, useApplication, useChanges, useIsKeyChanging } from './ipc/queries';
import { ShellContext, type Shell } from './ipc/shell';
import { Ready } from './Ready';
import { isOfTheRecords } from './words/backup';
import { useQuitShortcut } from './useQuitShortcut';

export function App({ shell }: { shell: Shell }) {
  const [cache] = useState(createQueryClient);
  return (
    <ShellContext value={shell}>
      <QueryClientProvider client={cache}>
        <I18nProvider locale="en-US">
          <Window />
          <Toasts />
        </I18nProvider>
      </QueryClientProvider>
    </ShellContext>
  );
}

function Window() {
  useChanges();
  const quit = useAct('request_quit');
  useQuitShortcut(() => void quit.run());
  const application = useApplication();
  const isKeyChanging = useIsKeyChanging();
  // Kept here, so that one is where one was after the records were closed for a moment.
  const [kept, setKept] = useState<Kept | null>(null);
  // It outlives the screen that it comes from: whoever creates the integration user is signed in with that.
  const [code, setCode] = useState<string | null>(null);
  const newcomer = newcomerWithoutSecret(application.data, kept);
  if (newcomer !== null) setKept({ user: newcomer, view: 'settings' });
  if (code !== null) return <RecoveryCode code={code} onKept={() => setCode(null)} />;
  if (application.data === undefined) {
    return application.error === null ? <Starting /> : <Blocked problem={application.error} />;
  }
  switch (application.data.state) {
    case 'starting':
      return <Starting isKeyChanging={isKeyChanging} />;
    case 'blocked':
      return (
        <Blocked problem={application.data.problem}>
          {isOfTheRecords(application.data.problem.code) && <RestoreAtStart />}
        </Blocked>
      );
    case 'set_up':
      return <SetUp onCreated={setCode} />;
    case 'signed_out':
      return <SignIn entrance={application.data.entrance} />;
    case 'ready':
      return <Ready {...readyOf(application.data, kept, setKept)} />;
  }
}

interface Kept {
  user: string;
  view: View;
}

/** Whoever signs in while the secret for Plaid is missing begins where it is entered, and stays there once it is. */
function newcomerWithoutSecret(application: ApplicationView | undefined, kept: Kept | null): string | null {
  if (application?.state !== 'ready' || !application.profile.needs_secret) return null;
  return kept?.user === application.user.id ? null : application.user.id;
}

/** Whoever signs in begins at the connections; whoever was there before goes on where that was. */
function readyOf(
  application: ComponentProps<typeof Ready>['application'],
  kept: Kept | null,
  onKept: (kept: Kept) => void,
): ComponentProps<typeof Ready> {
  const user = application.user.id;
  return {
    application,
    view: kept?.user === user ? kept.view : 'connections',
    onView: (view) => onKept({ user, view }),
  };
}
