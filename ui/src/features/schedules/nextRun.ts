/** The day of the next run, and the day up to which it would import. Pure; when it runs, the core decides. */
import { endOfMonth, fromDate, parseTime, toCalendarDate, type CalendarDate } from '@internationalized/date';

import type { When } from './draft';

export interface NextRun {
  day: string;
  until: string;
}

const FRIDAY = 5;

/** Nothing where the time or its zone is missing. */
export function nextRunOf(when: When, now: Date): NextRun | null {
  const { time, timeZone } = when;
  if (time === null || timeZone === null) return null;
  const there = fromDate(now, timeZone);
  const today = toCalendarDate(there);
  const isOver = parseTime(time).compare(there) <= 0;
  let day = isOver ? today.add({ days: 1 }) : today;
  while (!runsOn(when, day)) day = day.add({ days: 1 });
  return { day: day.toString(), until: day.subtract({ days: 1 }).toString() };
}

function runsOn({ days, weekday, monthDay }: When, day: CalendarDate): boolean {
  switch (days) {
    case 'daily':
      return true;
    case 'weekdays':
      return weekdayOf(day) <= FRIDAY;
    case 'weekly':
      return weekdayOf(day) === weekday;
    case 'monthly':
      return day.day === Math.min(monthDay, endOfMonth(day).day);
  }
}

/** From Monday, which is 1. */
function weekdayOf(day: CalendarDate): number {
  return day.toDate('UTC').getUTCDay() || 7;
}
