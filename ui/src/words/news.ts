/** Accounts that changed at the bank outside an update, in words. A suggestion: nothing of it is in the records yet. */
import type { IconName } from '../components/Icon';
import type { AccountNewsView, InstitutionView } from '../ipc/bindings';
import { counted } from './account';

/** `2 new accounts at First Platypus Bank: update to choose.` */
export function sentenceOfNews({ appeared, vanished, renamed }: AccountNewsView, bank: InstitutionView): string {
  const parts = [
    part(appeared, 'new account', 'new accounts'),
    part(vanished, 'account no longer shared', 'accounts no longer shared'),
    part(renamed, 'account with a changed ID', 'accounts with changed IDs'),
  ].filter((text) => text !== null);
  return `${joined(parts)} at ${bank.name}: update to ${appeared > 0 ? 'choose' : 'take this over'}.`;
}

/** What most concerns the user: a choice, then what is lost. */
export function iconOfNews({ appeared, vanished }: AccountNewsView): IconName {
  if (appeared > 0) return 'plus';
  return vanished > 0 ? 'minus' : 'swap';
}

/** Whether there is anything to tell. */
export function hasNews(news: AccountNewsView | null): news is AccountNewsView {
  return news !== null && news.appeared + news.vanished + news.renamed > 0;
}

function part(count: number, one: string, many: string): string | null {
  return count === 0 ? null : counted(count, one, many);
}

/** `a`, `a and b`, `a, b and c`. */
function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
