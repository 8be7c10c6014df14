/** What is to be done in the bank's window: at one bank, or at several, one after another. Pure. */
import type { ConnectionView, InstitutionView, PurposeView } from '../../ipc/bindings';

/** What is to be done at one bank. */
export type Task = { purpose: 'connect' } | { purpose: Exclude<PurposeView, 'connect'>; connection: ConnectionView };

/** The tasks, worked through one after another. */
export interface Run {
  tasks: readonly Task[];
  /** The place of the one at hand. */
  at: number;
  /** Whether it repairs whatever needs the user: each step is shown first, and can be skipped. */
  isFixing?: boolean;
}

/** The run of one task. */
export function runOfOne(task: Task): Run {
  return { tasks: [task], at: 0 };
}

/** What an update of this connection comes to: a new login where Plaid no longer knows the one on record. */
export function taskOf(connection: ConnectionView): Task {
  const isGone = connection.status.kind === 'needs_reconnecting' && connection.can_replace;
  return { purpose: isGone ? 'replace' : 'update', connection };
}

/** The same task with its connection as it is now. */
export function asOf(task: Task, connections: readonly ConnectionView[]): Task {
  if (task.purpose === 'connect') return task;
  const now = connections.find(({ id }) => id === task.connection.id);
  return now === undefined ? task : { ...task, connection: now };
}

export function current(run: Run): Task | undefined {
  return run.tasks[run.at];
}

/** The run at its next task, or nothing after the last. */
export function following(run: Run | null): Run | null {
  if (run === null || run.at + 1 >= run.tasks.length) return null;
  return { ...run, at: run.at + 1 };
}

/** The connection that the task at hand is about, where there is one already. */
export function connectionAt(run: Run | null): ConnectionView | null {
  const task = run === null ? undefined : current(run);
  return task === undefined || task.purpose === 'connect' ? null : task.connection;
}

/** The bank of the task at hand, where it is known before the user picks one. */
export function institutionAt(run: Run | null): InstitutionView | null {
  return connectionAt(run)?.institution ?? null;
}
