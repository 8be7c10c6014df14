import { expect, test } from 'vitest';

import { PLATYPUS, TARTAN, accounts, change, connection, result } from '../ipc/samples';
import { removalFailure } from '../ipc/samples.life';
import { accountLabel, counted, typeLabel } from './account';
import { summaryOf } from './change';
import { iconOfNews, sentenceOfNews } from './news';
import { wordsOfOutcome } from './outcome';
import { sentenceOfMail } from './removal';
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

test.each([
  [2, 0, 0, '2 new accounts at First Platypus Bank: update to choose.'],
  [1, 0, 0, '1 new account at First Platypus Bank: update to choose.'],
  [0, 1, 0, '1 account no longer shared at First Platypus Bank: update to take this over.'],
  [1, 2, 0, '1 new account and 2 accounts no longer shared at First Platypus Bank: update to choose.'],
  [
    1,
    1,
    2,
    '1 new account, 1 account no longer shared and 2 accounts with changed IDs at First Platypus Bank: update to choose.',
  ],
])('%i appeared, %i vanished and %i renamed are told in one sentence', (appeared, vanished, renamed, sentence) => {
  expect(sentenceOfNews({ appeared, vanished, renamed }, PLATYPUS)).toBe(sentence);
});

test('the sign of the news is that of what they are', () => {
  expect(iconOfNews({ appeared: 1, vanished: 2, renamed: 0 })).toBe('plus');
  expect(iconOfNews({ appeared: 0, vanished: 2, renamed: 1 })).toBe('minus');
  expect(iconOfNews({ appeared: 0, vanished: 0, renamed: 1 })).toBe('swap');
});

test('new accounts are counted in the list', () => {
  const status = { kind: 'needs_update', reason: 'new_accounts' } as const;
  const news = { appeared: 2, vanished: 0, renamed: 0 };
  expect(nextStepOf(connection({ status, news }))).toBe('2 new accounts at First Platypus Bank: update to choose.');
  expect(nextStepOf(connection({ status }))).toBe('The accounts at the bank changed. Update to choose them.');
});

test('a connected bank is told with the number of its accounts and its institution ID', () => {
  const changes = accounts(1, 3).map((account) => change('new', account));
  const connected = (count: number) =>
    wordsOfOutcome(result({ outcome: 'connected', changes: changes.slice(0, count) })).sentence;
  expect(connected(3)).toBe('3 accounts of First Platypus Bank (ins_109508) are connected.');
  expect(connected(1)).toBe('1 account of First Platypus Bank (ins_109508) is connected.');
});

test('a difference is not called part of an update of which nothing was sent', () => {
  const repaired = (is_nothing_sent: boolean) =>
    wordsOfOutcome(result({ outcome: 'repaired', is_nothing_sent })).sentence;
  expect(repaired(true)).toMatch(/^You left before anything was sent to the bank\. An earlier difference/);
  expect(repaired(false)).toMatch(/^The update was not finished\. What had changed at the bank by then/);
});

test('another bank is told by both names, and that nothing was changed', () => {
  const picked = result({ outcome: 'wrong_bank', institution: TARTAN, expected_institution: PLATYPUS });
  expect(wordsOfOutcome(picked).sentence).toBe(
    'You picked Tartan Bank (ins_109511). This connection belongs to First Platypus Bank (ins_109508). Nothing was changed.',
  );
});

test('an e-mail is promised only where one is written', () => {
  const keyring = removalFailure({ problem: { code: 'keyring_locked', message: '', hint: null }, error_code: null });
  const silence = removalFailure({ error_code: null, attempts: 2 });
  expect(sentenceOfMail(keyring, true)).toMatch(/^No e-mail/);
  expect(sentenceOfMail(silence, true)).toMatch(/if Plaid does not answer at the third try/);
  expect(sentenceOfMail({ ...silence, attempts: 3 }, true)).toMatch(/goes to the recipients/);
  expect(sentenceOfMail(removalFailure({ attempts: 1 }), true)).toMatch(/goes to the recipients/);
  expect(sentenceOfMail(removalFailure(), false)).toMatch(/mail is not set up/);
  expect(sentenceOfMail(removalFailure(), null)).toMatch(/is written; it is listed under Mail/);
});
