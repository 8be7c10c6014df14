import { expect, test } from 'vitest';

import { connection } from '../../ipc/samples';
import { asOf } from './task';

test('a task is confirmed with its connection as it is now', () => {
  const before = connection();
  const now = { ...before, updated_at: '2026-11-24T10:00:00Z' };
  expect(asOf({ purpose: 'replace', connection: before }, [now])).toEqual({ purpose: 'replace', connection: now });
  expect(asOf({ purpose: 'replace', connection: before }, [])).toEqual({ purpose: 'replace', connection: before });
  expect(asOf({ purpose: 'connect' }, [now])).toEqual({ purpose: 'connect' });
});
