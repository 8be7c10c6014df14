import { expect, test } from 'vitest';

import type { Code } from '../ipc/bindings';
import { problem } from '../ipc/samples';
import { NEXT_STEPS, PROBLEMS, wordsOfProblem } from './problem';

const CODES = Object.keys(PROBLEMS) as Code[];

test.each(CODES)('`%s` has a title, a sentence and a next step', (code) => {
  const { title, sentence, next } = wordsOfProblem(problem(code));
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  expect(sentence).toMatch(/^[A-Z].*\.$/);
  expect(NEXT_STEPS).toHaveProperty(next);
});

test('no two problems are told alike', () => {
  expect(new Set(CODES.map((code) => PROBLEMS[code].title)).size).toBe(CODES.length);
});
