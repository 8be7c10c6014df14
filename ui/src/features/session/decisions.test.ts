import { expect, test } from 'vitest';

import { mapping } from '../../ipc/samples';
import { NEW_ACCOUNT, answered, decisionsOf, stillAsked, unanswered, unnamed } from './decisions';

const { ambiguities } = mapping();

test('an account on record moves to the reported account that was answered last', () => {
  expect(answered({ one: 'acc_2' }, 'other', 'acc_2')).toEqual({ other: 'acc_2' });
});

test('several reported accounts can be new', () => {
  expect(answered({ one: NEW_ACCOUNT }, 'other', NEW_ACCOUNT)).toEqual({ one: NEW_ACCOUNT, other: NEW_ACCOUNT });
});

test('an answer can be changed', () => {
  expect(answered({ one: 'acc_2' }, 'one', 'acc_9')).toEqual({ one: 'acc_9' });
});

test('an answer to what is not asked any more is forgotten', () => {
  expect(stillAsked(ambiguities, { gone: 'acc_2', one: NEW_ACCOUNT })).toEqual({ one: NEW_ACCOUNT });
});

test('only reported accounts without an answer are left', () => {
  expect(unanswered(ambiguities, {})).toBe(2);
  expect(unanswered(ambiguities, { one: NEW_ACCOUNT })).toBe(1);
  expect(unanswered(ambiguities, { one: NEW_ACCOUNT, other: 'acc_2' })).toBe(0);
});

test('accounts on record that nothing is become inactive', () => {
  expect(unnamed(ambiguities, { one: NEW_ACCOUNT, other: 'acc_2' }).map(({ id }) => id)).toEqual(['acc_9']);
});

test('the shell takes a new account as nothing on record', () => {
  expect(decisionsOf({ one: NEW_ACCOUNT, other: 'acc_2' })).toEqual([
    { account_id: 'one', is: null },
    { account_id: 'other', is: 'acc_2' },
  ]);
});
