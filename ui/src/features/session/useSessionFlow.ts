/** Leads through a link session: remembers what only this screen knows, and acts. */
import { useState } from 'react';

import type { ConnectionView, Problem, SessionView, UpdateResultView } from '../../ipc/bindings';
import { useAct, useConnections, useProgress, type Progress } from '../../ipc/queries';
import { notify } from '../../components/Toasts';
import { wordsOfProblem } from '../../words/problem';
import { isOpen, stageOf, type Stage, type Step } from './stage';
import { asOf, connectionAt, current, runOfOne, taskOf, type Run, type Task } from './task';
import { useStart } from './useStart';
import { walkOf, type Walk } from './walk';

export interface SessionFlow extends Omit<Walk, 'leaveBehind'> {
  stage: Stage | null;
  /** Asks before what is to be done at these banks. */
  confirm: (tasks: readonly Task[]) => void;
  /** Asks before the update of these connections. */
  update: (connections: readonly ConnectionView[]) => void;
  /** Asks before the update of the connection that is there, in place of connecting its bank once more. */
  updateInstead: (connectionId: string) => void;
  /** Opens the page of the task at hand. */
  begin: (run: Run, evenIfHealthy?: boolean) => void;
  /** Begins anew what came to nothing. */
  tryAgain: (result: UpdateResultView) => void;
  /** Ends the run, or does not begin it. */
  stop: () => void;
  /** Wishes to leave an open page: shows the warning. */
  wishToLeave: (session: SessionView) => void;
  /** The warning was answered: the page stays open. */
  stay: () => void;
  /** Wishes not to use the new login that waits: shows the warning. */
  wishToGiveUp: (session: SessionView) => void;
  /** The warning was answered: the new login is still wanted. */
  keep: () => void;
  /** Lets a session go on in the background. */
  putAside: (run: Run | null) => void;
  /** Follows a session again that was put aside or found at the start. */
  takeUp: (session: SessionView) => void;
  /** Follows the session of the connection again. */
  takeUpOf: (connection: ConnectionView) => void;
}

const NOTHING: Progress = { sessions: [], results: [] };
const IDLE: Step = { kind: 'idle' };

export function useSessionFlow(): SessionFlow {
  const progress = useProgress().data ?? NOTHING;
  const connections = useConnections().data ?? [];
  const start = useStart();
  const retry = useRetry();
  const [step, setStep] = useState<Step>(IDLE);
  const [leaving, setLeaving] = useState<string | null>(null);
  const [givingUp, setGivingUp] = useState<string | null>(null);
  const [followed, setFollowed] = useState<string | null>(null);

  const { sessions } = progress;
  const open = sessions.find(isOpen);
  if (open !== undefined) {
    // Who sees a page open follows it to its end, and an earlier failure to open one is void.
    if (followed !== open.id) setFollowed(open.id);
    if (step.kind === 'failed') setStep(IDLE);
  }

  // A task that was set some time ago is confirmed as its connection is now.
  const confirm = (tasks: readonly Task[], isInstead = false) =>
    setStep({ kind: 'confirming', run: { tasks: tasks.map((task) => asOf(task, connections)), at: 0 }, isInstead });

  const begin = beginningOf({ start, sessions, onFollow: setFollowed, onStep: setStep });
  const walk = walkOf({ begin, connections, onStep: setStep });
  return {
    stage: stageOf({ step, leaving, givingUp, followed }, progress),
    confirm,
    update: (chosen) => confirm(chosen.map(taskOf)),
    updateInstead: (id) => {
      const tasks = connections.filter((one) => one.id === id).map(taskOf);
      if (tasks.length > 0) confirm(tasks, true);
    },
    ...walk,
    begin,
    tryAgain: (result) => {
      const task = taskOfResult(result, connections);
      if (task !== null) begin(runOfOne(task), true);
    },
    stop: () => setStep(IDLE),
    wishToLeave: ({ id }) => setLeaving(id),
    stay: () => setLeaving(null),
    wishToGiveUp: ({ id }) => setGivingUp(id),
    keep: () => setGivingUp(null),
    putAside: (run) => {
      setFollowed(null);
      walk.leaveBehind(run);
    },
    takeUp: ({ id, stage }) => {
      setFollowed(id);
      if (stage === 'waiting') retry.session(id);
    },
    takeUpOf: (connection) => {
      const own = sessions.find(({ connection_id }) => connection_id === connection.id);
      if (own !== undefined) setFollowed(own.id);
      if (connection.status.kind === 'update_interrupted') retry.connection(connection.id);
    },
  };
}

interface Beginning {
  start: ReturnType<typeof useStart>;
  sessions: readonly SessionView[];
  onFollow: (session: string) => void;
  onStep: (step: Step) => void;
}

/** Opens the page of the task at hand, or asks anew what only the user can tell. */
function beginningOf({ start, sessions, onFollow, onStep }: Beginning): SessionFlow['begin'] {
  return (run, evenIfHealthy = false) => {
    const task = current(run);
    if (task === undefined) return;
    const mapping = connectionAt(run)?.status.kind === 'awaiting_mapping' ? sessionOf(task, sessions) : undefined;
    if (mapping !== undefined) {
      onFollow(mapping.id);
      onStep({ kind: 'under_way', run, session: mapping.id });
      return;
    }
    onStep({ kind: 'starting', run });
    void start(task, evenIfHealthy).then((outcome) => {
      if (outcome.problem !== null) onStep({ kind: 'failed', run, problem: outcome.problem });
      else if (outcome.answer.kind === 'opened') {
        onStep({ kind: 'under_way', run, session: outcome.answer.session_id });
      } else onStep(outcome.answer.kind === 'healed' ? { kind: 'healed', run } : IDLE);
    });
  };
}

/** Reads now what waits, and says where that fails. */
function useRetry(): { session: (id: string) => void; connection: (id: string) => void } {
  const ofSession = useAct('retry_session');
  const ofConnection = useAct('retry_settling');
  return {
    session: (id) => void ofSession.run({ session_id: id }).then(notifyOfFailure),
    connection: (id) => void ofConnection.run({ connection_id: id }).then(notifyOfFailure),
  };
}

function notifyOfFailure({ problem }: { problem: Problem | null }): void {
  if (problem !== null) notifyOfProblem(problem);
}

/** The session that is about the connection of a task. */
function sessionOf(task: Task, sessions: readonly SessionView[]): SessionView | undefined {
  return task.purpose === 'connect'
    ? undefined
    : sessions.find(({ connection_id }) => connection_id === task.connection.id);
}

function taskOfResult(result: UpdateResultView, connections: readonly ConnectionView[]): Task | null {
  if (result.purpose === 'connect') return { purpose: 'connect' };
  const connection = connections.find(({ id }) => id === result.connection_id);
  return connection === undefined ? null : { purpose: result.purpose, connection };
}

function notifyOfProblem(problem: Problem): void {
  const { title, sentence } = wordsOfProblem(problem);
  notify({ title, description: sentence, tone: 'danger', icon: 'attention' });
}
