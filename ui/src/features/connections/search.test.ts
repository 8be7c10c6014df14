import { expect, test } from 'vitest';

import { demoConnections } from '../../ipc/samples';
import { found, foundAccounts } from './search';

test('an empty search finds everything', () => {
  expect(found(demoConnections(), '  ')).toHaveLength(3);
});

test('a bank that was found shows all its accounts, an account that was found only itself', () => {
  const [platypus] = demoConnections();
  expect(foundAccounts(platypus!, 'first platypus')).toHaveLength(9);
  expect(foundAccounts(platypus!, '401k').map(({ mask }) => mask)).toEqual(['6666']);
});

test('the zeros within a number find nothing', () => {
  expect(found(demoConnections(), '00000')).toHaveLength(0);
  expect(found(demoConnections(), '000000012')).toHaveLength(1);
});
