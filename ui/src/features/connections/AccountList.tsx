/** The accounts of the chosen connections: number, name, last digits, type, and whether they are in use. */
import { Button } from '../../components/Button';
import { Highlight } from '../../components/Highlight';
import { Mark } from '../../components/Mark';
import { PlainTable } from '../../components/PlainTable';
import type { AccountView, ConnectionView, StatusKind } from '../../ipc/bindings';
import { counted, fitsNumber, maskLabel, typeLabel } from '../../words/account';
import { Institution } from '../../words/Institution';
import styles from './AccountList.module.css';
import { foundAccounts } from './search';

/** Where there is less room, the name of the account gives way last. */
const COLUMNS = [
  { label: 'Number', width: 'clamp(7.5rem, 14cqi, 8.5rem)' },
  { label: 'Account' },
  { label: 'Ending in', width: 'clamp(5rem, 9cqi, 5.75rem)' },
  { label: 'Type', width: 'clamp(5.5rem, 14cqi, 10rem)' },
  { label: 'Currency', width: 'clamp(4.25rem, 7cqi, 4.5rem)' },
  { label: 'Bank account', width: 'max(6.5rem, 36cqi - 8.25rem)' },
  { label: 'Status', width: 'clamp(6.25rem, 12cqi, 7.75rem)' },
] as const;

interface Props {
  connections: readonly ConnectionView[];
  searched: string;
  /** Asks which bank account an account is to feed. Nothing where the user may not say so. */
  onLink: ((account: AccountView, of: ConnectionView) => void) | null;
}

export function AccountList({ connections, searched, onLink }: Props) {
  if (connections.length === 0) {
    return <p className={styles.empty}>Choose a connection to see its accounts.</p>;
  }
  return (
    <PlainTable label="Accounts of the chosen connections" columns={COLUMNS}>
      {connections.map((connection) => (
        <Accounts key={connection.id} connection={connection} searched={searched} onLink={onLink} />
      ))}
    </PlainTable>
  );
}

interface AccountsProps extends Omit<Props, 'connections'> {
  connection: ConnectionView;
}

function Accounts({ connection, searched, onLink }: AccountsProps) {
  const { institution, accounts, status } = connection;
  const shown = foundAccounts(connection, searched);
  const count = counted(accounts.length, 'account', 'accounts');
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={COLUMNS.length} className={styles.group}>
          <Institution institution={institution} />
          <span className={styles.count}>{shown.length < accounts.length ? `${shown.length} of ${count}` : count}</span>
        </th>
      </tr>
      {shown.map((account) => (
        <AccountRow
          key={account.id}
          account={account}
          end={ENDS[status.kind] ?? null}
          searched={searched}
          onLink={onLink === null ? null : () => onLink(account, connection)}
        />
      ))}
    </tbody>
  );
}

/** What ends the use of all accounts of a connection. */
const ENDS: Partial<Record<StatusKind, string>> = { obsolete: 'Obsolete', removing: 'Removing' };

interface RowProps {
  account: AccountView;
  /** What ended the use of the account, where something did. */
  end: string | null;
  searched: string;
  onLink: (() => void) | null;
}

function AccountRow({ account, end, searched, onLink }: RowProps) {
  const inUse = account.active && end === null;
  const mask = maskLabel(account.mask);
  return (
    <tr className={styles.row} data-in-use={inUse}>
      <td className={styles.number}>
        <Highlight text={account.number} part={fitsNumber(account.number, searched) ? searched : ''} />
      </td>
      <td className={styles.account}>
        <span className={styles.name}>
          <Highlight text={account.name} part={searched} />
        </span>
        {account.official_name !== null && account.official_name !== account.name && (
          <span className={styles.official} title={account.official_name}>
            {' '}
            <Highlight text={account.official_name} part={searched} />
          </span>
        )}
      </td>
      <td>{mask === null ? '–' : <Highlight text={mask} part={searched} />}</td>
      <td>{typeLabel(account.kind, account.subtype)}</td>
      <td>{account.currency ?? '–'}</td>
      <td>
        <BankAccount account={account} searched={searched} onLink={inUse ? onLink : null} />
      </td>
      <td>
        <AccountStatus active={account.active} end={end} />
      </td>
    </tr>
  );
}

/** The bank account in the books that it feeds, or the way to say which. */
function BankAccount({ account, searched, onLink }: Omit<RowProps, 'end'>) {
  const { feeds } = account;
  if (feeds !== null) {
    return (
      <>
        <span className={styles.number}>
          <Highlight text={feeds.code} part={searched} />
        </span>{' '}
        <Highlight text={feeds.name} part={searched} />
      </>
    );
  }
  if (onLink === null) return <span className={styles.none}>–</span>;
  return (
    <Button size="small" aria-label={`Link ${account.number} ${account.name}`} onPress={onLink}>
      Link…
    </Button>
  );
}

function AccountStatus({ active, end }: { active: boolean; end: string | null }) {
  if (end !== null) {
    return (
      <Mark tone="quiet" icon="archive">
        {end}
      </Mark>
    );
  }
  return active ? (
    <Mark tone="good" icon="check">
      Active
    </Mark>
  ) : (
    <Mark tone="quiet" icon="minus">
      Inactive
    </Mark>
  );
}
