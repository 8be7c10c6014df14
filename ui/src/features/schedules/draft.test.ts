import { expect, test } from 'vitest';

import { terms } from '../../ipc/samples.schedules';
import { draftOf, faultsOf, newDraft, termsOf } from './draft';

test('whatever is on record is read and saved as it was', () => {
  for (const kept of [
    terms(),
    terms({ rhythm: { kind: 'daily' }, spread_minutes: 7 }),
    terms({ rhythm: { kind: 'weekly', day: 7 }, account_ids: ['acc_1', 'acc_9'] }),
    terms({ rhythm: { kind: 'monthly', day: 31 }, recipients: ['a@example.com', 'b@example.com'] }),
  ]) {
    expect(termsOf(draftOf(kept))).toEqual(kept);
  }
});

test('a new one lacks nothing but its name', () => {
  const draft = newDraft('Europe/Vienna');
  expect(faultsOf(draft)).toEqual({ name: 'Enter a name.' });
  expect(termsOf(draft)).toBeNull();
  expect(termsOf({ ...draft, name: ' Evenings ' })).toMatchObject({ name: 'Evenings', time_zone: 'Europe/Vienna' });
});

test('what can’t be meant is said', () => {
  const draft = draftOf(terms());
  expect(faultsOf({ ...draft, name: 'x'.repeat(81) }).name).toContain('at most 80');
  expect(faultsOf({ ...draft, when: { ...draft.when, time: null } }).time).toBe('Enter a time.');
  expect(faultsOf({ ...draft, when: { ...draft.when, timeZone: null } }).timeZone).toBe(
    'Choose a time zone of the list.',
  );
  expect(faultsOf({ ...draft, takesAll: false }).accountIds).toBe('Choose at least one account.');
  expect(faultsOf({ ...draft, recipients: 'a@example.com, nobody' }).recipients).toContain('“nobody”');
  const many = Array.from({ length: 21 }, (_, index) => `a${index}@example.com`).join('\n');
  expect(faultsOf({ ...draft, recipients: many }).recipients).toContain('at most 20');
});

test('accounts that were chosen before all were taken are not sent', () => {
  const draft = draftOf(terms({ account_ids: ['acc_1'] }));
  expect(termsOf({ ...draft, takesAll: true })?.account_ids).toBeNull();
});
