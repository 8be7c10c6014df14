/**
 * What the application's shell can be asked for, and the one thing it tells.
 *
 * The shape only: `client.ts` is the real shell, `fake.ts` the one for development and tests.
 */
import { createContext, use } from 'react';

import type { Commands, Problem } from './bindings';

export interface Shell {
  /** Runs a command of the table. Rejects with a {@link Problem}. */
  ask<Name extends keyof Commands>(name: Name, ...argument: ArgumentOf<Name>): Promise<Commands[Name]['answer']>;
  /** Calls `listener` whenever anything that was asked for may have changed. Returns how to stop. */
  onChanged(listener: () => void): () => void;
}

/** The argument of a command, or nothing where it takes none. */
export type ArgumentOf<Name extends keyof Commands> = Commands[Name]['argument'] extends undefined
  ? []
  : [argument: Commands[Name]['argument']];

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = use(ShellContext);
  if (shell === null) throw new Error('the application is drawn inside a ShellContext');
  return shell;
}

/** What a command rejected with. Anything that is not a problem of the shell is a mistake of our own. */
export function asProblem(error: unknown): Problem {
  return isProblem(error) ? error : { code: 'internal', message: String(error), hint: null };
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
