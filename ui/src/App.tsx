/** The main window: starting, blocked, or the views of the bank connections with the dialogs above them. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ComponentProps } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';

import { Toasts, withdrawNotices } from './components/Toasts';
import { Entrance } from './features/entrance/Entrance';
import { RecoveryCode } from './features/entrance/RecoveryCode';
import { SetUp } from './features/entrance/SetUp';
import type { View } from './features/frame/views';
import { RestoreAtStart } from './features/records/RestoreAtStart';
import { Blocked } from './features/startup/Blocked';
import { Starting } from './features/startup/Starting';
import type { ApplicationView, EntranceView } from './ipc/bindings';
import { createQueryClient, useAct, useApplication, useChanges, useForgetting, useIsKeyChanging } from './ipc/queries';
import { ShellContext, type Shell } from './ipc/shell';
import { Ready } from './Ready';
import { useActivity } from './useActivity';
import { useQuitShortcut } from './useQuitShortcut';
import { useRecoveryCode } from './useRecoveryCode';
import { isOfTheRecords } from './words/backup';

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
  useClearing(application.data?.state === 'set_up' || application.data?.state === 'signed_out');
  const [code, onCode, onKept] = useRecoveryCode(application.data);
  const newcomer = newcomerWithoutSecret(application.data, kept);
  if (newcomer !== null) setKept({ user: newcomer, view: 'settings' });
  if (code !== null) return <Code code={code} onKept={onKept} />;
  if (application.data === undefined) {
    return application.error === null ? <Starting /> : <Blocked problem={application.error} />;
  }
  switch (application.data.state) {
    case 'starting':
      return <Starting isKeyChanging={isKeyChanging} />;
    case 'blocked':
      return (
        <Blocked problem={application.data.problem} canChooseProfile={application.data.can_choose_profile}>
          {isOfTheRecords(application.data.problem.code) && (
            <RestoreAtStart areMissing={application.data.problem.code === 'database_missing'} />
          )}
        </Blocked>
      );
    case 'set_up':
      return <SetUp onCode={onCode} />;
    case 'signed_out':
      return (
        <Entrance key={entranceKey(application.data.entrance)} entrance={application.data.entrance} onCode={onCode} />
      );
    case 'ready':
      return <Ready key={application.data.user.id} {...readyOf(application.data, kept, setKept)} onCode={onCode} />;
  }
}

/** Whoever writes the code down is there. */
function Code(props: ComponentProps<typeof RecoveryCode>) {
  useActivity();
  return <RecoveryCode {...props} />;
}

/** While nobody is there, nothing of the records stays in this window, neither to be seen nor to be found. */
function useClearing(isNobodyThere: boolean): void {
  const forget = useForgetting();
  useEffect(() => {
    if (!isNobodyThere) return;
    forget();
    withdrawNotices();
  }, [isNobodyThere, forget]);
}

/** What was typed at the door is gone when the application is locked or left anew. */
function entranceKey({ expected, is_locked }: EntranceView): string {
  return `${String(is_locked)} ${String(expected)}`;
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
): Omit<ComponentProps<typeof Ready>, 'onCode'> {
  const user = application.user.id;
  return {
    application,
    view: kept?.user === user ? kept.view : 'connections',
    onView: (view) => onKept({ user, view }),
  };
}
