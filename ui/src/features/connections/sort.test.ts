import { expect, test } from 'vitest';

import { connection, everyStatus } from '../../ipc/samples';
import { BY_BANK, sorted } from './sort';

test('banks are sorted as people count', () => {
  const named = (name: string) => connection({ id: name, institution: { id: 'ins_1', name } });
  const banks = sorted([named('Bank 10'), named('Bank 9'), named('bank 1')], BY_BANK);
  expect(banks.map(({ id }) => id)).toEqual(['bank 1', 'Bank 9', 'Bank 10']);
});

test('what waits for the user comes first in the order of status', () => {
  const kinds = sorted(everyStatus(), { column: 'status', direction: 'ascending' }).map(({ status }) => status.kind);
  expect(kinds[0]).toBe('needs_update');
  expect(kinds.at(-1)).toBe('obsolete');
});
