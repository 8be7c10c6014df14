/** Problems that belong to a field of a form, and are said there instead of below it. Pure. */
import type { Code, Problem } from '../ipc/bindings';
import { faultsOfChosen, type Chosen, type ChosenFaults } from './password';
import { wordsOfProblem } from './problem';

type Field = 'name' | 'password';

const FIELDS: Partial<Record<Code, Field>> = {
  name_taken: 'name',
  name_unusable: 'name',
  password_unusable: 'password',
  password_guessable: 'password',
};

/** Why the shell refused this field, or nothing. */
export function faultOf(field: Field, problem: Problem | null): string | null {
  if (problem === null || FIELDS[problem.code] !== field) return null;
  const { title, sentence } = wordsOfProblem(problem);
  return `${title}. ${sentence}`;
}

/** What is to be said below the form. */
export function beyondFields(problem: Problem | null): Problem | null {
  return problem === null || FIELDS[problem.code] !== undefined ? null : problem;
}

/** What is wrong with a password that is being chosen: what can be told beforehand, or what the shell refused. */
export function faultsOfPassword(chosen: Chosen, problem: Problem | null): ChosenFaults {
  const refused = faultOf('password', problem);
  return refused === null ? faultsOfChosen(chosen) : { password: refused };
}
