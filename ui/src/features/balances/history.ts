/** What is drawn of the balances of an account, and what the drawing says in words. Pure. */
import type { Point } from '../../components/TimeChart';
import type { BalanceView, RefreshAccountView } from '../../ipc/bindings';
import { counted } from '../../words/account';
import { balanceLabel, mainAmount } from '../../words/balances';
import { compareAmounts } from '../../words/difference';
import { formatMoney } from '../../words/money';
import { formatDate } from '../../words/time';

/** The points, the oldest first. What is in another currency than the newest can't be on the same scale. */
export function chartOf(history: readonly BalanceView[], currency: string | null): Point[] {
  return history
    .flatMap((balance) => {
      const amount = mainAmount(balance);
      if (amount?.currency !== currency) return [];
      // Where a point is drawn. The amounts themselves stay text, digit by digit.
      return [{ at: balance.as_of ?? balance.at, value: Number(amount.amount) }];
    })
    .toSorted((one, other) => one.at.localeCompare(other.at));
}

/** `Balance over time: 3 readings from Nov 1, 2026 to Nov 30, 2026, between $90.00 and $120.00, last $110.00.` */
export function summaryOf(history: readonly BalanceView[], account: RefreshAccountView): string {
  const [newest] = history;
  const oldest = history.at(-1);
  if (newest === undefined || oldest === undefined) return 'Balance over time: no readings.';
  const last = balanceLabel(newest, account);
  if (history.length === 1) return `Balance over time: one reading on ${formatDate(newest.at)}, ${last}.`;
  const amounts = history.flatMap((balance) => mainAmount(balance) ?? []);
  const sorted = amounts.toSorted((one, other) => compareAmounts(one.amount, other.amount));
  const [least] = sorted;
  const greatest = sorted.at(-1);
  const between =
    least === undefined || greatest === undefined ? '' : `, between ${formatMoney(least)} and ${formatMoney(greatest)}`;
  const readings = counted(history.length, 'reading', 'readings');
  return `Balance over time: ${readings} from ${formatDate(oldest.at)} to ${formatDate(newest.at)}${between}, last ${last}.`;
}
