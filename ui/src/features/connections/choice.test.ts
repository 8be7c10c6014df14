import { expect, test } from 'vitest';

import { connection, demoConnections, everyStatus } from '../../ipc/samples';
import { choiceOf, preselected } from './choice';

test('a connection that waits but can’t be updated is not chosen beforehand', () => {
  const status = { kind: 'needs_update', reason: null } as const;
  expect(preselected([connection({ status, can_update: false })])).toEqual([]);
});

test('one connection that can’t be updated refuses the whole choice, by name', () => {
  const choice = choiceOf(everyStatus(), new Set(['con_platypus', 'con_obsolete', 'con_updating']), true);
  expect(choice).toMatchObject({
    state: 'refused',
    reason:
      'First Gingham Credit Union is being updated. Old Degraded Platypus Bank was removed and can only be connected again.',
  });
});

test('a chosen connection that is gone is no longer chosen', () => {
  expect(choiceOf(demoConnections(), new Set(['con_gone']), true).state).toBe('nothing');
});
