/** Tests and saves keys, and keeps what came of the last try. */
import { useState } from 'react';

import type { KeysAnswerView, PlaidKeysArgument, Problem } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';

/** What came of a try: Plaid’s answer, or why Plaid was not asked. */
export type Result =
  { kind: 'nothing' } | { kind: 'problem'; problem: Problem } | { kind: 'tested' | 'saved'; answer: KeysAnswerView };

export interface Keys {
  isTesting: boolean;
  isSaving: boolean;
  result: Result;
  /** Takes what came of the last try off the screen: it speaks of keys that are no longer there. */
  clear: () => void;
  test: (keys: PlaidKeysArgument) => Promise<void>;
  /** Says whether they are kept. */
  save: (keys: PlaidKeysArgument, untested?: boolean) => Promise<boolean>;
}

export function useKeys(): Keys {
  const [result, setResult] = useState<Result>({ kind: 'nothing' });
  const testing = useAct('test_plaid_keys');
  const saving = useAct('save_plaid_keys');
  return {
    isTesting: testing.isPending,
    isSaving: saving.isPending,
    result,
    clear: () => setResult({ kind: 'nothing' }),
    test: async (keys) => {
      setResult({ kind: 'nothing' });
      const outcome = await testing.run(keys);
      setResult(
        outcome.problem === null
          ? { kind: 'tested', answer: outcome.answer }
          : { kind: 'problem', problem: outcome.problem },
      );
    },
    save: async (keys, untested = false) => {
      setResult({ kind: 'nothing' });
      const outcome = await saving.run({ keys, untested });
      if (outcome.problem !== null) {
        setResult({ kind: 'problem', problem: outcome.problem });
        return false;
      }
      setResult({ kind: 'saved', answer: outcome.answer });
      return outcome.answer.kind !== 'refused';
    },
  };
}
