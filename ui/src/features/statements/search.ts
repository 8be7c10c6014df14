/** What the search fields of the statements find, and the order of what they find. Pure. */
import type { SortDescriptor } from 'react-aria-components/Table';

import type { ImportAccountView, StatementView } from '../../ipc/bindings';
import { compareAmounts } from '../../words/difference';

const NAMES = new Intl.Collator('en-US', { numeric: true });

export const NEWEST_FIRST: SortDescriptor = { column: 'period', direction: 'descending' };

export function isUsable({ unusable }: ImportAccountView): boolean {
  return unusable === null;
}

/** Those that fit, what can be imported first. */
export function foundAccounts(accounts: readonly ImportAccountView[], searched: string): ImportAccountView[] {
  return accounts
    .filter(({ institution, name, mask, number, bank_account: book }) =>
      fits(searched, [institution.name, institution.id, name, mask, number, book?.code, book?.name]),
    )
    .toSorted((one, other) => Number(isUsable(other)) - Number(isUsable(one)) || compareAccounts(one, other));
}

export function foundStatements(
  statements: readonly StatementView[],
  searched: string,
  sort: SortDescriptor,
): StatementView[] {
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return statements
    .filter(({ name, bank_account: { code, name: book }, imported_by }) =>
      fits(searched, [name, code, book, imported_by]),
    )
    .toSorted((one, other) => sign * compareStatements(one, other, sort.column) || byAccount(one, other));
}

/** Every word is in one of the texts. */
function fits(searched: string, texts: readonly (string | null | undefined)[]): boolean {
  const words = searched.toLowerCase().split(/\s+/);
  return words.every((word) => texts.some((text) => text?.toLowerCase().includes(word) ?? false));
}

function compareAccounts(one: ImportAccountView, other: ImportAccountView): number {
  return NAMES.compare(one.institution.name, other.institution.name) || NAMES.compare(one.number, other.number);
}

function compareStatements(one: StatementView, other: StatementView, column: SortDescriptor['column']): number {
  switch (column) {
    case 'period':
      return one.last.localeCompare(other.last) || NAMES.compare(one.name, other.name);
    case 'closing':
      return compareAmounts(one.closing.amount, other.closing.amount);
    case 'lines':
      return one.lines - other.lines;
    case 'imported':
      return one.imported_at.localeCompare(other.imported_at);
    default:
      return byAccount(one, other);
  }
}

function byAccount(one: StatementView, other: StatementView): number {
  return NAMES.compare(one.bank_account.code, other.bank_account.code) || NAMES.compare(one.name, other.name);
}
