/** The status of a connection in words: a label, and a sentence with the next step. */
import type { IconName } from '../components/Icon';
import type { Tone } from '../components/tone';
import type { ConnectionView, ReasonView, RemovalView, StatusKind, StatusView } from '../ipc/bindings';
import { hasNews, sentenceOfNews } from './news';
import { formatDate, formatTime } from './time';

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
  removing: { label: 'Removing', icon: 'remove', tone: 'warning' },
  obsolete: { label: 'Obsolete (removed)', icon: 'archive', tone: 'quiet' },
} as const satisfies Record<StatusKind, StatusWords>;

/** Beside its status: what the user has said of a connection, whatever the bank says. */
export const PAUSED = 'Paused';
export const PAUSED_TOLD = 'Nothing is refreshed or imported of it until it is resumed.';

const REASONS = {
  credentials_changed: 'Sign-in details changed. Update to sign in again.',
  mfa_changed: 'New security step at the bank. Update to sign in.',
  login_locked: 'Sign-in locked. Unlock it at the bank, then update.',
  consent_ends: 'Your consent at the bank ends. Update to renew it.',
  new_accounts: 'The accounts at the bank changed. Update to choose them.',
} as const satisfies Record<ReasonView, string>;

const NEXT = {
  active: 'Nothing to do.',
  needs_update: 'Update to sign in again.',
  updating: 'Finish in the bank’s window.',
  update_interrupted: 'Repaired by itself as soon as Plaid answers.',
  awaiting_mapping: 'Say which account is which.',
  needs_reconnecting: 'Plaid no longer knows the login. Update to sign in anew.',
  bank_unavailable: 'The bank does not answer. Passes by itself.',
  removing: 'Plaid has not removed it yet. Tried again by itself.',
  obsolete: 'Numbers and history stay. It can only be reconnected.',
} as const satisfies Record<StatusKind, string>;

type Told = Pick<ConnectionView, 'status' | 'consent_ends_at' | 'news' | 'institution' | 'removals'>;

/** What the status means for the user, and what to do. */
export function nextStepOf(connection: Told): string {
  const { status, consent_ends_at: ends, news, institution } = connection;
  if (status.reason === 'new_accounts' && hasNews(news)) return sentenceOfNews(news, institution);
  if (status.kind === 'removing') return nextStepOfRemoval(connection.removals);
  if (status.reason === 'consent_ends' && ends !== null) {
    return `Consent ends on ${formatDate(ends)}. Update to renew it.`;
  }
  if (status.kind === 'active' && ends !== null) return `Consent until ${formatDate(ends)}.`;
  return sentenceOf(status);
}

/** Why nothing can be done with a connection in this status now, said of the bank or `This connection` before it. */
export const REFUSALS = {
  active: 'can’t be changed at the moment.',
  needs_update: 'can’t be changed at the moment.',
  updating: 'is open in the bank’s window.',
  update_interrupted: 'has an interrupted update, which is repaired first.',
  awaiting_mapping: 'has accounts that have to be told apart first.',
  needs_reconnecting: 'is no longer known to Plaid.',
  bank_unavailable: 'can’t be reached at the bank at the moment.',
  removing: 'is being removed.',
  obsolete: 'was removed. It can’t be updated, only reconnected.',
} as const satisfies Record<StatusKind, string>;

/** Whether the connection waits for the user. What passes or is repaired by itself does not. */
export function needsUser({ status, can_update, can_replace, is_paused }: ConnectionView): boolean {
  if (is_paused) return false;
  switch (status.kind) {
    case 'needs_update':
    case 'needs_reconnecting':
      return can_update || can_replace;
    case 'awaiting_mapping':
      return true;
    case 'active':
    case 'updating':
    case 'update_interrupted':
    case 'bank_unavailable':
    case 'removing':
    case 'obsolete':
      return false;
  }
}

type Working = Pick<ConnectionView, 'status' | 'consent_ends_at'>;

/** Whether its bank can be expected to answer. What passes by itself, and what is under way, is neither this nor broken. */
export function works(connection: Working, now: number): boolean {
  return connection.status.kind === 'active' || isOnlyAsking(connection, now);
}

/** The same, and an update since then is the reason to expect it. Without one a status may not have heard of a failure yet. */
export function worksSince(connection: ConnectionView, since: string, now: number): boolean {
  const { updated_at: updated } = connection;
  return updated !== null && Date.parse(updated) > Date.parse(since) && works(connection, now);
}

/** Whether nothing can be expected of its bank until the user has seen to it. */
export function isBroken(connection: Working, now: number): boolean {
  const { kind } = connection.status;
  return kind === 'needs_reconnecting' || (kind === 'needs_update' && !isOnlyAsking(connection, now));
}

/** The user is asked for something, and the login works all the same. */
function isOnlyAsking({ status: { kind, reason }, consent_ends_at: ends }: Working, now: number): boolean {
  if (kind !== 'needs_update') return false;
  if (reason === 'consent_ends') return ends !== null && new Date(ends).getTime() > now;
  return reason === 'new_accounts';
}

function sentenceOf(status: StatusView): string {
  return status.reason === null ? NEXT[status.kind] : REASONS[status.reason];
}

function nextStepOfRemoval(removals: readonly RemovalView[]): string {
  const failure = removals.find(({ is_former }) => !is_former)?.failure ?? null;
  if (failure === null) return 'Plaid is asked to remove it.';
  return `Plaid has not removed it yet. Next try at ${formatTime(failure.next_try_at)}.`;
}
