/** The refresh window, and what of a refresh is to be seen while it is closed. */
import { useState } from 'react';

import type { RefreshStateView } from '../../ipc/bindings';
import { useRefreshRun } from '../../ipc/queries';
import { wordsOfRefreshRun } from '../../words/balances';
import { useRunFlow, type RunFlow } from '../../words/useRunFlow';

export interface RefreshFlow extends RunFlow<RefreshStateView> {
  /** The connections whose accounts are chosen beforehand. */
  of: readonly string[];
  /** Opens the window with the accounts of these connections chosen. */
  openFor: (connectionIds: readonly string[]) => void;
}

export function useRefreshFlow(): RefreshFlow {
  const flow = useRunFlow(useRefreshRun().data ?? null, wordsOfRefreshRun);
  const [of, setOf] = useState<readonly string[]>([]);
  return {
    ...flow,
    of,
    openFor: (connectionIds) => {
      setOf(connectionIds);
      flow.open();
    },
  };
}
