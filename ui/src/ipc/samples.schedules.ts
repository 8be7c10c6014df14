/** Sample schedules for development and tests. Never part of a build. */
import type { AccountOutcomeView, ScheduleRunView, ScheduleView, TermsView } from './bindings';

export function terms(changes: Partial<TermsView> = {}): TermsView {
  return {
    name: 'Each morning',
    work: 'both',
    rhythm: { kind: 'weekdays' },
    time: '06:30',
    time_zone: 'Europe/Berlin',
    spread_minutes: 0,
    account_ids: null,
    recipients: [],
    ...changes,
  };
}

export function run(changes: Partial<ScheduleRunView> = {}): ScheduleRunView {
  return {
    id: 'run_1',
    planned_at: '2026-11-30T05:30:00Z',
    is_made_up: false,
    missed: 0,
    import_until: '2026-11-29',
    started_at: '2026-11-30T05:30:02Z',
    ended_at: '2026-11-30T05:31:40Z',
    state: 'done',
    accounts: 1,
    failed: 0,
    left_out: 0,
    started_by: null,
    ...changes,
  };
}

export function schedule(changes: Partial<ScheduleView> = {}): ScheduleView {
  return {
    id: 'sch_1',
    terms: terms(),
    next_at: '2026-12-01T05:30:00Z',
    is_put_off: false,
    runs: [run()],
    ...changes,
  };
}

export function outcome(changes: Partial<AccountOutcomeView> = {}): AccountOutcomeView {
  return {
    account_id: 'acc_1',
    task: 'import',
    outcome: 'done',
    words: 'Imported 1 statement with 4 lines, up to 2026-11-29.',
    ...changes,
  };
}

/** One with runs of each kind, one that is off and never ran, and one that reaches nobody. */
export function schedules(): ScheduleView[] {
  return [
    schedule({
      terms: terms({ recipients: ['books@example.com', 'partner@example.com'], spread_minutes: 30 }),
      runs: [
        run({ accounts: 4, failed: 1, left_out: 1 }),
        run({
          id: 'run_2',
          planned_at: '2026-11-25T05:30:00Z',
          started_at: '2026-11-27T07:12:00Z',
          ended_at: '2026-11-27T07:13:00Z',
          import_until: '2026-11-26',
          is_made_up: true,
          missed: 2,
        }),
        run({
          id: 'run_3',
          planned_at: '2026-11-24T05:30:00Z',
          started_at: '2026-11-24T05:30:00Z',
          ended_at: '2026-11-24T05:40:00Z',
          state: 'interrupted',
        }),
        run({
          id: 'run_4',
          planned_at: '2026-11-23T05:30:00Z',
          started_at: '2026-11-23T05:30:00Z',
          ended_at: '2026-11-23T05:30:30Z',
          state: 'cancelled',
        }),
      ],
    }),
    schedule({
      id: 'sch_2',
      terms: terms({
        name: 'Month end',
        work: 'import',
        rhythm: { kind: 'monthly', day: 1 },
        time: '22:00',
        time_zone: 'America/New_York',
        account_ids: ['acc_1', 'acc_3'],
      }),
      next_at: null,
      runs: [],
    }),
    schedule({
      id: 'sch_3',
      terms: terms({ name: 'Sunday balances', work: 'refresh', rhythm: { kind: 'weekly', day: 7 } }),
      next_at: '2026-11-29T05:45:00Z',
      is_put_off: true,
      runs: [run({ id: 'run_5', import_until: null, state: 'put_off' })],
    }),
  ];
}

export function outcomes(): Record<string, AccountOutcomeView[]> {
  return {
    run_1: [
      outcome({ task: 'refresh', words: 'The balance was read.' }),
      outcome(),
      outcome({ account_id: 'acc_2', outcome: 'nothing_new', words: 'Nothing new.' }),
      outcome({ account_id: 'acc_3', outcome: 'left_out', words: 'Left out: it feeds no bank account.' }),
      outcome({ account_id: 'acc_13', outcome: 'failed', words: 'The connection has to be updated.' }),
    ],
    run_2: [outcome()],
    run_4: [outcome({ outcome: 'cancelled', words: 'Cancelled before its turn came.' })],
    run_5: [outcome({ task: 'refresh', outcome: 'failed', words: 'Plaid could not be reached.' })],
  };
}
