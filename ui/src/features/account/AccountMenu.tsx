/** Who works with the application, and what that user can do with the own access. */
import { useState } from 'react';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import { DialogLayer } from '../../components/Dialog';
import { ChipMenu, type MenuAct } from '../../components/ChipMenu';
import { notify } from '../../components/Toasts';
import type { ApplicationView, UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { wordsOfProblem } from '../../words/problem';
import { userLabel } from '../../words/user';
import { ChangePassword } from './ChangePassword';
import { RenewCode } from './RenewCode';
import { useLockShortcut } from './useLockShortcut';

interface Props {
  application: Extract<ApplicationView, { state: 'ready' }>;
  /** Is told a new recovery code, which is shown once. */
  onCode: (code: string) => void;
}

type Asked = 'password' | 'code';

export function AccountMenu({ application: { user, demo_users }, onCode }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const lock = useAct('lock');
  const signOut = useAct('sign_out');
  const switchUser = useAct('switch_user');
  const told = (outcome: { problem: Parameters<typeof tell>[0] }) => tell(outcome.problem);
  const lockIt = () => void lock.run().then(told);
  const leave = () => void signOut.run().then(told);
  useLockShortcut(lockIt);

  const switches: MenuAct[] =
    demo_users.length === 0
      ? [{ id: 'switch', label: 'Switch user', icon: 'swap', onAct: leave }]
      : others(demo_users, user).map((other) => ({
          id: other.id,
          label: `Switch to ${other.name}`,
          icon: 'swap',
          onAct: () => void switchUser.run({ user_id: other.id }).then(told),
        }));
  const own: MenuAct[] = [
    { id: 'password', label: 'Change password…', icon: 'key', onAct: () => setAsked('password') },
    ...(user.role === 'integration_user'
      ? [{ id: 'code', label: 'New recovery code…', icon: 'repaired', onAct: () => setAsked('code') } as const]
      : []),
  ];
  const leaving: MenuAct[] = [
    { id: 'lock', label: 'Lock', icon: 'lock', shortcut: 'Ctrl+L', onAct: lockIt },
    { id: 'out', label: 'Sign out', icon: 'leave', onAct: leave },
  ];
  return (
    <>
      <ChipMenu
        icon="user"
        label="Your access"
        groups={[
          { label: 'Somebody else', acts: switches },
          { label: 'Your password', acts: own },
          { label: 'Leaving', acts: leaving },
        ]}
      >
        <VisuallyHidden elementType="span">Signed in as </VisuallyHidden>
        {userLabel(user)}
      </ChipMenu>
      <DialogLayer isOpen={asked !== null}>
        {asked === 'password' && <ChangePassword user={user} onClose={() => setAsked(null)} />}
        {asked === 'code' && <RenewCode onCode={onCode} onClose={() => setAsked(null)} />}
      </DialogLayer>
    </>
  );
}

function others(users: readonly UserView[], user: UserView): UserView[] {
  return users.filter(({ id }) => id !== user.id);
}

/** What there is no place for in a menu. */
function tell(problem: Parameters<typeof wordsOfProblem>[0] | null): void {
  if (problem === null) return;
  const { title, sentence } = wordsOfProblem(problem);
  notify({ title, description: sentence, tone: 'danger', icon: 'attention' });
}
