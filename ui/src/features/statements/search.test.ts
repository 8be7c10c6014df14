import { expect, test } from 'vitest';

import { statements } from '../../ipc/samples.statements';
import { ofPeriod } from './search';

const day = (month: number, day: number) => ({ year: 2026, month, day });

test.each([
  ['no day', null, null, ['stm_1', 'stm_2', 'stm_3']],
  ['a first day', day(10, 1), null, ['stm_1', 'stm_2']],
  ['a last day', null, day(9, 30), ['stm_3']],
  ['both, which belong to the period', day(9, 30), day(10, 31), ['stm_1', 'stm_2', 'stm_3']],
  ['days on which none ends', day(10, 1), day(10, 30), []],
])('statements of a period are those that end in it: %s', (_, from, to, ids) => {
  expect(ofPeriod(statements(), from, to).map(({ id }) => id)).toEqual(ids);
});
