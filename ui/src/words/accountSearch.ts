/** What the search fields over accounts find, and its order. Pure. */
import type { BookView, InstitutionView, UnusableView } from '../ipc/bindings';

/** What every list of accounts has in common. */
export interface Listed {
  number: string;
  name: string;
  mask: string | null;
  institution: InstitutionView;
  bank_account: BookView | null;
  unusable: UnusableView | null;
}

const NAMES = new Intl.Collator('en-US', { numeric: true });

export function isUsable({ unusable }: Pick<Listed, 'unusable'>): boolean {
  return unusable === null;
}

/** Those that fit: what can be used first, then what is linked. */
export function foundAccounts<Account extends Listed>(accounts: readonly Account[], searched: string): Account[] {
  return accounts
    .filter(({ institution, name, mask, number, bank_account: book }) =>
      fits(searched, [institution.name, institution.id, name, mask, number, book?.code, book?.name]),
    )
    .toSorted((one, other) => rankOf(one) - rankOf(other) || byBank(one, other));
}

function rankOf(account: Listed): number {
  if (isUsable(account)) return 0;
  return account.bank_account === null ? 2 : 1;
}

/** By bank, then by number. */
export function byBank(one: Listed, other: Listed): number {
  return NAMES.compare(one.institution.name, other.institution.name) || NAMES.compare(one.number, other.number);
}

/** Every word is in one of the texts. */
export function fits(searched: string, texts: readonly (string | null | undefined)[]): boolean {
  const words = searched.toLowerCase().split(/\s+/);
  return words.every((word) => texts.some((text) => text?.toLowerCase().includes(word) ?? false));
}
