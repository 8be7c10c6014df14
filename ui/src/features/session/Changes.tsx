/** The accounts of a result: what became of each, or those that are connected now. */
import { Mark } from '../../components/Mark';
import { PlainTable } from '../../components/PlainTable';
import type { ChangeView } from '../../ipc/bindings';
import { accountLabel, typeLabel } from '../../words/account';
import { CHANGES } from '../../words/change';
import styles from './ResultDialog.module.css';

const ACCOUNT = [
  { label: 'Number', width: '8.5rem' },
  { label: 'Account' },
  { label: 'Type', width: '9.5rem' },
] as const;
const WITH_CHANGE = [...ACCOUNT, { label: 'What changed', width: '15.5rem' }] as const;

export function Changes({ changes }: { changes: readonly ChangeView[] }) {
  return (
    <div className={styles.changes}>
      <PlainTable label="What changed, account by account" columns={WITH_CHANGE}>
        <tbody>
          {changes.map((change) => (
            <tr key={change.number}>
              <Account account={change} />
              <td>
                <What change={change} />
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </div>
  );
}

export function ConnectedAccounts({ accounts }: { accounts: readonly ChangeView[] }) {
  return (
    <div className={styles.changes}>
      <PlainTable label="Connected accounts" columns={ACCOUNT}>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.number}>
              <Account account={account} />
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </div>
  );
}

function Account({ account }: { account: ChangeView }) {
  return (
    <>
      <td className={styles.number}>{account.number}</td>
      <td>{accountLabel(account)}</td>
      <td>{typeLabel(account.account_kind, account.subtype)}</td>
    </>
  );
}

function What({ change }: { change: ChangeView }) {
  const { label, icon, tone } = CHANGES[change.kind];
  return (
    <Mark tone={tone} icon={icon}>
      {label}
    </Mark>
  );
}
