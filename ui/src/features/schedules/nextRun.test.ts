import { expect, test } from 'vitest';

import { newDraft, type When } from './draft';
import { nextRunOf } from './nextRun';

/** A Monday, and in New York still the morning of it. */
const NOW = new Date('2026-11-30T12:00:00Z');

test.each([
  [{ days: 'daily', time: '13:00' }, '2026-11-30', '2026-11-29'],
  [{ days: 'daily', time: '12:00' }, '2026-12-01', '2026-11-30'],
  [{ days: 'daily', time: '08:00', timeZone: 'America/New_York' }, '2026-11-30', '2026-11-29'],
  [{ days: 'weekly', weekday: 7 }, '2026-12-06', '2026-12-05'],
  [{ days: 'weekdays' }, '2026-12-01', '2026-11-30'],
  [{ days: 'monthly', monthDay: 1 }, '2026-12-01', '2026-11-30'],
  [{ days: 'monthly', monthDay: 31, time: '23:00' }, '2026-11-30', '2026-11-29'],
] as [Partial<When>, string, string][])('of %j the next run is on %s', (changes, day, until) => {
  const when = { ...newDraft('UTC').when, ...changes };
  expect(nextRunOf(when, NOW)).toEqual({ day, until });
});

test('without a time there is none', () => {
  expect(nextRunOf({ ...newDraft('UTC').when, time: null }, NOW)).toBeNull();
});
