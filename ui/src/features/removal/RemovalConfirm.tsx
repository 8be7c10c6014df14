/** Before a connection is removed: which accounts, what ends and what stays. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Icon } from '../../components/Icon';
import type { ConnectionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { accountLabel, counted } from '../../words/account';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './removal.module.css';

interface Props {
  connection: ConnectionView;
  onRemoved: () => void;
  /** Plaid has not removed it yet. */
  onNotYet: () => void;
  onCancel: () => void;
}

export function RemovalConfirm({ connection, onRemoved, onNotYet, onCancel }: Props) {
  const remove = useAct('remove_connection');
  const doIt = () => {
    void remove.run({ connection_id: connection.id }).then((outcome) => {
      if (outcome.problem !== null) return;
      if (outcome.answer.kind === 'removed') onRemoved();
      else onNotYet();
    });
  };
  return (
    <DialogPanel
      title="Remove this connection?"
      subject={<Institution institution={connection.institution} />}
      tone="danger"
      icon="remove"
      isAlert
      onEscape={() => {
        if (!remove.isPending) onCancel();
      }}
      actions={
        <>
          <Button variant="danger" isPending={remove.isPending} onPress={doIt}>
            Remove connection
          </Button>
          <Button variant="primary" autoFocus isDisabled={remove.isPending} onPress={onCancel}>
            Keep connection
          </Button>
        </>
      }
    >
      <Consequences />
      <Accounts connection={connection} />
      {remove.isPending && <p role="status">Plaid is asked to remove it…</p>}
      {remove.problem !== null && <ProblemNotice problem={remove.problem} />}
    </DialogPanel>
  );
}

function Consequences() {
  return (
    <ul className={styles.consequences}>
      <li>
        <Icon name="stop" />
        <p>
          <strong>Ends:</strong> import and refresh of these accounts, the access to the bank, and Plaid’s billing for
          it.
        </p>
      </li>
      <li>
        <Icon name="archive" />
        <p>
          <strong>Stays:</strong> the accounts with their numbers, their history and every statement imported so far.
        </p>
      </li>
      <li>
        <Icon name="attention" />
        <p>
          <strong>The login at Plaid ends for good.</strong> You can reconnect the bank later by signing in again;
          numbers and history go on then.
        </p>
      </li>
    </ul>
  );
}

function Accounts({ connection: { accounts } }: { connection: ConnectionView }) {
  return (
    <section>
      <h3 className={styles.heading}>{counted(accounts.length, 'account', 'accounts')} of this connection</h3>
      <ul className={styles.accounts}>
        {accounts.map((account) => (
          <li key={account.id}>
            <span className={styles.number}>{account.number}</span>
            <span>{accountLabel(account)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
