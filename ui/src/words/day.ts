/** Days of the calendar as people read them. A day has no time and no zone: it is the same one everywhere. */
import { getLocalTimeZone, parseDate, startOfMonth, today, type CalendarDate } from '@internationalized/date';

/** A day, part by part, as the fields take it. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

// Days are put into times of UTC and read from them again, so that no zone comes between.
const FORMAT = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

/** `Nov 30, 2026` */
export function formatDay(day: string): string {
  return FORMAT.format(timeOf(day));
}

/** `Nov 1 – 30, 2026`, and one day alone where both are the same. */
export function formatDays(first: string, last: string): string {
  return FORMAT.formatRange(timeOf(first), timeOf(last));
}

/** How many days there are from the first to the last one, both counted. */
export function daysFrom(first: string, last: string): number {
  return parseDate(last).compare(parseDate(first)) + 1;
}

/** `2026-11-30`, as the shell writes it. */
export function dayText({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The day that it is on this computer. */
export function dayToday(): Day {
  return partsOf(today(getLocalTimeZone()));
}

/** The last days of the months before this one, the latest first. */
export function monthEnds(count: number): Day[] {
  const first = startOfMonth(today(getLocalTimeZone()));
  return Array.from({ length: count }, (_, months) => partsOf(first.subtract({ months }).subtract({ days: 1 })));
}

function partsOf({ year, month, day }: CalendarDate): Day {
  return { year, month, day };
}

function timeOf(day: string): Date {
  return parseDate(day).toDate('UTC');
}
