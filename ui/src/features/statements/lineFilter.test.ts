import { expect, test } from 'vitest';

import { EVERYTHING, isOpen, narrowedBy } from './lineFilter';

const narrowed = (changes: Partial<typeof EVERYTHING>, currency = 'USD') =>
  narrowedBy({ ...EVERYTHING, ...changes }, currency);

test('nothing said narrows nothing', () => {
  expect(isOpen({ ...EVERYTHING, text: '  ' })).toBe(true);
  expect(narrowed({})).toEqual({
    filter: { words: '', from: null, until: null, least: null, greatest: null },
    faults: { days: null, least: null, greatest: null },
  });
});

test.each([
  ['12', '12'],
  [' $1,250.5 ', '1250.5'],
  ['0.01', '0.01'],
  ['7.', '7'],
])('the amount “%s” is taken as %s', (typed, amount) => {
  expect(narrowed({ least: typed }).filter.least).toBe(amount);
});

test.each([
  ['-12', 'Enter it without a sign: both ways are found.'],
  ['twelve', 'Enter an amount such as 1,250.00.'],
  ['1,25', 'Enter an amount such as 1,250.00.'],
  ['1.005', 'Enter at most 2 decimal places.'],
  ['99999999999999', 'No amount is as large as this.'],
])('the amount “%s” is refused, and narrows nothing', (typed, fault) => {
  const { filter, faults } = narrowed({ least: typed });
  expect(faults.least).toBe(fault);
  expect(filter.least).toBeNull();
});

test('a currency without decimal places takes none', () => {
  expect(narrowed({ greatest: '5.5' }, 'JPY').faults.greatest).toBe('Amounts in JPY have no decimal places.');
});

test('bounds that are turned around are said, and narrow nothing', () => {
  const turned = narrowed({
    least: '100',
    greatest: '20',
    from: { year: 2026, month: 11, day: 2 },
    to: { year: 2026, month: 11, day: 1 },
  });
  expect(turned.faults).toEqual({
    days: 'The first day is after the last one.',
    least: null,
    greatest: 'This is less than “Amount from”.',
  });
  expect(turned.filter).toEqual(narrowed({}).filter);
});
