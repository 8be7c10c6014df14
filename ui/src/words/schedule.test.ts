import { expect, test } from 'vitest';

import { outcome, run, terms } from '../ipc/samples.schedules';
import { lateLabel, localTime, markOfRun, problemsFirst, spreadLabel, whenLabel, workLabel } from './schedule';

test('the days and the time are said with whose clock it is', () => {
  for (const [rhythm, words] of [
    [{ kind: 'daily' }, 'Every day at 06:30 (Europe/Berlin)'],
    [{ kind: 'weekdays' }, 'Weekdays at 06:30 (Europe/Berlin)'],
    [{ kind: 'weekly', day: 1 }, 'Mondays at 06:30 (Europe/Berlin)'],
    [{ kind: 'weekly', day: 7 }, 'Sundays at 06:30 (Europe/Berlin)'],
    [{ kind: 'monthly', day: 1 }, 'Day 1 of the month at 06:30 (Europe/Berlin)'],
    [{ kind: 'monthly', day: 30 }, 'Day 30 of the month, or its last day, at 06:30 (Europe/Berlin)'],
    [{ kind: 'monthly', day: 31 }, 'The last day of the month at 06:30 (Europe/Berlin)'],
  ] as const) {
    expect(whenLabel(terms({ rhythm }))).toBe(words);
  }
  expect(whenLabel(terms({ time_zone: 'America/New_York' }))).toContain('(America/New York)');
});

test('a random wait is said in minutes and hours', () => {
  expect(spreadLabel(terms({ spread_minutes: 0 }))).toBeNull();
  expect(spreadLabel(terms({ spread_minutes: 30 }))).toBe('or up to 30 minutes later');
  expect(spreadLabel(terms({ spread_minutes: 120 }))).toBe('or up to 2 hours later');
});

test('what is done is said with its accounts', () => {
  expect(workLabel(terms({ work: 'both', account_ids: null }))).toBe(
    'Refreshes balances and imports statements of all accounts that can be used',
  );
  expect(workLabel(terms({ work: 'import', account_ids: ['acc_1'] }))).toBe('Imports statements of 1 account');
});

test('a run that was made up for says so, and what it stands for', () => {
  expect(lateLabel(run(), 'Europe/Berlin')).toBeNull();
  const late = run({ is_made_up: true, planned_at: '2026-11-27T05:30:00Z', started_at: '2026-12-01T07:12:00Z' });
  expect(lateLabel(late, 'Europe/Berlin')).toBe(
    'Planned for Fri, Nov 27, 2026, 06:30, made up for at Tue, Dec 1, 2026, 08:12.',
  );
  expect(lateLabel({ ...late, missed: 1 }, 'Europe/Berlin')).toMatch(/08:12; 1 later run was missed too\.$/);
  expect(lateLabel({ ...late, missed: 2 }, 'Europe/Berlin')).toMatch(/08:12; 2 later runs were missed too\.$/);
});

test('the time on this computer is said only where it is another one', () => {
  expect(localTime('2026-12-01T05:30:00Z', 'UTC')).toBeNull();
  expect(localTime('2026-12-01T05:30:00Z', 'Europe/Berlin')).toBe('05:30 on this computer');
  expect(localTime('2026-12-01T05:30:00Z', 'Pacific/Honolulu')).toBe('Tue, Dec 1, 2026, 05:30 on this computer');
});

test('a run that ended well is not called good where accounts failed or were left out', () => {
  const marked = (accounts: number, failed: number, left_out: number) => markOfRun(run({ accounts, failed, left_out }));
  expect(marked(0, 0, 0)).toMatchObject({ label: 'No account could be used', tone: 'quiet' });
  expect(marked(2, 0, 0)).toMatchObject({ label: 'Done: 2 accounts', tone: 'good' });
  expect(marked(3, 0, 1)).toMatchObject({ label: 'Done: 2, left out: 1', tone: 'warning' });
  expect(marked(3, 1, 1)).toMatchObject({ label: '1 of 3 accounts needs attention', tone: 'danger' });
  expect(markOfRun(run({ state: 'interrupted' })).label).toBe('Interrupted');
});

test('problems come first', () => {
  const all = [outcome({ outcome: 'nothing_new' }), outcome(), outcome({ outcome: 'failed' })];
  expect(problemsFirst(all).map((one) => one.outcome)).toEqual(['failed', 'done', 'nothing_new']);
});
