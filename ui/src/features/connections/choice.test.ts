import { expect, test } from 'vitest';

import { connection, demoConnections, everyStatus } from '../../ipc/samples';
import { NOT_THEIRS, choiceOf, preselected } from './choice';

test('a connection that waits but can’t be updated is not chosen beforehand', () => {
  const status = { kind: 'needs_update', reason: null } as const;
  expect(preselected([connection({ status, can_update: false })])).toEqual([]);
});

test('one connection that can’t be updated refuses the whole choice, by name', () => {
  const choice = choiceOf(everyStatus(), new Set(['con_platypus', 'con_obsolete', 'con_updating']), null);
  expect(choice.update).toBe(
    'First Gingham Credit Union is open in the bank’s window. Old Degraded Platypus Bank was removed. It can’t be updated, only reconnected.',
  );
  expect(choice.alone).toBeNull();
});

test('a chosen connection that is gone is no longer chosen', () => {
  expect(choiceOf(demoConnections(), new Set(['con_gone']), null)).toMatchObject({ chosen: [], alone: null });
});

test.each([
  [
    'con_platypus',
    { reconnect: null, replace: { refusal: null }, pause: { refusal: null }, remove: { refusal: null } },
  ],
  ['con_needs_reconnecting', { reconnect: null, replace: null, remove: { refusal: null } }],
  ['con_removing', { reconnect: null, replace: null, pause: null, remove: null }],
  ['con_obsolete', { reconnect: { refusal: null }, replace: null, pause: null, remove: null }],
  [
    'con_awaiting_mapping',
    {
      reconnect: null,
      pause: { refusal: null },
      replace: { refusal: 'This connection has accounts that have to be told apart first.' },
      remove: { refusal: 'This connection has accounts that have to be told apart first.' },
    },
  ],
])('what is offered for %s alone fits its status', (id, offered) => {
  expect(choiceOf(everyStatus(), new Set([id]), null).alone).toMatchObject(offered);
});

test('a connection that Plaid no longer knows can be updated: a new login takes the place of the old one', () => {
  expect(choiceOf(everyStatus(), new Set(['con_needs_reconnecting']), null).update).toBeNull();
});

test('an accountant is refused everything, with the reason', () => {
  const { connect, update, alone } = choiceOf(everyStatus(), new Set(['con_obsolete']), NOT_THEIRS);
  for (const refusal of [connect, update, alone?.reconnect?.refusal]) expect(refusal).toBe(NOT_THEIRS);
});
