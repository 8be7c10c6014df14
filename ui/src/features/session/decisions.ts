/** What the user says of the accounts that only the user can tell apart. Pure; nothing is ever answered beforehand. */
import type { AccountView, AmbiguityView, DecisionArgument } from '../../ipc/bindings';

/** The answer that an account is none of those on record. */
export const NEW_ACCOUNT = 'new';

/** The answer for each reported account, by its `account_id`: the id of an account on record, or {@link NEW_ACCOUNT}. */
export type Answers = Readonly<Record<string, string>>;

/** With one more answer. An account on record can be only one of the reported ones: an earlier answer gives way. */
export function answered(answers: Answers, accountId: string, answer: string): Answers {
  const others = Object.entries(answers).filter(([, given]) => answer === NEW_ACCOUNT || given !== answer);
  return { ...Object.fromEntries(others), [accountId]: answer };
}

/** The answers to what is asked now. An id that changed at the bank meanwhile is asked about anew. */
export function stillAsked(ambiguities: readonly AmbiguityView[], answers: Answers): Answers {
  const asked = new Set(ambiguities.flatMap(({ reported }) => reported).map(({ account_id }) => account_id));
  return Object.fromEntries(Object.entries(answers).filter(([accountId]) => asked.has(accountId)));
}

/** How many reported accounts have no answer yet. */
export function unanswered(ambiguities: readonly AmbiguityView[], answers: Answers): number {
  return ambiguities.flatMap(({ reported }) => reported).filter(({ account_id }) => !(account_id in answers)).length;
}

/** The active accounts on record that no answer names, and that therefore become inactive. */
export function unnamed(ambiguities: readonly AmbiguityView[], answers: Answers): AccountView[] {
  const named = new Set(Object.values(answers));
  return ambiguities.flatMap(({ on_record }) => on_record).filter(({ id, active }) => active && !named.has(id));
}

/** The answers as the shell takes them. */
export function decisionsOf(answers: Answers): DecisionArgument[] {
  return Object.entries(answers).map(([account_id, answer]) => ({
    account_id,
    is: answer === NEW_ACCOUNT ? null : answer,
  }));
}
