/** What asks for attention outside the list of connections. */
import type { BackupFailureView, BreakView, ConnectionView, OrphanView, Problem } from '../../ipc/bindings';
import {
  useAuditState,
  useConnections,
  useKeyring,
  useOrphans,
  useOutbox,
  useRecordsCondition,
} from '../../ipc/queries';
import { endingSoon, type EndingConsent } from '../../words/consent';
import { waitingForSettings } from '../../words/mail';
import { isOfKeyring } from '../../words/problem';
import { failing, type FailingRemoval } from '../../words/removal';
import { needsUser } from '../../words/status';
import { useNow } from '../../words/useNow';

export interface Attention {
  /** What stands between the application and the keyring. */
  keyring: Problem | null;
  /** The connections that wait for the user. */
  waiting: ConnectionView[];
  /** The consents that end soon, the next one first. Those of `waiting` are not among them. */
  ending: EndingConsent[];
  /** The connections of which Plaid did not remove a login. */
  removals: ConnectionView[];
  /** How many messages wait for mail being set up. */
  messages: number;
  /** The logins at Plaid that no record knows. */
  orphans: OrphanView[];
  /** Why nothing can be saved. */
  refusal: Problem | null;
  /** The last backup, where it failed. */
  backupFailure: BackupFailureView | null;
  /** Where the audit does not hold. */
  auditBreak: BreakView | null;
}

export function useAttention(): Attention {
  const now = useNow();
  const connections = useConnections().data ?? [];
  const outbox = useOutbox().data;
  const orphans = useOrphans().data;
  const condition = useRecordsCondition().data;
  const audit = useAuditState().data;
  const keyring = useKeyring().data ?? null;
  // What only waits for the keyring is told with the keyring.
  const counts = ({ failure }: FailingRemoval) => keyring === null || !isOfKeyring(failure.problem);
  return {
    keyring,
    waiting: connections.filter(needsUser),
    ending: endingSoon(connections, now),
    removals: connections.filter((connection) => failing(connection).some(counts)),
    messages: outbox === undefined ? 0 : waitingForSettings(outbox),
    orphans: orphans?.found.filter(({ state }) => state === 'found') ?? [],
    refusal: condition?.refusal ?? null,
    backupFailure: condition?.backup_failure ?? null,
    auditBreak: audit?.kind === 'broken' ? audit.found : null,
  };
}
