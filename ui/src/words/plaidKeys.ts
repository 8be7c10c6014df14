/** Keys for Plaid and the profiles that they open, in words. */
import type { KeysReasonView, OwnerView, PlaidEnvironmentView } from '../ipc/bindings';

export const ENVIRONMENTS = {
  sandbox: { label: 'Sandbox', description: 'Test banks of Plaid' },
  production: { label: 'Production', description: 'Real banks' },
  other: { label: 'Other', description: 'For development' },
} as const satisfies Record<PlaidEnvironmentView, { label: string; description: string }>;

interface ReasonWords {
  title: string;
  sentence: string;
}

/** What Plaid’s refusal means and what to do about it. */
export const REASONS = {
  wrong_keys: {
    title: 'Plaid does not take these keys',
    sentence:
      'The client ID and the secret do not belong together in this environment. Sandbox and Production each have a secret of their own: copy both again from the Plaid Dashboard, and check which environment they stand under.',
  },
  wrong_environment: {
    title: 'These keys may not use this environment',
    sentence:
      'Choose the other environment, or ask for access to this one in the Plaid Dashboard. Then test the keys again.',
  },
  busy: {
    title: 'Plaid was asked too often',
    sentence: 'The keys were not tested. Wait a minute, then try again.',
  },
  unreachable: {
    title: 'Plaid can’t be reached',
    sentence: 'The keys were not tested. Check the internet connection of this computer, then try again.',
  },
  other: {
    title: 'Plaid refused the test',
    sentence: 'Plaid says why below. Where that is not enough, send it to Plaid Support with the request ID.',
  },
} as const satisfies Record<KeysReasonView, ReasonWords>;

/** Where Plaid is, with its address where the name does not say it. */
export function environmentOf({ environment, address }: OwnerView): string {
  return environment === 'other' ? address : ENVIRONMENTS[environment].label;
}

/** How a profile is called. The demo is nobody’s. */
export function nameOfProfile(owner: OwnerView | null): string {
  return owner === null ? 'Demo' : `${environmentOf(owner)} · ${owner.client_id}`;
}
