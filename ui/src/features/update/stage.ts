/**
 * What an update shows at the moment: one dialog, or none.
 *
 * Pure. What the shell says of the session leads; what this screen remembers only fills the gaps before and after it.
 */
import type { ConnectionView, Problem, SessionView, UpdateResultView } from '../../ipc/bindings';
import type { Progress } from '../../ipc/queries';

/** The chosen connections, worked through one after another. */
export interface Run {
  connections: readonly ConnectionView[];
  /** The place of the one at hand. */
  at: number;
}

/** Where this screen stands with a run, apart from what the shell says. */
export type Step =
  | { kind: 'idle' }
  | { kind: 'confirming'; run: Run }
  | { kind: 'starting'; run: Run }
  | { kind: 'healed'; run: Run }
  | { kind: 'failed'; run: Run; problem: Problem }
  /** The session leads. */
  | { kind: 'under_way'; run: Run }
  /** The one before was put aside, and the next one of the run can begin. */
  | { kind: 'between'; run: Run };

export interface Memory {
  step: Step;
  /** The session whose panel the user wants to cancel, before the answer to the warning. */
  leaving: string | null;
  /** The session that the user follows. Any other goes on in the background. */
  followed: string | null;
}

export type Stage =
  | { kind: 'confirming'; run: Run }
  | { kind: 'starting'; run: Run | null; session: SessionView | null }
  | { kind: 'healed'; run: Run }
  | { kind: 'failed'; run: Run; problem: Problem }
  | { kind: 'between'; run: Run }
  | { kind: 'open'; run: Run | null; session: SessionView }
  | { kind: 'leaving'; session: SessionView }
  | { kind: 'settling'; run: Run | null; session: SessionView }
  | { kind: 'mapping'; run: Run | null; session: SessionView }
  | { kind: 'result'; run: Run | null; result: UpdateResultView };

/** The guard on an open page comes before everything, then what the user is in the middle of, then what came of it. */
export function stageOf(memory: Memory, { sessions, results }: Progress): Stage | null {
  const { step } = memory;
  const open = sessions.find(isOpen);
  if (open !== undefined) return stageOfOpen(memory, open);
  const local = stageOfStep(step);
  if (local !== null) return local;
  const [result] = results;
  if (result !== undefined) return { kind: 'result', result, run: runOf(step, result.connection_id) };
  const followed = sessions.find(({ id }) => id === memory.followed);
  return followed === undefined ? null : stageOfEnded(step, followed);
}

/** Whether the page can be in front of the user. */
export function isOpen(session: SessionView): boolean {
  return session.stage === 'requested' || session.stage === 'open';
}

export function current(run: Run): ConnectionView | undefined {
  return run.connections[run.at];
}

/** The run at its next connection, or nothing after the last. */
export function following(run: Run | null): Run | null {
  if (run === null || run.at + 1 >= run.connections.length) return null;
  return { ...run, at: run.at + 1 };
}

function stageOfOpen({ step, leaving }: Memory, session: SessionView): Stage {
  const run = runOf(step, session.connection_id);
  if (session.stage === 'requested') return { kind: 'starting', run, session };
  if (session.leave_requested !== null || leaving === session.id) return { kind: 'leaving', session };
  return { kind: 'open', run, session };
}

function stageOfStep(step: Step): Stage | null {
  switch (step.kind) {
    case 'confirming':
    case 'healed':
    case 'failed':
    case 'between':
      return step;
    case 'starting':
      return { kind: 'starting', run: step.run, session: null };
    case 'idle':
    case 'under_way':
      return null;
  }
}

function stageOfEnded(step: Step, session: SessionView): Stage {
  const run = runOf(step, session.connection_id);
  return { kind: session.stage === 'awaiting_mapping' ? 'mapping' : 'settling', session, run };
}

/** The run under way, where it is at this connection. */
function runOf(step: Step, connectionId: string): Run | null {
  if (step.kind !== 'under_way' && step.kind !== 'starting') return null;
  return current(step.run)?.id === connectionId ? step.run : null;
}
