/** What two amounts differ by, digit by digit. Both are of one currency. */
import type { Money } from './money';
import { formatMoney } from './money';

export function plus(one: Money, other: Money): Money {
  const places = Math.max(placesOf(one.amount), placesOf(other.amount));
  return { ...one, amount: written(digitsOf(one.amount, places) + digitsOf(other.amount, places), places) };
}

export function minus(one: Money, other: Money): Money {
  return plus(one, negated(other));
}

/** Below zero where the first one is less, above where it is more. */
export function compareAmounts(one: string, other: string): number {
  const places = Math.max(placesOf(one), placesOf(other));
  const [left, right] = [digitsOf(one, places), digitsOf(other, places)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * `+$12.00` or `-$12.00`: what the bank has beyond the closing balance. Nothing where they agree. With its sign, because a card
 * of which more is owed has less in the books.
 */
export function differenceWords(difference: Money): string | null {
  const sign = compareAmounts(difference.amount, '0');
  if (sign === 0) return null;
  return sign > 0 ? `+${formatMoney(difference)}` : formatMoney(difference);
}

/** What can be behind a difference, in one sentence. */
export const CAUSES_OF_DIFFERENCE =
  'Likely causes of a difference: an opening balance that is not right (it can be corrected under Bank accounts), days without transactions, or transactions that the bank has not told yet.';

function negated({ amount, currency }: Money): Money {
  return { amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}`, currency };
}

function placesOf(amount: string): number {
  const point = amount.indexOf('.');
  return point < 0 ? 0 : amount.length - point - 1;
}

/** The amount without its point, with so many places. */
function digitsOf(amount: string, places: number): bigint {
  return BigInt(amount.replace('.', '') + '0'.repeat(places - placesOf(amount)));
}

function written(digits: bigint, places: number): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}
