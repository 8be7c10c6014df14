/** The accounts that the user chose at a bank that looks connected already, each with what is on record of it. */
import { Mark } from '../../components/Mark';
import { PlainTable } from '../../components/PlainTable';
import type { AccountView, DuplicateView, OfferedAccountView } from '../../ipc/bindings';
import { accountLabel, typeLabel } from '../../words/account';
import styles from './ResultDialog.module.css';

const COLUMNS = [
  { label: 'Account' },
  { label: 'Type', width: '11rem' },
  { label: 'On record already', width: '15rem' },
] as const;

export function OfferedAccounts({ duplicate }: { duplicate: DuplicateView }) {
  const onRecord = duplicate.existing.flatMap(({ accounts }) => accounts);
  return (
    <div className={styles.changes}>
      <PlainTable label="Accounts that you chose at the bank" columns={COLUMNS}>
        <tbody>
          {duplicate.offered.map((offered, index) => (
            <tr key={index}>
              <td>{accountLabel(offered)}</td>
              <td>{typeLabel(offered.kind, offered.subtype)}</td>
              <td>
                <OnRecord numbers={numbersOf(offered, onRecord)} isConnected={offered.is_connected} />
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </div>
  );
}

function OnRecord({ numbers, isConnected }: { numbers: readonly string[]; isConnected: boolean }) {
  if (!isConnected) {
    return (
      <Mark tone="quiet" icon="plus">
        Not connected yet
      </Mark>
    );
  }
  return (
    <Mark tone="info" icon="equal">
      {numbers.length === 0 ? 'Connected already' : numbers.join(', ')}
    </Mark>
  );
}

/** The numbers of those that look the same. */
function numbersOf(offered: OfferedAccountView, onRecord: readonly AccountView[]): string[] {
  return onRecord
    .filter(({ name, mask }) => name === offered.name && mask === offered.mask)
    .map(({ number }) => number);
}
