/** Removals that Plaid has not confirmed yet, in words. */
import type { ConnectionView, RemovalFailureView, RemovalView } from '../ipc/bindings';
import { formatTime } from './time';

/** How many tries without any answer pass before an e-mail is written. */
const PATIENCE = 3;

/** The removals of a connection that were tried and failed. */
export function failing({ removals }: Pick<ConnectionView, 'removals'>): FailingRemoval[] {
  return removals.filter((removal): removal is FailingRemoval => removal.failure !== null);
}

export type FailingRemoval = RemovalView & { failure: RemovalFailureView };

/** What a login means that is out of use and still at Plaid: an earlier one, or a new one that was not wanted. */
export function sentenceOfFormer({ failure }: RemovalView): string {
  if (failure === null) return 'A login that is no longer used is being removed at Plaid.';
  return `A login that is no longer used is not removed at Plaid yet. Next try at ${formatTime(failure.next_try_at)}.`;
}

/** Whether an e-mail about the failure goes out. `null` where it is not known whether mail is set up. */
export function sentenceOfMail(failure: RemovalFailureView, isConfigured: boolean | null): string {
  if (failure.problem.code.startsWith('keyring')) return 'No e-mail is sent: this is a matter of this computer.';
  if (failure.error_code === null && failure.attempts < PATIENCE) {
    return 'An e-mail is sent if Plaid does not answer at the third try either.';
  }
  if (isConfigured === null) return 'An e-mail with these details is written; it is listed under Mail.';
  return isConfigured
    ? 'An e-mail with these details goes to the recipients; it is listed under Mail.'
    : 'An e-mail with these details is written, but mail is not set up, so it waits under Mail.';
}
