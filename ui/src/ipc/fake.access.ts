/** How the shell in memory answers to whoever comes, goes and manages users. */
import type { Commands, PasswordAnswerView, RecoveryAnswerView, UserView } from './bindings';
import type { FakeShell } from './fake';
import { READY } from './samples';
import { INTEGRATION_USER, RECOVERY_CODE, signedOut, userRow } from './samples.access';

type Handled =
  | 'set_up'
  | 'sign_in'
  | 'switch_user'
  | 'recover_password'
  | 'sign_out'
  | 'lock'
  | 'is_active'
  | 'password_strength'
  | 'change_password'
  | 'renew_recovery_code'
  | 'keep_recovery_code'
  | 'users'
  | 'add_accountant'
  | 'reset_password'
  | 'remove_user';

type Handlers = { [N in Handled]: (argument: Commands[N]['argument']) => Commands[N]['answer'] };

export function accessHandlers(shell: FakeShell): Handlers {
  const enter = (user: UserView) => shell.change({ application: { ...READY, user } });
  const find = (id: string): UserView => {
    const row = shell.world.users.find(({ user }) => user.id === id);
    if (row === undefined) throw new Error('there is such a user');
    return row.user;
  };
  const go = (wish: 'sign_out' | 'lock') => {
    if (shell.world.session?.stage === 'open') shell.wishToLeave(wish);
    else shell.change({ application: signedOut({ is_locked: wish === 'lock' }, shell.world.users) });
    return null;
  };
  const ifRight = (act: () => void): PasswordAnswerView => {
    if (shell.world.passwordAnswer.kind === 'right') act();
    return shell.world.passwordAnswer;
  };
  const withCode = (answer: PasswordAnswerView): RecoveryAnswerView =>
    answer.kind === 'right' ? { kind: 'right', code: RECOVERY_CODE } : answer;
  const change = (id: string, changes: Partial<ReturnType<typeof userRow>>) => {
    shell.change({ users: shell.world.users.map((row) => (row.user.id === id ? { ...row, ...changes } : row)) });
    return null;
  };
  return {
    set_up: ({ name }) => {
      enter({ ...READY.user, name });
      return { code: RECOVERY_CODE };
    },
    sign_in: ({ user_id }) => ifRight(() => enter(find(user_id))),
    switch_user: ({ user_id }) => {
      enter(find(user_id));
      return null;
    },
    recover_password: () => withCode(ifRight(() => enter(READY.user))),
    sign_out: () => go('sign_out'),
    lock: () => go('lock'),
    is_active: () => null,
    password_strength: () => shell.world.strength,
    change_password: () =>
      ifRight(() => {
        if (shell.world.application.state === 'ready') {
          change(shell.world.application.user.id, { password_is_initial: false });
        }
      }),
    renew_recovery_code: () => withCode(shell.world.passwordAnswer),
    keep_recovery_code: () => change(INTEGRATION_USER.id, { code_is_unkept: false }),
    users: () => shell.world.users,
    add_accountant: ({ name }) => {
      const user: UserView = { id: `usr_${shell.world.users.length + 1}`, name, role: 'accountant' };
      const row = userRow(user, { signed_in_at: null, password_is_initial: true });
      shell.change({ users: [...shell.world.users, row] });
      return null;
    },
    reset_password: ({ user_id }) => change(user_id, { password_is_initial: true }),
    remove_user: ({ user_id }) => change(user_id, { removed_at: '2026-11-23T06:30:00Z' }),
  };
}
