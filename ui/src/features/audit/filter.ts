/** What the view of the audit narrows by, and what that means for the shell. Pure. */
import type { AuditFilterArgument } from '../../ipc/bindings';
import { actsCalled, outcomesCalled } from '../../words/audit';

export interface Narrowing {
  who: string | null;
  what: string | null;
  /** The first day. */
  from: Day | null;
  /** The last day. */
  to: Day | null;
  text: string;
}

/** A day of the calendar. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

export const EVERYTHING: Narrowing = { who: null, what: null, from: null, to: null, text: '' };

export function isOpen({ who, what, from, to, text }: Narrowing): boolean {
  return who === null && what === null && from === null && to === null && text.trim() === '';
}

/** Days begin at midnight in the time zone of the computer, and the last one is part of what is wanted. */
export function filterOf({ who, what, from, to, text }: Narrowing): AuditFilterArgument {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return {
    who,
    what,
    from: from === null ? null : midnight(from, 0),
    until: to === null ? null : midnight(to, 1),
    words: words.map((word) => ({ text: word, acts: actsCalled(word), outcomes: outcomesCalled(word) })),
  };
}

function midnight({ year, month, day }: Day, later: number): string {
  return new Date(year, month - 1, day + later).toISOString();
}
