/** The accounts on record, before something is done with their connection. */
import type { ConnectionView } from '../../ipc/bindings';
import { accountLabel, counted } from '../../words/account';
import styles from './confirm.module.css';

export function Accounts({ connection }: { connection: ConnectionView }) {
  const { accounts, status } = connection;
  const active = accounts.filter((account) => account.active).length;
  return (
    <section>
      <h3 className={styles.heading}>
        {counted(accounts.length, 'account', 'accounts')} on record
        {status.kind === 'obsolete' ? '' : `, ${active} active`}
      </h3>
      <ul className={styles.accounts}>
        {accounts.map((account) => (
          <li key={account.id} data-active={account.active}>
            <span>{accountLabel(account)}</span>
            {!account.active && status.kind !== 'obsolete' && <span className={styles.inactive}>Inactive</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
