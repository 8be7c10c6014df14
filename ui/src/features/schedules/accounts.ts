/** The accounts that a schedule can take, as the search finds them. Pure. */
import type { ImportAccountView } from '../../ipc/bindings';

const NAMES = new Intl.Collator('en-US', { numeric: true });

/** Those that fit, what can be used at present first. */
export function foundAccounts(accounts: readonly ImportAccountView[], searched: string): ImportAccountView[] {
  const words = searched.toLowerCase().split(/\s+/);
  return accounts
    .filter((account) => {
      const text = textOf(account).toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted(
      (one, other) =>
        Number(one.unusable !== null) - Number(other.unusable !== null) ||
        NAMES.compare(one.institution.name, other.institution.name) ||
        NAMES.compare(one.number, other.number),
    );
}

function textOf({ institution, name, mask, number, bank_account: book }: ImportAccountView): string {
  return [institution.name, institution.id, name, mask, number, book?.code, book?.name].join('\n');
}
