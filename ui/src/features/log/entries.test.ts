import { expect, test } from 'vitest';

import { PLATYPUS, TARTAN } from '../../ipc/samples';
import { log, logEntry } from '../../ipc/samples.life';
import { foundEntries, lineOf, tableOf } from './entries';

test.each([
  ['', 11],
  ['  ', 11],
  ['tartan', 6],
  ['INS_109511', 6],
  ['internal_server_error', 1],
  ['tartan removed', 2],
  ['answer was lost', 1],
  ['Nov 21', 1],
  ['2026-11-21', 1],
  ['6c1d0f7e', 8],
  ['nothing of this', 0],
])('“%s” is searched for in every column', (text, count) => {
  expect(foundEntries(log(), text)).toHaveLength(count);
});

test('a line is tab-separated, with the time as recorded and nothing that would break a cell', () => {
  expect(lineOf(logEntry({ who: 'Ada\tor\nBert', error_code: null })).split('\t')).toEqual([
    '2026-11-23T06:24:08Z',
    'Ada or Bert',
    'First Platypus Bank',
    'ins_109508',
    '',
    'Update',
    'Updated',
    '',
    'aB3dE5fG7hJ9kLm',
    '6c1d0f7e-4f0f-4d0a-9d2f-2f6b9d0f4b1a',
  ]);
});

test('a line is about the bank of the connection, also where another one was picked', () => {
  const columns = lineOf(logEntry({ institution: TARTAN, expected_institution: PLATYPUS })).split('\t');
  expect(columns.slice(2, 5)).toEqual(['First Platypus Bank', 'ins_109508', 'Tartan Bank (ins_109511)']);
});

test('all lines stand below headings of the same columns', () => {
  const [headings, ...lines] = tableOf(log()).split('\n');
  expect(lines).toHaveLength(log().length);
  for (const line of lines) expect(line.split('\t')).toHaveLength(headings?.split('\t').length ?? 0);
});
