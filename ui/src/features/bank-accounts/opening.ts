/** Where statements begin, as it is being entered. */
import type { Day } from '../../components/DateField';
import type { AccountView, OpeningArgument, OpeningBalanceView } from '../../ipc/bindings';
import { compareAmounts, differenceWords, minus } from '../../words/difference';
import type { Money } from '../../words/money';

export interface Draft {
  balance: string;
  startsOn: Day | null;
}

export const EMPTY: Draft = { balance: '', startsOn: null };

/** What is wrong with it, field by field. */
export interface Faults {
  balance: string | null;
  startsOn: string | null;
}

/** So far back the banks tell transactions, at most. */
const TOLD_YEARS = 2;

/** `1,234.50`, `-12.00`, `−12` or `(12.00)`. */
const NUMBER = /^(?:[-−]\s*)?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;

export function faultsOf({ balance, startsOn }: Draft, currency: string, today: Date): Faults {
  return { balance: faultOfBalance(balance, currency), startsOn: faultOfDay(startsOn, today) };
}

/** Whether both say the same. */
export function isSame(one: Draft, other: Draft): boolean {
  const day = ({ startsOn }: Draft) => (startsOn === null ? null : isoOf(startsOn));
  return one.balance === other.balance && day(one) === day(other);
}

export function isUsable(faults: Faults): boolean {
  return faults.balance === null && faults.startsOn === null;
}

/** As the shell takes it. To be asked for only where nothing is wrong. */
export function argumentOf({ balance, startsOn }: Draft): OpeningArgument {
  return { balance: balance.trim(), starts_on: startsOn === null ? '' : isoOf(startsOn) };
}

/** What is to be known of a start so far back, or nothing. */
export function hintOfDay(startsOn: Day | null, today: Date): string | undefined {
  if (startsOn === null) return 'The first day of the first statement.';
  const earliest = new Date(today.getFullYear() - TOLD_YEARS, today.getMonth(), today.getDate());
  return dateOf(startsOn) < earliest
    ? 'Banks tell about two years of transactions at most. Earlier ones will be missing.'
    : 'The first day of the first statement.';
}

/** What is to be known of the sign. */
export function hintOfBalance({ kind }: Pick<AccountView, 'kind'>): string {
  return kind === 'credit' || kind === 'loan'
    ? 'Before the start date. What was owed is negative, such as -410.00.'
    : 'Before the start date. An overdraft is negative, such as -12.50.';
}

/** The parts of `2026-10-01`. */
export function dayOf(iso: string): Day {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return { year, month, day };
}

function isoOf({ year, month, day }: Day): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** What a balance comes to as it is entered, or nothing where it can't be meant. */
export function moneyOf(balance: string, currency: string): Money | null {
  if (faultOfBalance(balance, currency) !== null) return null;
  const text = balance.trim();
  const digits = text.replace(/[^\d.]/g, '');
  return { amount: /^[-−(]/.test(text) ? `-${digits}` : digits, currency };
}

/** What another opening balance does, in words. */
export function effectOf({ used, right }: OpeningBalanceView, entered: Money): string {
  const difference = differenceWords(minus(entered, used));
  if (difference !== null) {
    return `The difference of ${difference} becomes a line “Opening balance corrected” of the next statement. Statements that were imported stay as they are.`;
  }
  return compareAmounts(right.amount, used.amount) === 0
    ? 'That is what was used. There is nothing to correct.'
    : 'That is what was used. The correction that waits for the next statement is taken back.';
}

/** Why another opening balance can't be taken, or nothing. */
export function faultOfCorrection(balance: string, { right }: OpeningBalanceView): string | null {
  const entered = moneyOf(balance, right.currency);
  if (entered === null) return faultOfBalance(balance, right.currency);
  return compareAmounts(entered.amount, right.amount) === 0 ? 'This is the opening balance already.' : null;
}

function faultOfBalance(balance: string, currency: string): string | null {
  const text = balance.trim();
  if (text === '') return 'Enter the balance. Where there was nothing, enter 0.';
  const inBrackets = /^\((.*)\)$/.exec(text)?.[1]?.trim();
  const digits = inBrackets ?? text;
  const number = inBrackets !== undefined && /^[-−]/.test(inBrackets) ? null : NUMBER.exec(digits);
  if (number === null) return 'Enter a number, such as 1,234.50 or -12.50.';
  const places = placesOf(currency);
  if ((number[1] ?? '').replace(/0+$/, '').length <= places) return null;
  return places === 0 ? `${currency} has no decimal places.` : `${currency} has ${places} decimal places.`;
}

function faultOfDay(startsOn: Day | null, today: Date): string | null {
  if (startsOn === null) return 'Enter the start date.';
  return dateOf(startsOn) > today ? 'The start date lies in the future.' : null;
}

function placesOf(currency: string): number {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

function dateOf({ year, month, day }: Day): Date {
  const date = new Date(2000, month - 1, day);
  // A year below 100 would be taken for one of the last century.
  date.setFullYear(year);
  return date;
}
