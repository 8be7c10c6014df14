/** What asks for attention outside the list of connections. */
import type { ConnectionView, OrphanView } from '../../ipc/bindings';
import { useConnections, useOrphans, useOutbox } from '../../ipc/queries';
import { waitingForSettings } from '../../words/mail';
import { failing } from '../../words/removal';

export interface Attention {
  /** The connections of which Plaid did not remove a login. */
  removals: ConnectionView[];
  /** How many messages wait for mail being set up. */
  messages: number;
  /** The logins at Plaid that no record knows. */
  orphans: OrphanView[];
}

export function useAttention(): Attention {
  const connections = useConnections().data ?? [];
  const outbox = useOutbox().data;
  const orphans = useOrphans().data;
  return {
    removals: connections.filter((connection) => failing(connection).length > 0),
    messages: outbox === undefined ? 0 : waitingForSettings(outbox),
    orphans: orphans?.found.filter(({ state }) => state === 'found') ?? [],
  };
}
