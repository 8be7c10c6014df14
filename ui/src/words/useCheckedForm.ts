/**
 * A form that is checked when it is sent: what is wrong is shown from then on, and what the shell refused until something
 * is changed. Either way the first faulty field gets the focus.
 */
import { useState, type RefObject } from 'react';

import { useFocusOnFault } from '../components/useFocusOnFault';
import type { Problem } from '../ipc/bindings';

export interface CheckedForm {
  form: RefObject<HTMLFormElement | null>;
  /** Whether faults are shown. */
  isChecked: boolean;
  /** What the shell refused. */
  refused: Problem | null;
  check: () => void;
  refuse: (problem: Problem) => void;
  /** Takes a change, which is not what was refused. */
  changing: <Value>(set: (value: Value) => void) => (value: Value) => void;
}

export function useCheckedForm(): CheckedForm {
  const [checks, setChecks] = useState(0);
  const [refused, setRefused] = useState<Problem | null>(null);
  const form = useFocusOnFault(checks);
  const check = () => setChecks((before) => before + 1);
  return {
    form,
    isChecked: checks > 0,
    refused,
    check,
    refuse: (problem) => {
      setRefused(problem);
      check();
    },
    changing: (set) => (value) => {
      set(value);
      setRefused(null);
    },
  };
}
