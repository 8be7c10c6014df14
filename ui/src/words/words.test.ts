import { expect, test } from 'vitest';

import { change, connection } from '../ipc/samples';
import { accountLabel, counted, typeLabel } from './account';
import { summaryOf } from './change';
import { nextStepOf } from './status';

test('an account without digits is called by its name', () => {
  expect(accountLabel({ name: 'Plaid Checking', mask: '0000' })).toBe('Plaid Checking ••••0000');
  expect(accountLabel({ name: 'Plaid Checking', mask: null })).toBe('Plaid Checking');
});

test.each([
  ['depository', 'checking', 'Checking'],
  ['depository', 'cd', 'Certificate of deposit'],
  ['investment', '401k', '401(k)'],
  ['investment', null, 'Investment'],
  ['depository', 'a kind nobody knows yet', 'A kind nobody knows yet'],
  ['', null, ''],
])('the type %s, %s is called %s', (kind, subtype, label) => {
  expect(typeLabel(kind, subtype)).toBe(label);
});

test.each([
  [0, '0 accounts'],
  [1, '1 account'],
  [2, '2 accounts'],
])('%i is counted as %s', (count, text) => {
  expect(counted(count, 'account', 'accounts')).toBe(text);
});

test('consent that ends says when', () => {
  const status = { kind: 'needs_update', reason: 'consent_ends' } as const;
  expect(nextStepOf(connection({ status, consent_ends_at: '2026-12-24T12:00:00Z' }))).toBe(
    'Consent ends on Dec 24, 2026. Update to renew it.',
  );
  expect(nextStepOf(connection({ status }))).toBe('Your consent at the bank ends. Update to renew it.');
});

test('what became of the accounts fits in one sentence, with what changed first', () => {
  const [account] = connection().accounts;
  if (account === undefined) throw new Error('the sample has accounts');
  const changes = [change('kept', account), change('now_inactive', account), change('kept', account)];
  expect(summaryOf(changes)).toBe('Of 3 accounts, 1 is now inactive, 2 stay active.');
});
