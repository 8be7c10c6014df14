/** How the shell in memory keeps keys: those for Plaid, that of the records, and the keyring that has them. */
import type { Commands, KeysAnswerView } from './bindings';
import type { FakeShell } from './fake';
import type { World } from './fake.world';

type Handled =
  | 'keyring'
  | 'retry_keyring'
  | 'encryption'
  | 'rotate_database_key'
  | 'plaid_keys'
  | 'test_plaid_keys'
  | 'save_plaid_keys'
  | 'forget_plaid_secret'
  | 'profiles'
  | 'open_profile';

type Handlers = { [N in Handled]: (argument: Commands[N]['argument']) => Commands[N]['answer'] };

export const KEY_QUESTIONS = ['keyring', 'encryption', 'plaid_keys', 'profiles'] as const satisfies readonly Handled[];

export function keyHandlers(shell: FakeShell): Handlers {
  const done = (changes: Partial<World>) => {
    shell.change(changes);
    return null;
  };
  const setSecret = (has_secret: boolean) => {
    const { application, keys } = shell.world;
    if (application.state !== 'ready') return null;
    const profile = { ...application.profile, needs_secret: !has_secret };
    return done({ application: { ...application, profile }, keys: { ...keys, has_secret } });
  };
  return {
    keyring: () => shell.world.keyring,
    retry_keyring: () => done({ keyring: null }),
    encryption: () => shell.world.encryption,
    rotate_database_key: () => {
      const changed = { changed_at: '2026-11-23T06:30:00Z', changed_by: 'Integration user', failed: null };
      return done({ encryption: { ...shell.world.encryption, ...changed } });
    },
    plaid_keys: () => shell.world.keys,
    test_plaid_keys: () => shell.keysAnswer,
    save_plaid_keys: ({ untested }) => {
      const answer: KeysAnswerView = untested ? { kind: 'kept_untested' } : shell.keysAnswer;
      if (answer.kind === 'refused') return answer;
      if (shell.world.keys.owner === null) done({ application: { state: 'starting' } });
      else setSecret(true);
      return answer;
    },
    forget_plaid_secret: () => setSecret(false),
    profiles: () => shell.world.profiles,
    open_profile: ({ folder }) =>
      done({
        application: { state: 'starting' },
        profiles: shell.world.profiles.map((one) => ({ ...one, is_open: one.folder === folder })),
      }),
  };
}
