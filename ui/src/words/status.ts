/** The status of a connection in words: a label, and a sentence with the next step. */
import type { IconName } from '../components/Icon';
import type { Tone } from '../components/tone';
import type { ConnectionView, ReasonView, StatusKind, StatusView } from '../ipc/bindings';
import { formatDate } from './time';

export interface StatusWords {
  label: string;
  icon: IconName;
  tone: Tone;
}

export const STATUSES = {
  active: { label: 'Active', icon: 'check', tone: 'good' },
  needs_update: { label: 'Needs update', icon: 'attention', tone: 'warning' },
  updating: { label: 'Updating', icon: 'window', tone: 'info' },
  update_interrupted: { label: 'Update interrupted', icon: 'interrupted', tone: 'warning' },
  awaiting_mapping: { label: 'Accounts to tell apart', icon: 'question', tone: 'warning' },
  needs_reconnecting: { label: 'Needs reconnecting', icon: 'unplugged', tone: 'danger' },
  bank_unavailable: { label: 'Bank unavailable', icon: 'offline', tone: 'quiet' },
  obsolete: { label: 'Obsolete', icon: 'archive', tone: 'quiet' },
} as const satisfies Record<StatusKind, StatusWords>;

const REASONS = {
  credentials_changed: 'Sign-in details changed. Update to sign in again.',
  mfa_changed: 'New security step at the bank. Update to sign in.',
  login_locked: 'Sign-in locked. Unlock it at the bank, then update.',
  consent_ends: 'Your consent at the bank ends. Update to renew it.',
  new_accounts: 'New accounts at the bank. Update to choose them.',
} as const satisfies Record<ReasonView, string>;

const NEXT = {
  active: 'Nothing to do.',
  needs_update: 'Update to sign in again.',
  updating: 'Finish in the bank’s window.',
  update_interrupted: 'Repaired by itself as soon as Plaid answers.',
  awaiting_mapping: 'Say which account is which.',
  needs_reconnecting: 'Plaid no longer knows it. Connect the bank again.',
  bank_unavailable: 'The bank does not answer. Passes by itself.',
  obsolete: 'Removed. Can only be connected again.',
} as const satisfies Record<StatusKind, string>;

/** What the status means for the user, and what to do. */
export function nextStepOf(connection: Pick<ConnectionView, 'status' | 'consent_ends_at'>): string {
  const { status, consent_ends_at: ends } = connection;
  if (status.reason === 'consent_ends' && ends !== null) {
    return `Consent ends on ${formatDate(ends)}. Update to renew it.`;
  }
  if (status.kind === 'active' && ends !== null) return `Consent until ${formatDate(ends)}.`;
  return sentenceOf(status);
}

/** Why a connection in this status can't be updated now, as a sentence about the bank named before it. */
export const REFUSALS = {
  active: 'can’t be updated at the moment.',
  needs_update: 'can’t be updated at the moment.',
  updating: 'is being updated.',
  update_interrupted: 'has an interrupted update, which is repaired first.',
  awaiting_mapping: 'has accounts that have to be told apart first.',
  needs_reconnecting: 'is no longer known to Plaid and has to be connected again.',
  bank_unavailable: 'does not answer at the moment.',
  obsolete: 'was removed and can only be connected again.',
} as const satisfies Record<StatusKind, string>;

function sentenceOf(status: StatusView): string {
  return status.reason === null ? NEXT[status.kind] : REASONS[status.reason];
}
