import { expect, test } from 'vitest';

import { EVERYTHING, filterOf, isOpen } from './filter';

test('nothing said narrows nothing', () => {
  expect(isOpen({ ...EVERYTHING, text: '  ' })).toBe(true);
  expect(filterOf(EVERYTHING)).toEqual({ who: null, what: null, from: null, until: null, words: [] });
});

test('the last day is part of what is wanted', () => {
  const day = { year: 2026, month: 11, day: 30 };
  const { from, until } = filterOf({ ...EVERYTHING, from: day, to: day });
  expect(new Date(from ?? '').getHours()).toBe(0);
  expect(new Date(until ?? '').getTime() - new Date(from ?? '').getTime()).toBe(24 * 60 * 60 * 1000);
});

test('a word is looked for in the words of the screens too', () => {
  const [word, ...others] = filterOf({ ...EVERYTHING, text: ' Repaired' }).words;
  expect(others).toEqual([]);
  expect(word).toEqual({ text: 'Repaired', acts: [], outcomes: ['repaired'] });
  expect(filterOf({ ...EVERYTHING, text: 'begin update' }).words.map(({ acts }) => acts)).toEqual([
    ['begin_anew', 'start_connect', 'start_reconnect', 'start_replace', 'start_update'],
    ['start_update', 'update'],
  ]);
});
