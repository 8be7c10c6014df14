import { expect, test } from 'vitest';

import { connection } from '../../ipc/samples';
import { bankAccounts } from '../../ipc/samples.books';
import { candidatesOf, openFor } from './candidates';
import { found } from './search';
import { stateOf } from './state';

const { accounts } = bankAccounts();

function codes(searched: string): string[] {
  return found(accounts, searched).map(({ code }) => code);
}

test('every column is searched, and all words have to be there', () => {
  expect(codes('')).toEqual(accounts.map(({ code }) => code));
  expect(codes('1010')).toEqual(['1010']);
  expect(codes('CERTIFICATE')).toEqual(['1030']);
  expect(codes('ins_109511 0000')).toEqual(['1010']);
  expect(codes('bac-000000010')).toEqual(['1010']);
  expect(codes('not linked eur')).toEqual(['1050']);
  expect(codes('no such thing')).toEqual([]);
});

test('only what is in use, free and of the same currency can be linked', () => {
  const [first, second, third] = connection().accounts;
  if (first === undefined || second === undefined || third === undefined) throw new Error('the sample has accounts');
  const mixed = connection({
    accounts: [{ ...first, currency: 'CAD' }, second, { ...third, active: false }],
  });
  expect(candidatesOf([mixed], 'USD').map(({ account }) => account.id)).toEqual([second.id]);
  const obsolete = connection({ status: { kind: 'obsolete', reason: null } });
  expect(candidatesOf([obsolete], 'USD')).toEqual([]);
  expect(openFor(accounts, 'EUR').map(({ code }) => code)).toEqual(['1050']);
});

test('how a bank account stands is said in words', () => {
  const fed = accounts.find(({ feed }) => feed !== null);
  if (fed?.feed === undefined || fed.feed === null) throw new Error('the sample has one that is fed');
  expect(stateOf(fed).label).toBe('Linked');
  expect(stateOf({ ...fed, feed: null }).label).toBe('Not linked');
  expect(stateOf({ ...fed, feed: null, active: false }).label).toBe('Inactive');
  expect(stateOf({ ...fed, feed: { ...fed.feed, is_obsolete: true } }).label).toBe('Connection removed');
  const inactive = { ...fed.feed.account, active: false };
  expect(stateOf({ ...fed, feed: { ...fed.feed, account: inactive } }).label).toBe('Inactive at the bank');
});
