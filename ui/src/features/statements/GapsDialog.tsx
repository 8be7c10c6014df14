/** The days of which no transactions were read, account by account, and what to do about them. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { PlainTable } from '../../components/PlainTable';
import type { GapsView, ImportAccountView } from '../../ipc/bindings';
import { accountLabel, counted } from '../../words/account';
import { daysFrom, formatDays } from '../../words/day';
import { importLabel } from '../../words/imports';
import styles from './attention.module.css';

const COLUMNS = [
  { label: 'Account' },
  { label: 'Days without transactions', width: '14rem' },
  { label: 'How many', width: '6rem', align: 'end' },
] as const;

interface Props {
  gaps: readonly GapsView[];
  accounts: readonly ImportAccountView[];
  onClose: () => void;
}

export function GapsDialog({ gaps, accounts, onClose }: Props) {
  return (
    <DialogPanel
      title="Days without transactions"
      tone="warning"
      icon="attention"
      width="wide"
      onEscape={onClose}
      actions={
        <Button variant="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <p>
        No transactions were read for these days, as when a connection was broken for longer than the bank looks back.
        Statements of these days can be incomplete.
      </p>
      <p>
        <strong>What to do:</strong> ask the bank for its own statement of these days, or look them up in online
        banking, and enter what is missing in your accounting software.
      </p>
      <div className={styles.days}>
        <PlainTable label="Days without transactions" columns={COLUMNS}>
          <tbody>
            {gaps.map((one) =>
              rowsOf(
                one,
                accounts.find(({ id }) => id === one.account_id),
              ),
            )}
          </tbody>
        </PlainTable>
      </div>
    </DialogPanel>
  );
}

function rowsOf({ account_id, gaps }: GapsView, account: ImportAccountView | undefined) {
  return gaps.map(({ first, last }) => (
    <tr key={`${account_id} ${first}`}>
      <th scope="row">
        {account === undefined ? account_id : importLabel(account)}
        {account !== undefined && (
          <span className={styles.below}>
            <span className={styles.number}>{account.number}</span> · {accountLabel(account)} ·{' '}
            {account.institution.name}
          </span>
        )}
      </th>
      <td>{formatDays(first, last)}</td>
      <td data-align="end">{counted(daysFrom(first, last), 'day', 'days')}</td>
    </tr>
  ));
}
