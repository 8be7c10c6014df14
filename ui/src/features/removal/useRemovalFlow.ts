/** Leads through the removal of a connection, and shows one that Plaid has not confirmed yet. */
import { useState } from 'react';

import type { ConnectionView } from '../../ipc/bindings';

/** What is shown: one dialog, or none. */
export type RemovalStage =
  | { kind: 'confirming'; connection: ConnectionView }
  /** What is known of it, as the list tells it. */
  | { kind: 'details'; connectionId: string };

export interface RemovalFlow {
  stage: RemovalStage | null;
  /** Asks before the removal. */
  confirm: (connection: ConnectionView) => void;
  /** Shows the removals of a connection that Plaid has not confirmed yet. */
  show: (connectionId: string) => void;
  close: () => void;
}

export function useRemovalFlow(): RemovalFlow {
  const [stage, setStage] = useState<RemovalStage | null>(null);
  return {
    stage,
    confirm: (connection) => setStage({ kind: 'confirming', connection }),
    show: (connectionId) => setStage({ kind: 'details', connectionId }),
    close: () => setStage(null),
  };
}
