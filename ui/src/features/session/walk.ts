/** The way from one task of a run to the next: straight into it, or, where the run repairs, by a look at each step. */
import type { ConnectionView } from '../../ipc/bindings';
import type { Step } from './stage';
import { needsUser } from '../../words/status';
import { asOf, connectionAt, following, taskOf, type Run, type Task } from './task';

export interface Walk {
  /** Leads through these connections, one after another. Each can be skipped. */
  fix: (connections: readonly ConnectionView[]) => void;
  /** Leaves out the connection at hand. */
  skip: (run: Run) => void;
  /** Goes on with a run at its next task. */
  proceed: (run: Run) => void;
  /** Does this in place of the task at hand. The run goes on afterwards. */
  instead: (run: Run, task: Task) => void;
  /** The task at hand is over, and nothing of the run comes next by itself. */
  finish: (run: Run | null) => void;
  /** The task at hand goes on in the background. */
  leaveBehind: (run: Run | null) => void;
}

interface Ground {
  begin: (run: Run) => void;
  /** As they are now. */
  connections: readonly ConnectionView[];
  onStep: (step: Step) => void;
}

export function walkOf({ begin, connections, onStep }: Ground): Walk {
  const now = (run: Run): Run => ({ ...run, tasks: run.tasks.map((task) => asOf(task, connections)) });
  const proceed = (run: Run) => {
    if (run.isFixing !== true) {
      begin(run);
      return;
    }
    const at = now(run);
    const connection = connectionAt(at);
    const next = following(at);
    // What works again meanwhile is passed over.
    if (connection === null || needsUser(connection)) onStep({ kind: 'fixing', run: at });
    else if (next === null) onStep({ kind: 'fixed', run: at });
    else proceed(next);
  };
  const finish = (run: Run | null) =>
    onStep(run?.isFixing === true ? { kind: 'fixed', run: now(run) } : { kind: 'idle' });
  return {
    fix: (chosen) => proceed({ tasks: chosen.map(taskOf), at: 0, isFixing: true }),
    skip: (run) => {
      const next = following(run);
      if (next === null) finish(run);
      else proceed(next);
    },
    proceed,
    instead: (run, task) => begin({ ...run, tasks: run.tasks.with(run.at, task) }),
    finish,
    leaveBehind: (run) => {
      const next = following(run);
      if (next === null) finish(run);
      else if (next.isFixing === true) proceed(next);
      else onStep({ kind: 'between', run: next });
    },
  };
}
