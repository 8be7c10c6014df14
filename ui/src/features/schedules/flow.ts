/**
 * What is being asked about the schedules: one conversation at a time.
 *
 * What was typed is kept here where the conversation leads to another view, so that it goes on afterwards.
 */
import { useCallback, useState } from 'react';

import type { ScheduleView } from '../../ipc/bindings';
import { draftOf, newDraft, type Draft } from './draft';
import { ownZone } from './zones';

interface Typed {
  draft: Draft;
  /** What it was when the form was opened. */
  before: Draft;
}

export type Asked =
  | ({ kind: 'add' } & Typed)
  | ({ kind: 'change'; schedule: ScheduleView } & Typed)
  | { kind: 'remove' | 'runs'; schedule: ScheduleView };

export interface ScheduleFlow {
  asked: Asked | null;
  /** What came of the last conversation. */
  said: string | null;
  add: () => void;
  change: (schedule: ScheduleView) => void;
  remove: (schedule: ScheduleView) => void;
  showRuns: (schedule: ScheduleView) => void;
  /** Keeps what is typed, while another view is shown. */
  keep: (draft: Draft) => void;
  close: () => void;
  /** It is done, and this is to be said of it, until something else happens. */
  done: (said: string) => void;
  /** Says it no longer. */
  forget: () => void;
}

export function useScheduleFlow(): ScheduleFlow {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const forget = useCallback(() => setSaid(null), []);
  const ask = (next: Asked) => {
    forget();
    setAsked(next);
  };
  return {
    asked,
    said,
    forget,
    add: () => ask({ kind: 'add', ...untouched(newDraft(ownZone())) }),
    change: (schedule) => ask({ kind: 'change', schedule, ...untouched(draftOf(schedule.terms)) }),
    remove: (schedule) => ask({ kind: 'remove', schedule }),
    showRuns: (schedule) => ask({ kind: 'runs', schedule }),
    keep: (draft) => setAsked((before) => (before !== null && 'draft' in before ? { ...before, draft } : before)),
    close: () => setAsked(null),
    done: (words) => {
      setAsked(null);
      setSaid(words);
    },
  };
}

function untouched(draft: Draft): Typed {
  return { draft, before: draft };
}
