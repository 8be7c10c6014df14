import { describe, expect, test } from 'vitest';

import { connection, demoConnections, problem, result, session } from '../../ipc/samples';
import { stageOf, type Memory, type Step } from './stage';
import { following, taskOf, type Run } from './task';

const RUN: Run = { tasks: demoConnections().map(taskOf), at: 0 };
const UNDER_WAY: Step = { kind: 'under_way', run: RUN, session: 'lks_1' };
const IDLE: Memory = { step: { kind: 'idle' }, leaving: null, givingUp: null, followed: null };
const NOTHING = { sessions: [], results: [] };

function memory(changes: Partial<Memory>): Memory {
  return { ...IDLE, ...changes };
}

test('nothing is shown where nothing is under way', () => {
  expect(stageOf(IDLE, NOTHING)).toBeNull();
  expect(stageOf(memory({ step: UNDER_WAY }), NOTHING)).toBeNull();
});

describe('an open page', () => {
  const open = { sessions: [session()], results: [result()] };

  test.each<Step>([
    { kind: 'idle' },
    { kind: 'confirming', run: RUN, isInstead: false },
    { kind: 'starting', run: RUN },
    { kind: 'healed', run: RUN },
    { kind: 'failed', run: RUN, problem: problem('session_open') },
    UNDER_WAY,
    { kind: 'between', run: RUN },
  ])('comes before everything else ($kind)', (step) => {
    expect(stageOf(memory({ step }), open)?.kind).toBe('open');
  });

  test('is guarded by the warning, whoever wishes to leave', () => {
    expect(stageOf(memory({ leaving: 'lks_1' }), open)?.kind).toBe('leaving');
    expect(stageOf(IDLE, { ...open, sessions: [session({ leave_requested: 'quit' })] })?.kind).toBe('leaving');
    expect(stageOf(memory({ leaving: 'lks_another' }), open)?.kind).toBe('open');
  });

  test('that is still being asked for is called off without a warning: nothing can be lost yet', () => {
    const requested = { ...open, sessions: [session({ stage: 'requested' })] };
    expect(stageOf(IDLE, requested)?.kind).toBe('starting');
    expect(stageOf(memory({ leaving: 'lks_1' }), requested)?.kind).toBe('starting');
  });
});

describe('a page that is left', () => {
  const settling = { sessions: [session({ stage: 'settling' })], results: [] };

  test('is shown to who follows it and goes on in the background otherwise', () => {
    expect(stageOf(memory({ followed: 'lks_1' }), settling)?.kind).toBe('settling');
    expect(stageOf(memory({ followed: 'lks_another' }), settling)).toBeNull();
    expect(stageOf(IDLE, settling)).toBeNull();
  });

  test('is not guarded any more', () => {
    expect(stageOf(memory({ followed: 'lks_1', leaving: 'lks_1' }), settling)?.kind).toBe('settling');
  });

  test('is found among others that wait for the same', () => {
    const sessions = [session({ id: 'lks_other', stage: 'awaiting_mapping' }), session({ stage: 'awaiting_mapping' })];
    const stage = stageOf(memory({ followed: 'lks_1' }), { sessions, results: [] });
    expect(stage).toMatchObject({ kind: 'mapping', session: { id: 'lks_1' } });
  });

  test('asks what is wanted of a bank that is connected already', () => {
    const asking = { ...settling, sessions: [session({ stage: 'awaiting_choice' })] };
    expect(stageOf(memory({ followed: 'lks_1' }), asking)?.kind).toBe('duplicate');
  });

  test('is guarded where its new login is not wanted any more', () => {
    const waiting = { ...settling, sessions: [session({ purpose: 'replace', stage: 'awaiting_mapping' })] };
    const kind = (givingUp: string) => stageOf(memory({ followed: 'lks_1', givingUp }), waiting)?.kind;
    expect(kind('lks_1')).toBe('giving_up');
    expect(kind('lks_other')).toBe('mapping');
  });

  test('asks to tell accounts apart', () => {
    const asking = { ...settling, sessions: [session({ stage: 'awaiting_mapping' })] };
    expect(stageOf(memory({ followed: 'lks_1' }), asking)?.kind).toBe('mapping');
  });
});

describe('a result', () => {
  test('waits until the user has finished what is at hand', () => {
    const step: Step = { kind: 'confirming', run: RUN, isInstead: false };
    expect(stageOf(memory({ step }), { sessions: [], results: [result()] })?.kind).toBe('confirming');
  });

  test('knows its run only where it is of the session at hand', () => {
    const step = UNDER_WAY;
    const own = stageOf(memory({ step }), { sessions: [], results: [result()] });
    const other = stageOf(memory({ step }), { sessions: [], results: [result({ session_id: 'lks_other' })] });
    expect(own).toMatchObject({ kind: 'result', run: RUN });
    expect(other).toMatchObject({ kind: 'result', run: null });
  });

  test('the oldest comes first', () => {
    const results = [result({ session_id: 'lks_1' }), result({ session_id: 'lks_2' })];
    expect(stageOf(IDLE, { sessions: [], results })).toMatchObject({ result: { session_id: 'lks_1' } });
  });
});

test('a run ends after its last connection', () => {
  expect(following({ ...RUN, at: 1 })).toMatchObject({ at: 2 });
  expect(following({ ...RUN, at: 2 })).toBeNull();
  expect(following(null)).toBeNull();
});

test('the session of a start that is not answered yet is known by what it is about', () => {
  const starting = (run: Run): Step => ({ kind: 'starting', run });
  const connecting: Run = { tasks: [{ purpose: 'connect' }], at: 0 };
  const started = session({ purpose: 'connect', connection_id: null, institution: null });
  const progress = { sessions: [started], results: [] };
  expect(stageOf(memory({ step: starting(connecting) }), progress)).toMatchObject({ run: connecting });
  expect(stageOf(memory({ step: starting(RUN) }), progress)).toMatchObject({ run: null });
});

test('where Plaid no longer knows a login, its update is a replacement', () => {
  const gone = connection({ status: { kind: 'needs_reconnecting', reason: null }, can_update: false });
  expect(taskOf(gone).purpose).toBe('replace');
  expect(taskOf({ ...gone, can_replace: false }).purpose).toBe('update');
  expect(taskOf(connection()).purpose).toBe('update');
});
