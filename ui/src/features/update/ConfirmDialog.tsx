/** Before an update: which banks and accounts, and the two things to know. Nothing has happened yet. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Icon } from '../../components/Icon';
import { Notice } from '../../components/Notice';
import type { AccountView, ConnectionView } from '../../ipc/bindings';
import { accountLabel, counted } from '../../words/account';
import { Institution } from '../../words/Institution';
import styles from './ConfirmDialog.module.css';
import type { Run } from './stage';

interface Props {
  run: Run;
  onOpen: () => void;
  onCancel: () => void;
}

export function ConfirmDialog({ run, onOpen, onCancel }: Props) {
  const { connections } = run;
  const [only] = connections.length === 1 ? connections : [];
  return (
    <DialogPanel
      title={only === undefined ? `Update ${connections.length} connections` : 'Update this connection'}
      subject={only !== undefined && <Institution institution={only.institution} />}
      icon="bank"
      onEscape={onCancel}
      actions={
        <>
          <Button onPress={onCancel}>Cancel</Button>
          <Button variant="primary" icon="window" autoFocus onPress={onOpen}>
            Open the bank’s window
          </Button>
        </>
      }
    >
      {only?.status.kind === 'active' && (
        <Notice tone="info" icon="check">
          This connection works. Update it to change its accounts or to renew your consent.
        </Notice>
      )}
      <Rules />
      {only === undefined ? <Banks connections={connections} /> : <Accounts connection={only} />}
    </DialogPanel>
  );
}

function Rules() {
  return (
    <ul className={styles.rules}>
      <li>
        <Icon name="window" />
        <p>Sign in at the bank, in the window that opens, and choose the accounts.</p>
      </li>
      <li>
        <Icon name="minus" />
        <p>
          <strong>Only the accounts you choose there stay active.</strong> The others become inactive; their history
          stays.
        </p>
      </li>
      <li>
        <Icon name="attention" />
        <p>
          <strong>Don’t cancel once you have entered your credentials.</strong> Finish in the bank’s window, so that
          bank and records agree.
        </p>
      </li>
    </ul>
  );
}

function Accounts({ connection }: { connection: ConnectionView }) {
  const { accounts } = connection;
  return (
    <section>
      <h3 className={styles.heading}>
        {counted(accounts.length, 'account', 'accounts')} on record, {accounts.filter(({ active }) => active).length}{' '}
        active
      </h3>
      <ul className={styles.accounts}>
        {accounts.map((account) => (
          <li key={account.id} data-active={account.active}>
            <span>{accountLabel(account)}</span>
            {!account.active && <span className={styles.inactive}>Inactive</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Banks({ connections }: { connections: readonly ConnectionView[] }) {
  return (
    <section>
      <h3 className={styles.heading}>One after another</h3>
      <ol className={styles.banks}>
        {connections.map(({ id, institution, accounts }) => (
          <li key={id}>
            <div>
              <Institution institution={institution} />
              <p className={styles.names}>{activeLabels(accounts)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function activeLabels(accounts: readonly AccountView[]): string {
  const labels = accounts.filter(({ active }) => active).map(accountLabel);
  return labels.length === 0 ? 'No active account' : `Active now: ${labels.join(', ')}`;
}
