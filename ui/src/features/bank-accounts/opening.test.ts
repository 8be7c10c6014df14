import { expect, test } from 'vitest';

import { argumentOf, dayOf, effectOf, faultOfCorrection, faultsOf, hintOfDay, moneyOf } from './opening';

const TODAY = new Date(2026, 10, 23, 12);

test.each([
  ['0', 'USD'],
  ['110.00', 'USD'],
  [' 1,234.5 ', 'USD'],
  ['-410', 'USD'],
  ['−410.00', 'USD'],
  ['(410.00)', 'USD'],
  ['0.100', 'USD'],
  ['1200', 'JPY'],
  ['0.001', 'KWD'],
])('%s is a balance in %s', (balance, currency) => {
  expect(faultsOf({ balance, startsOn: dayOf('2026-10-01') }, currency, TODAY)).toEqual({
    balance: null,
    startsOn: null,
  });
});

test.each([
  ['', 'USD', /^Enter the balance/],
  ['abc', 'USD', /^Enter a number/],
  ['1,2', 'USD', /^Enter a number/],
  ['1.234,50', 'USD', /^Enter a number/],
  ['(-5)', 'USD', /^Enter a number/],
  ['0.005', 'USD', /^USD has 2 decimal places/],
  ['0.5', 'JPY', /^JPY has no decimal places/],
])('%s is no balance in %s', (balance, currency, fault) => {
  expect(faultsOf({ balance, startsOn: null }, currency, TODAY).balance).toMatch(fault);
});

test('statements begin on a day that has come', () => {
  const fault = (iso: string) => faultsOf({ balance: '0', startsOn: dayOf(iso) }, 'USD', TODAY).startsOn;
  expect(fault('2026-11-23')).toBeNull();
  expect(fault('2026-11-24')).toBe('The start date lies in the future.');
  expect(faultsOf({ balance: '0', startsOn: null }, 'USD', TODAY).startsOn).toBe('Enter the start date.');
});

test('a day that the banks tell nothing of is told', () => {
  expect(hintOfDay(dayOf('2024-11-23'), TODAY)).toBe('The first day of the first statement.');
  expect(hintOfDay(dayOf('2024-11-22'), TODAY)).toMatch(/will be missing/);
});

test('what is entered goes to the shell as it is meant', () => {
  expect(argumentOf({ balance: ' -1,234.50 ', startsOn: dayOf('2026-03-01') })).toEqual({
    balance: '-1,234.50',
    starts_on: '2026-03-01',
  });
});

test.each([
  ['0', '0'],
  [' 1,234.5 ', '1234.5'],
  ['-410', '-410'],
  ['− 410.00', '-410.00'],
  ['( 410.00 )', '-410.00'],
  ['0.005', null],
  ['', null],
])('%s comes to %s', (balance, amount) => {
  expect(moneyOf(balance, 'USD')?.amount ?? null).toBe(amount);
});

const usd = (amount: string) => ({ amount, currency: 'USD' });

test.each([
  [
    '210.00',
    '197.50',
    /^The difference of -\$12.50 becomes a line “Opening balance corrected” of the next statement\./,
  ],
  ['210.00', '210', /nothing to correct\.$/],
  ['220.00', '210', /is taken back\.$/],
  ['220.00', '222.5', /^The difference of \+\$12.50 becomes/],
])('where %s is right so far, and 210.00 was used, %s says what it does', (right, balance, said) => {
  expect(effectOf({ used: usd('210.00'), right: usd(right) }, usd(balance))).toMatch(said);
});

test('a correction is another balance than the right one so far', () => {
  const opening = { used: usd('210.00'), right: usd('220.00') };
  expect(faultOfCorrection('220', opening)).toBe('This is the opening balance already.');
  expect(faultOfCorrection('2 20', opening)).toMatch(/^Enter a number/);
  expect(faultOfCorrection('210', opening)).toBeNull();
});
