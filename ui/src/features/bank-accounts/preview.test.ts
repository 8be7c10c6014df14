import { expect, test } from 'vitest';

import { importPreview, importRow } from '../../ipc/samples.books';
import { encoded, MOST_BYTES } from './file';
import { actOf, countsOf, effectOf, inOrder, sentenceOfFault, summaryOf } from './preview';

test('what a file would do is counted and said', () => {
  const counts = countsOf(importPreview());
  expect(counts).toEqual({ added: 2, changed: 1, unchanged: 1, faulty: 1 });
  expect(summaryOf(counts)).toBe('2 new, 1 changed, 1 as on record, 1 that can’t be taken');
  expect(actOf(counts)).toBe('Add 2, change 1, leave out 1');
  expect(actOf({ ...counts, faulty: 0, added: 0 })).toBe('Change 1');
  expect(actOf({ added: 0, changed: 0, unchanged: 4, faulty: 1 })).toBe('Import');
});

test('what can’t be taken stands first', () => {
  expect(inOrder(importPreview().rows).map(({ change }) => change.kind)).toEqual([
    'faulty',
    'new',
    'changed',
    'new',
    'unchanged',
  ]);
});

test('a line says what changes', () => {
  const effect = (change: Parameters<typeof importRow>[1]) => effectOf(importRow(2, change));
  expect(effect({ kind: 'new', active: false })).toBe('New, inactive');
  expect(effect({ kind: 'changed', name_before: 'Old', active: false })).toBe('Renamed from “Old”, Becomes inactive');
  expect(effect({ kind: 'changed', name_before: null, active: true })).toBe('Active again');
});

test('a line that can’t be taken says what to do', () => {
  expect(sentenceOfFault({ kind: 'code', flaw: 'too_long' })).toMatch(/Shorten it to 40 characters/);
  expect(sentenceOfFault({ kind: 'repeated', line: 3 })).toMatch(/^Line 3/);
  expect(sentenceOfFault({ kind: 'other_currency', on_record: 'USD' })).toMatch(/USD, which never changes/);
});

test('the bytes of a file go as they are, and too many do not go at all', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  const text = await encoded(new Blob([bytes]));
  expect(Uint8Array.from(atob(text ?? ''), (letter) => letter.charCodeAt(0))).toEqual(bytes);
  expect(await encoded(new Blob([]))).toBe('');
  expect(await encoded({ size: MOST_BYTES + 1 } as Blob)).toBeNull();
});
