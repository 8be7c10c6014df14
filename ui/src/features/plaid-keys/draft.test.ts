import { expect, test } from 'vitest';

import { EMPTY, argumentOf, faultsOf } from './draft';

test('blanks that were copied along are left behind', () => {
  const draft = { environment: 'production', clientId: ' 5f0e6a\n', secret: '\topensesame ' } as const;
  expect(argumentOf(draft)).toEqual({ environment: 'production', client_id: '5f0e6a', secret: 'opensesame' });
  expect(faultsOf(draft)).toEqual({});
});

test('what is missing or can’t be a key is named', () => {
  expect(Object.keys(faultsOf(EMPTY))).toEqual(['clientId', 'secret']);
  expect(Object.keys(faultsOf({ ...EMPTY, clientId: 'two words', secret: 'open sesame' }))).toEqual([
    'clientId',
    'secret',
  ]);
  expect(argumentOf({ ...EMPTY, secret: '  ' }).secret).toBeNull();
});
