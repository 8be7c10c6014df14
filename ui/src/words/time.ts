/**
 * Times as people read them, in the time zone of the computer unless another one is named. The clock has 24 hours wherever
 * there is one: in schedules, in messages and in files, too.
 */

const LOCALE = 'en-US';
const HOURS = { hourCycle: 'h23' } as const;
const DATE = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
const DATE_TIME = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short', ...HOURS });
const MONTH = new Intl.DateTimeFormat(LOCALE, { month: 'long', year: 'numeric' });
const CLOCK = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short', ...HOURS });
const TIME = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'medium', ...HOURS });

/** `Nov 23, 2026` */
export function formatDate(time: string): string {
  return DATE.format(new Date(time));
}

/** `Nov 23, 2026`, of a day that has no time and no time zone: `2026-11-23`. */
export function formatDay(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}

/** `Nov 23, 2026, 06:24` */
export function formatDateTime(time: string): string {
  return DATE_TIME.format(new Date(time));
}

/** `November 2026` */
export function formatMonth(time: string): string {
  return MONTH.format(new Date(time));
}

/** `06:24` */
export function formatClock(time: string): string {
  return CLOCK.format(new Date(time));
}

/** `06:24:08` */
export function formatTime(time: string): string {
  return TIME.format(new Date(time));
}

/** `Tue, Dec 1, 2026, 06:30`, as the clock of the time zone shows it. */
export function formatAppointment(time: string, zone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...HOURS,
    timeZone: zone,
  }).format(new Date(time));
}
