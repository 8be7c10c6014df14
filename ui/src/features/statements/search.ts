/** What the search fields of the statements find, and the order of what they find. Pure. */
import type { SortDescriptor } from 'react-aria-components/Table';

import type { StatementView } from '../../ipc/bindings';
import { fits } from '../../words/accountSearch';
import { dayText, type Day } from '../../words/day';
import { compareAmounts } from '../../words/difference';

const NAMES = new Intl.Collator('en-US', { numeric: true });

export const NEWEST_FIRST: SortDescriptor = { column: 'period', direction: 'descending' };

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

/** Those that end on these days. A side that is not given is open. */
export function ofPeriod(statements: readonly StatementView[], from: Day | null, to: Day | null): StatementView[] {
  const [first, last] = [from === null ? null : dayText(from), to === null ? null : dayText(to)];
  return statements.filter((one) => (first === null || one.last >= first) && (last === null || one.last <= last));
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
