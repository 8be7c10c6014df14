/** Leads through an update: remembers what only this screen knows, and acts. */
import { useState } from 'react';

import type { ConnectionView, Problem, SessionView, UpdateStartView } from '../../ipc/bindings';
import { useAct, useProgress, type Outcome, type Progress } from '../../ipc/queries';
import { notify } from '../../components/Toasts';
import { wordsOfProblem } from '../../words/problem';
import { current, following, isOpen, stageOf, type Run, type Stage, type Step } from './stage';

export interface UpdateFlow {
  stage: Stage | null;
  /** Asks before the update of these connections. */
  confirm: (connections: ConnectionView[]) => void;
  /** Opens the page of the connection at hand. */
  begin: (run: Run, evenIfHealthy?: boolean) => void;
  /** Ends the run, or does not begin it. */
  stop: () => void;
  /** Wishes to leave an open page: shows the warning. */
  wishToLeave: (session: SessionView) => void;
  /** The warning was answered: the page stays open. */
  stay: () => void;
  /** Lets a session go on in the background. */
  putAside: (run: Run | null) => void;
  /** Follows a session of the connection again that was put aside or found at the start. */
  takeUp: (connection: ConnectionView) => void;
}

const NOTHING: Progress = { sessions: [], results: [] };
const IDLE: Step = { kind: 'idle' };

export function useUpdateFlow(): UpdateFlow {
  const progress = useProgress().data ?? NOTHING;
  const start = useAct('start_update');
  const retry = useAct('retry_settling');
  const [step, setStep] = useState<Step>(IDLE);
  const [leaving, setLeaving] = useState<string | null>(null);
  const [followed, setFollowed] = useState<string | null>(null);

  const { sessions } = progress;
  const open = sessions.find(isOpen);
  if (open !== undefined) {
    // Who sees a page open follows it to its end, and an earlier failure to open one is void.
    if (followed !== open.id) setFollowed(open.id);
    if (step.kind === 'failed') setStep(IDLE);
  }

  const begin = (run: Run, evenIfHealthy = false) => {
    const connection = current(run);
    if (connection === undefined) return;
    setStep({ kind: 'starting', run });
    void start
      .run({ connection_id: connection.id, even_if_healthy: evenIfHealthy || worksAlready(connection) })
      .then((outcome) => setStep(stepAfter(run, outcome)));
  };

  const takeUp = (connection: ConnectionView) => {
    const own = sessions.find(({ connection_id }) => connection_id === connection.id);
    if (own !== undefined) setFollowed(own.id);
    if (connection.status.kind === 'update_interrupted') {
      void retry.run({ connection_id: connection.id }).then(({ problem }) => {
        if (problem !== null) notifyOfProblem(problem);
      });
    }
  };

  const putAside = (run: Run | null) => {
    const next = following(run);
    setFollowed(null);
    setStep(next === null ? IDLE : { kind: 'between', run: next });
  };

  return {
    stage: stageOf({ step, leaving, followed }, progress),
    confirm: (connections) => setStep({ kind: 'confirming', run: { connections, at: 0 } }),
    begin,
    stop: () => setStep(IDLE),
    wishToLeave: ({ id }) => setLeaving(id),
    stay: () => setLeaving(null),
    putAside,
    takeUp,
  };
}

function stepAfter(run: Run, outcome: Outcome<UpdateStartView>): Step {
  if (outcome.problem !== null) return { kind: 'failed', run, problem: outcome.problem };
  switch (outcome.answer.kind) {
    case 'opened':
      return { kind: 'under_way', run };
    case 'healed':
      return { kind: 'healed', run };
    case 'called_off':
      return IDLE;
  }
}

/** Who updates a connection that works wants to change its accounts, so that its health is no reason to stop. */
function worksAlready({ status }: ConnectionView): boolean {
  return status.kind === 'active';
}

function notifyOfProblem(problem: Problem): void {
  const { title, sentence } = wordsOfProblem(problem);
  notify({ title, description: sentence, tone: 'danger', icon: 'attention' });
}
