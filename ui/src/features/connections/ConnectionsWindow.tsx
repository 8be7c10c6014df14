/**
 * The view of the bank connections: the list, the accounts of what is chosen, and what can be done.
 *
 * It says what is to be done with which connections; how that goes is none of its business.
 */
import type { ReactNode } from 'react';

import { Skeleton } from '../../components/Skeleton';
import type { AccountView, ApplicationView, ConnectionView, SessionView } from '../../ipc/bindings';
import { useConnections } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import type { Acts } from './ActionsPanel';
import styles from './ConnectionsWindow.module.css';
import type { RowActs } from './ConnectionTable';
import { Lists } from './Lists';

export interface ConnectionsProps {
  application: Extract<ApplicationView, { state: 'ready' }>;
  acts: Acts;
  rowActs: RowActs;
  /** Asks which bank account an account is to feed. Nothing where the user may not say so. */
  onLinkAccount: ((account: AccountView, of: ConnectionView) => void) | null;
  /** Shows a session that brings a bank and was put aside. */
  onTakeUpSession: (session: SessionView) => void;
  /** The session that stands in front of the user already. */
  inFront: string | null;
  /** What is good practice for whoever may change connections, below the actions. */
  advice: ReactNode;
  /** What asks for attention elsewhere. */
  notices: ReactNode;
}

export function ConnectionsWindow(props: ConnectionsProps) {
  const connections = useConnections();
  if (connections.data !== undefined) return <Lists {...props} connections={connections.data} />;
  return (
    <div className={styles.alone}>
      {connections.error === null ? (
        <Skeleton label="Reading your connections…" />
      ) : (
        <Failed problem={connections.error} onRetry={() => void connections.refetch()} />
      )}
    </div>
  );
}
