/**
 * What a link session shows at the moment: one dialog, or none.
 *
 * Pure. What the shell says of the session leads; what this screen remembers only fills the gaps before and after it.
 */
import type { Problem, SessionView, UpdateResultView } from '../../ipc/bindings';
import type { Progress } from '../../ipc/queries';
import { current, type Run } from './task';

/** Where this screen stands with a run, apart from what the shell says. */
export type Step =
  | { kind: 'idle' }
  | Confirming
  | { kind: 'starting'; run: Run }
  | { kind: 'healed'; run: Run }
  | { kind: 'failed'; run: Run; problem: Problem }
  /** The session leads. */
  | { kind: 'under_way'; run: Run; session: string }
  /** The one before was put aside, and the next one of the run can begin. */
  | { kind: 'between'; run: Run }
  | Fixing;

/** A step of a run that repairs is about to begin, or, after the last one, the run is over. */
interface Fixing {
  kind: 'fixing' | 'fixed';
  run: Run;
}

interface Confirming {
  kind: 'confirming';
  run: Run;
  /** Whether the user wanted to connect a bank and chose the connection that is there. */
  isInstead: boolean;
}

export interface Memory {
  step: Step;
  /** The session whose panel the user wants to cancel, before the answer to the warning. */
  leaving: string | null;
  /** The session whose new login the user does not want any more, before the answer to the warning. */
  givingUp: string | null;
  /** The session that the user follows. Any other goes on in the background. */
  followed: string | null;
}

export type Stage =
  | Confirming
  | { kind: 'starting'; run: Run | null; session: SessionView | null }
  | { kind: 'healed'; run: Run }
  | { kind: 'failed'; run: Run; problem: Problem }
  | { kind: 'between'; run: Run }
  | Fixing
  | { kind: 'open'; run: Run | null; session: SessionView }
  | { kind: 'leaving'; session: SessionView }
  | { kind: 'settling'; run: Run | null; session: SessionView }
  | { kind: 'duplicate'; run: Run | null; session: SessionView }
  | { kind: 'mapping'; run: Run | null; session: SessionView }
  | { kind: 'giving_up'; session: SessionView }
  | { kind: 'result'; run: Run | null; result: UpdateResultView };

/** The guard on an open page comes before everything, then what the user is in the middle of, then what came of it. */
export function stageOf(memory: Memory, { sessions, results }: Progress): Stage | null {
  const { step } = memory;
  const open = sessions.find(isOpen);
  if (open !== undefined) return stageOfOpen(memory, open);
  const local = stageOfStep(step);
  if (local !== null) return local;
  const [result] = results;
  if (result !== undefined) {
    return { kind: 'result', result, run: runOf(step, { ...result, id: result.session_id }) };
  }
  const followed = sessions.find(({ id }) => id === memory.followed);
  return followed === undefined ? null : stageOfEnded(memory, followed);
}

/** Whether the page can be in front of the user. */
export function isOpen(session: SessionView): boolean {
  return session.stage === 'requested' || session.stage === 'open';
}

function stageOfOpen({ step, leaving }: Memory, session: SessionView): Stage {
  const run = runOf(step, session);
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
    case 'fixing':
    case 'fixed':
      return step;
    case 'starting':
      return { kind: 'starting', run: step.run, session: null };
    case 'idle':
    case 'under_way':
      return null;
  }
}

function stageOfEnded({ step, givingUp }: Memory, session: SessionView): Stage {
  if (givingUp === session.id) return { kind: 'giving_up', session };
  const run = runOf(step, session);
  switch (session.stage) {
    case 'awaiting_choice':
      return { kind: 'duplicate', session, run };
    case 'awaiting_mapping':
      return { kind: 'mapping', session, run };
    case 'requested':
    case 'open':
    case 'settling':
    case 'waiting':
      return { kind: 'settling', session, run };
  }
}

/** The run under way, where it is at this session. Before its start is answered, the session is known by what it is about. */
function runOf(step: Step, session: Pick<SessionView, 'id' | 'purpose' | 'connection_id'>): Run | null {
  if (step.kind === 'under_way') return step.session === session.id ? step.run : null;
  if (step.kind !== 'starting') return null;
  const task = current(step.run);
  if (task?.purpose !== session.purpose) return null;
  return task.purpose === 'connect' || task.connection.id === session.connection_id ? step.run : null;
}
