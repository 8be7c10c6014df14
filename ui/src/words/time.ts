/** Times as people read them, in the time zone of the computer. */

const LOCALE = 'en-US';
const DATE = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
const DATE_TIME = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const MONTH = new Intl.DateTimeFormat(LOCALE, { month: 'long', year: 'numeric' });
const CLOCK = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' });
const TIME = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'medium' });

/** `Nov 23, 2026` */
export function formatDate(time: string): string {
  return DATE.format(new Date(time));
}

/** `Nov 23, 2026`, of a day that has no time and no time zone: `2026-11-23`. */
export function formatDay(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}

/** `Nov 23, 2026, 6:24 AM` */
export function formatDateTime(time: string): string {
  return DATE_TIME.format(new Date(time));
}

/** `November 2026` */
export function formatMonth(time: string): string {
  return MONTH.format(new Date(time));
}

/** `6:24 AM` */
export function formatClock(time: string): string {
  return CLOCK.format(new Date(time));
}

/** `6:24:08 AM` */
export function formatTime(time: string): string {
  return TIME.format(new Date(time));
}
