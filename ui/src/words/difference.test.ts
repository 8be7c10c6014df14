import { expect, test } from 'vitest';

import { dayText, daysFrom, formatDay, formatDays } from './day';
import { compareAmounts, differenceWords, minus, plus } from './difference';

const usd = (amount: string) => ({ amount, currency: 'USD' });

test('amounts are added digit by digit', () => {
  expect(plus(usd('0.10'), usd('0.20'))).toEqual(usd('0.30'));
  expect(plus(usd('90071992547409.93'), usd('0.01'))).toEqual(usd('90071992547409.94'));
  expect(minus(usd('1.00'), usd('1.05'))).toEqual(usd('-0.05'));
  expect(minus({ amount: '5', currency: 'JPY' }, { amount: '-7', currency: 'JPY' })).toEqual({
    amount: '12',
    currency: 'JPY',
  });
});

test('amounts are compared by what they are worth', () => {
  expect(compareAmounts('9.00', '10.00')).toBe(-1);
  expect(compareAmounts('-9.00', '-10.0')).toBe(1);
  expect(compareAmounts('12.5', '12.50')).toBe(0);
});

test('a difference is said with its sign', () => {
  expect(differenceWords(usd('12.00'))).toBe('+$12.00');
  expect(differenceWords(usd('-1234.50'))).toBe('-$1,234.50');
  expect(differenceWords(usd('0.00'))).toBeNull();
});

test('a day is the same one in every zone', () => {
  expect(formatDay('2026-11-30')).toBe('Nov 30, 2026');
  expect(formatDay('2026-01-01')).toBe('Jan 1, 2026');
  expect(formatDays('2026-10-03', '2026-10-03')).toBe('Oct 3, 2026');
  expect(formatDays('2026-10-03', '2026-10-05').replaceAll(/\s/g, ' ')).toBe('Oct 3 – 5, 2026');
  expect(daysFrom('2026-10-30', '2026-11-02')).toBe(4);
  expect(dayText({ year: 2026, month: 3, day: 9 })).toBe('2026-03-09');
});
