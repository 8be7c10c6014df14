/** Removals that Plaid has not confirmed yet: what failed, what happens next, and what the user can do. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { ConnectionView } from '../../ipc/bindings';
import { useAct, useConnections } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { Failure } from './Failure';

interface Props {
  connectionId: string;
  /** Nothing where setting it up is not the user’s. */
  onSetUpMail: (() => void) | null;
  onClose: () => void;
}

export function RemovalDetails({ connectionId, onSetUpMail, onClose }: Props) {
  const connections = useConnections().data ?? [];
  const retry = useAct('retry_removal');
  const connection = connections.find(({ id }) => id === connectionId);
  const removals = connection?.removals ?? [];
  if (connection === undefined || removals.length === 0) return <Over connection={connection} onClose={onClose} />;
  const isOfConnection = removals.some(({ is_former }) => !is_former);
  return (
    <DialogPanel
      title={isOfConnection ? 'Removing: Plaid did not remove it yet' : 'Plaid did not remove an unused login yet'}
      subject={<Institution institution={connection.institution} />}
      tone="warning"
      icon="remove"
      onEscape={onClose}
      actions={
        <>
          <Button isPending={retry.isPending} onPress={() => void retry.run({ connection_id: connectionId })}>
            Try again
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      <p>
        {isOfConnection
          ? 'The connection is no longer in use. Until Plaid has removed it, its access stays in your keyring, so that it can be removed for sure.'
          : 'The connection does not use it any more and is not affected. Its access stays in your keyring until Plaid has removed it.'}
      </p>
      {removals.map((removal) => (
        <Failure key={removal.item_id} removal={removal} onSetUpMail={onSetUpMail} />
      ))}
      {retry.problem !== null && <ProblemNotice problem={retry.problem} />}
    </DialogPanel>
  );
}

/** It was removed while the details were shown. */
function Over({ connection, onClose }: { connection: ConnectionView | undefined; onClose: () => void }) {
  return (
    <DialogPanel
      title="Removed at Plaid"
      subject={connection !== undefined && <Institution institution={connection.institution} />}
      tone="good"
      icon="check"
      onEscape={onClose}
      actions={
        <Button variant="primary" autoFocus onPress={onClose}>
          Done
        </Button>
      }
    >
      <p>
        {connection?.status.kind === 'obsolete'
          ? 'The connection is removed. Its accounts and their history stay in the list. You can reconnect it at any time.'
          : 'Nothing of it is left at Plaid. The connection is not affected.'}
      </p>
    </DialogPanel>
  );
}
