/** How the shell in memory keeps schedules. It runs none. */
import type { AccountOutcomeView, Commands, ScheduleView, TermsView } from './bindings';
import type { FakeShell } from './fake';
import { problem } from './samples';
import { outcomes, run, schedules } from './samples.schedules';

export interface SchedulesWorld {
  schedules: ScheduleView[];
  /** What became of the accounts, by the id of the run. */
  outcomes: Record<string, AccountOutcomeView[]>;
}

export function schedulesAtStart(): SchedulesWorld {
  return { schedules: schedules(), outcomes: outcomes() };
}

type Handled =
  | 'schedules'
  | 'schedule_run'
  | 'add_schedule'
  | 'change_schedule'
  | 'switch_schedule'
  | 'run_schedule_now'
  | 'remove_schedule'
  | 'pause_connection';

type Handlers = { [N in Handled]: (argument: Commands[N]['argument']) => Commands[N]['answer'] };

export const SCHEDULE_QUESTIONS = ['schedules', 'schedule_run'] as const satisfies readonly Handled[];

/** When the next run of the sample is. */
const NEXT = '2026-12-01T05:30:00Z';

export function scheduleHandlers(shell: FakeShell): Handlers {
  const put = (changed: ScheduleView[]) => {
    shell.change({ schedules: changed });
    return null;
  };
  const change = (id: string, changes: Partial<ScheduleView>) =>
    put(shell.world.schedules.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  return {
    schedules: () => shell.world.schedules,
    schedule_run: ({ run_id }) => shell.world.outcomes[run_id] ?? [],
    add_schedule: ({ terms }) => {
      refuseTaken(shell.world.schedules, terms, null);
      const id = `sch_${shell.world.schedules.length + 1}`;
      return put([...shell.world.schedules, { id, terms, next_at: NEXT, is_put_off: false, runs: [] }]);
    },
    change_schedule: ({ schedule_id, terms }) => {
      refuseTaken(shell.world.schedules, terms, schedule_id);
      return change(schedule_id, { terms });
    },
    switch_schedule: ({ schedule_id, is_on }) =>
      change(schedule_id, { next_at: is_on ? NEXT : null, is_put_off: false }),
    run_schedule_now: ({ schedule_id }) => {
      const all = shell.world.schedules;
      // The real shell, too, rejects with plain data.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      if (all.some(({ runs }) => runs.some(({ state }) => state === 'running'))) throw problem('schedule_running');
      const started_by = shell.world.application.state === 'ready' ? shell.world.application.user.name : null;
      const running = run({ id: 'run_9', state: 'running', accounts: 0, ended_at: null, started_by });
      const before = all.find(({ id }) => id === schedule_id)?.runs ?? [];
      return change(schedule_id, { runs: [running, ...before] });
    },
    remove_schedule: ({ schedule_id }) => put(shell.world.schedules.filter(({ id }) => id !== schedule_id)),
    pause_connection: ({ connection_id, is_paused }) => {
      shell.change({
        connections: shell.world.connections.map((one) => (one.id === connection_id ? { ...one, is_paused } : one)),
      });
      return null;
    },
  };
}

function refuseTaken(all: readonly ScheduleView[], { name }: TermsView, self: string | null): void {
  const isTaken = all.some((one) => one.id !== self && one.terms.name.toLowerCase() === name.trim().toLowerCase());
  const hint = 'Another schedule has this name. Give it another one.';
  // The real shell, too, rejects with plain data.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  if (isTaken) throw problem('invalid_schedule', { hint });
}
