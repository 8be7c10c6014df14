/** Sample data of the keys for Plaid and the profiles that they open. Never part of a build. */
import type { KeysAnswerView, KeysRefusalView, OwnerView } from './bindings';
import type { World } from './fake.world';
import { READY } from './samples';

export const FIRM: OwnerView = {
  environment: 'production',
  address: 'https://production.plaid.com',
  client_id: '5f0e6a2b9c1d4e7f8a3b6c0d',
};

/** What a firm that works on its own connections has. */
export function firm(has_secret = true): Partial<World> {
  const sandbox: OwnerView = { ...FIRM, environment: 'sandbox', address: 'https://sandbox.plaid.com' };
  return {
    application: {
      ...READY,
      profile: { kind: 'live', environment: 'Production', secrets_in_memory: false, needs_secret: !has_secret },
    },
    keys: { owner: FIRM, has_secret, is_from_environment: false, other_address: null },
    profiles: [
      { folder: 'demo', owner: null, is_open: false },
      { folder: 'production', owner: FIRM, is_open: true },
      { folder: 'sandbox', owner: sandbox, is_open: false },
    ],
  };
}

export function keysRefusal(changes: Partial<KeysRefusalView> = {}): KeysAnswerView {
  return {
    kind: 'refused',
    reason: 'wrong_keys',
    error_type: 'INVALID_INPUT',
    error_code: 'INVALID_API_KEYS',
    message: 'invalid client_id or secret provided',
    request_id: 'kT2vXr9LmQw4Zay',
    ...changes,
  };
}
