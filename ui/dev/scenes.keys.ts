/** The scenes of the keys for Plaid. */
import { blocked, problem } from '../src/ipc/samples';
import { firm, keysRefusal } from '../src/ipc/samples.keys';
import { failing, scene, silent, type Scene, type Stage } from './scene';

const inSettings = ({ press }: Stage) => press('Settings');

function refused(changes: Parameters<typeof keysRefusal>[0]): Scene {
  const refusal = scene(firm(), async ({ press }) => {
    await press('Settings');
    await press('Test the keys');
  });
  refusal.shell.keysAnswer = keysRefusal(changes);
  return refusal;
}

export const KEYS_SCENES: Record<string, Scene> = {
  'keys in the demo': scene({}, inSettings),
  'keys for development': scene(
    { keys: { owner: null, has_secret: true, is_from_environment: true, other_address: 'http://127.0.0.1:4711' } },
    inSettings,
  ),
  'keys of the firm': scene(firm(), inSettings),
  'keys taken': scene(firm(), async ({ press }) => {
    await press('Settings');
    await press('Test the keys');
  }),
  'keys refused': refused({}),
  'keys not tested': refused({ reason: 'unreachable', error_type: null, error_code: null, request_id: null }),
  'keys forgetting': scene(firm(), async ({ press }) => {
    await press('Settings');
    await press('Forget the secret');
  }),
  'keys missing': scene(firm(false)),
  'keys loading': silent('plaid_keys', inSettings),
  'keys failed': failing('plaid_keys', 'keyring_locked', inSettings),
  'blocked profile unreadable': scene({
    ...firm(),
    profiles: firm().profiles?.map((one) => ({ ...one, is_open: false })) ?? [],
    application: blocked(problem('profile_unreadable'), true),
  }),
  'blocked beside others': scene({ ...firm(), application: blocked(problem('database_wrong_key'), true) }),
};
