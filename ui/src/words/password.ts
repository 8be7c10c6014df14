/** A password that is being chosen. Pure. */

export interface Chosen {
  password: string;
  again: string;
}

export interface ChosenFaults {
  password?: string;
  again?: string;
}

const SHORTEST = 12;
const LONGEST = 256;

export const NOTHING_CHOSEN: Chosen = { password: '', again: '' };

/** Why it can't be taken, by field. What is guessed at once is refused by the shell. */
export function faultsOfChosen({ password, again }: Chosen): ChosenFaults {
  const length = Array.from(password).length;
  if (length < SHORTEST) {
    return {
      password: length === 0 ? 'Choose a password.' : `${SHORTEST - length} more needed: at least 12 characters.`,
    };
  }
  if (length > LONGEST) return { password: `At most ${LONGEST} characters.` };
  return again === password ? {} : { again: 'The two passwords differ.' };
}

export function isUsable(chosen: Chosen): boolean {
  return Object.keys(faultsOfChosen(chosen)).length === 0;
}

const STRENGTHS = ['Guessed at once', 'Easy to guess', 'Fair', 'Strong', 'Very strong'] as const;

/** How easily it is guessed, from 0 to 4, in words. */
export function wordsOfStrength(score: number): string {
  return STRENGTHS[score] ?? STRENGTHS[0];
}
