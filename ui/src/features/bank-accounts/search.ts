/** What the search field finds: every column of a bank account, and what feeds it. */
import type { BankAccountView } from '../../ipc/bindings';
import { fitsNumber } from '../../words/account';
import { stateOf } from './state';

/** The bank accounts that have all the words, in their order. */
export function found(accounts: readonly BankAccountView[], searched: string): BankAccountView[] {
  const words = searched.trim().toLowerCase().split(/\s+/);
  return accounts.filter((account) => {
    const text = textOf(account);
    return words.every((word) => text.includes(word) || fits(account, word));
  });
}

function fits({ feed }: BankAccountView, word: string): boolean {
  return feed !== null && fitsNumber(feed.account.number, word);
}

function textOf(account: BankAccountView): string {
  const { code, name, currency, feed } = account;
  const fed =
    feed === null
      ? []
      : [
          feed.account.name,
          feed.account.official_name,
          feed.account.mask,
          feed.institution.name,
          feed.institution.id,
          feed.begins.opening.amount,
          feed.begins.starts_on,
        ];
  return [code, name, currency, stateOf(account).label, ...fed].join('\n').toLowerCase();
}
