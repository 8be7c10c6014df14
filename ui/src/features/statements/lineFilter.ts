/** What the lines are narrowed by, and what that means for the shell. Pure. */
import type { LinesQuery } from '../../ipc/queries';
import { compareAmounts } from '../../words/difference';
import { dayText, type Day } from '../../words/day';

export interface Narrowing {
  text: string;
  /** The first day. */
  from: Day | null;
  /** The last day. */
  to: Day | null;
  /** Amounts as they are typed, whichever way they go. */
  least: string;
  greatest: string;
}

export type Narrowed = Pick<LinesQuery, 'words' | 'from' | 'until' | 'least' | 'greatest'>;

/** Why what is typed can't be taken. What can't be taken narrows nothing. */
export interface Faults {
  days: string | null;
  least: string | null;
  greatest: string | null;
}

export const EVERYTHING: Narrowing = { text: '', from: null, to: null, least: '', greatest: '' };

/** As many digits as fit into what amounts are kept in, whatever the currency. */
const MOST_DIGITS = 15;

export function isOpen({ text, from, to, least, greatest }: Narrowing): boolean {
  return from === null && to === null && [text, least, greatest].every((typed) => typed.trim() === '');
}

export function isFaulty({ days, least, greatest }: Faults): boolean {
  return days !== null || least !== null || greatest !== null;
}

export function narrowedBy(narrowing: Narrowing, currency: string): { filter: Narrowed; faults: Faults } {
  const from = narrowing.from === null ? null : dayText(narrowing.from);
  const until = narrowing.to === null ? null : dayText(narrowing.to);
  const areDaysTurned = from !== null && until !== null && from > until;
  const least = amountOf(narrowing.least, currency);
  const greatest = amountOf(narrowing.greatest, currency);
  const isTurned =
    least.amount !== null && greatest.amount !== null && compareAmounts(least.amount, greatest.amount) > 0;
  return {
    filter: {
      words: narrowing.text.trim(),
      from: areDaysTurned ? null : from,
      until: areDaysTurned ? null : until,
      least: isTurned ? null : least.amount,
      greatest: isTurned ? null : greatest.amount,
    },
    faults: {
      days: areDaysTurned ? 'The first day is after the last one.' : null,
      least: least.fault,
      greatest: isTurned ? 'This is less than “Amount from”.' : greatest.fault,
    },
  };
}

interface Typed {
  amount: string | null;
  fault: string | null;
}

/** An amount as people type it, with or without the marks of thousands. */
function amountOf(typed: string, currency: string): Typed {
  const text = typed.trim().replace(/^\$\s*/, '');
  if (text === '') return { amount: null, fault: null };
  if (/^[-+−(]/.test(text)) return refused('Enter it without a sign: both ways are found.');
  if (!/^(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$/.test(text)) return refused('Enter an amount such as 1,250.00.');
  const plain = text.replaceAll(',', '').replace(/\.$/, '');
  const [whole = '', fraction = ''] = plain.split('.');
  const places = placesOf(currency);
  if (fraction.length > places) {
    return refused(
      places === 0 ? `Amounts in ${currency} have no decimal places.` : `Enter at most ${places} decimal places.`,
    );
  }
  if (whole.length + places > MOST_DIGITS) return refused('No amount is as large as this.');
  return { amount: plain, fault: null };
}

function refused(fault: string): Typed {
  return { amount: null, fault };
}

function placesOf(currency: string): number {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
