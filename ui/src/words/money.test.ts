import { expect, test } from 'vitest';
import { formatMoney, formatShortly } from './money';

test('amounts are read digit by digit', () => {
  expect(formatMoney({ amount: '1234.50', currency: 'USD' })).toBe('$1,234.50');
  expect(formatMoney({ amount: '-12.00', currency: 'USD' })).toBe('-$12.00');
  expect(formatMoney({ amount: '1200', currency: 'JPY' })).toBe('¥1,200');
  expect(formatMoney({ amount: '90071992547409.93', currency: 'EUR' })).toBe('€90,071,992,547,409.93');
});

test('the scale of a drawing is written as shortly as it can be', () => {
  expect([15_000, 5_000, 100, 12.5, 0.25, 0, -5_000].map((value) => formatShortly(value, 'USD'))).toEqual([
    '$15K',
    '$5K',
    '$100',
    '$12.5',
    '$0.25',
    '$0',
    '-$5K',
  ]);
});
