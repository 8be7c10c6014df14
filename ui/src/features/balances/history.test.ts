import { expect, test } from 'vitest';

import { balance, refreshAccount } from '../../ipc/samples.balances';
import { usd } from '../../ipc/samples.statements';
import { chartOf, summaryOf } from './history';

const HISTORY = [
  balance({ at: '2026-11-30T09:00:00Z', current: usd('110.00') }),
  balance({ at: '2026-11-20T09:00:00Z', current: usd('-9.50') }),
  balance({ at: '2026-11-10T09:00:00Z', as_of: '2026-11-08T09:00:00Z', current: null, available: usd('1200.00') }),
];

test('the points go from the oldest to the newest, each at the time that it is of', () => {
  expect(chartOf(HISTORY, 'USD')).toEqual([
    { at: '2026-11-08T09:00:00Z', value: 1200 },
    { at: '2026-11-20T09:00:00Z', value: -9.5 },
    { at: '2026-11-30T09:00:00Z', value: 110 },
  ]);
});

test('what is in another currency is not drawn on the same scale', () => {
  const euros = balance({ at: '2026-11-25T09:00:00Z', current: { amount: '5.00', currency: 'EUR' } });
  expect(chartOf([...HISTORY, euros], 'USD')).toHaveLength(3);
});

test('the drawing is told in words', () => {
  expect(summaryOf(HISTORY, refreshAccount())).toBe(
    'Balance over time: 3 readings from Nov 10, 2026 to Nov 30, 2026, between -$9.50 and $1,200.00, last $110.00.',
  );
  expect(summaryOf(HISTORY.slice(0, 1), refreshAccount({ is_owed: true }))).toBe(
    'Balance over time: one reading on Nov 30, 2026, $110.00 owed.',
  );
});
