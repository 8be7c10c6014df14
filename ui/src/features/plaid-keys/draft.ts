/** What is typed into the form of the keys, and whether Plaid can be asked with it. Pure; the shell checks it once more. */
import type { PlaidEnvironmentView, PlaidKeysArgument } from '../../ipc/bindings';

export interface Draft {
  environment: PlaidEnvironmentView;
  clientId: string;
  secret: string;
}

export type Faults = Partial<Record<'clientId' | 'secret', string>>;

/** Nothing real without a word. */
export const EMPTY: Draft = { environment: 'sandbox', clientId: '', secret: '' };

/** What is copied brings spaces along that no key has. */
export function argumentOf({ environment, clientId, secret }: Draft): PlaidKeysArgument {
  return { environment, client_id: clientId.trim(), secret: secret.trim() === '' ? null : secret.trim() };
}

export function faultsOf(draft: Draft): Faults {
  const { client_id, secret } = argumentOf(draft);
  const faults: Faults = {};
  if (client_id === '') faults.clientId = 'Enter the client ID.';
  else if (!isKey(client_id)) faults.clientId = 'A client ID has letters, digits and signs only, and no spaces.';
  if (secret === null) faults.secret = 'Enter the secret.';
  else if (!isKey(secret)) faults.secret = 'A secret has letters, digits and signs only, and no spaces.';
  return faults;
}

/** Letters, digits and signs, as they can be sent. */
function isKey(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
