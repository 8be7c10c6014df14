/** What the bank of an account told over time: drawn, and as a table that says the same. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Placeholder } from '../../components/Placeholder';
import { PlainTable } from '../../components/PlainTable';
import { Skeleton } from '../../components/Skeleton';
import { TimeChart } from '../../components/TimeChart';
import type { BalanceView, RefreshAccountView } from '../../ipc/bindings';
import { useBalanceHistory } from '../../ipc/queries';
import { accountLabel, counted } from '../../words/account';
import { balanceLabel, mainAmount } from '../../words/balances';
import { Failed } from '../../words/Failed';
import { bookLabel } from '../../words/imports';
import { formatMoney, formatShortly } from '../../words/money';
import { formatDate, formatDateTime } from '../../words/time';
import styles from './balances.module.css';
import { chartOf, summaryOf } from './history';

interface Props {
  account: RefreshAccountView;
  onBack: () => void;
}

export function History({ account, onBack }: Props) {
  const history = useBalanceHistory(account.id);
  return (
    <DialogPanel
      subject={
        <>
          {account.institution.name} ({account.institution.id})
          {account.bank_account !== null && ` · ${bookLabel(account.bank_account)}`}
        </>
      }
      title={`Balances of ${accountLabel(account)}`}
      icon="refresh"
      width="wide"
      onEscape={onBack}
      aside={
        history.data !== undefined && history.data.length > 0 && counted(history.data.length, 'reading', 'readings')
      }
      actions={
        <Button variant="primary" icon="back" autoFocus onPress={onBack}>
          Back
        </Button>
      }
    >
      {history.data !== undefined ? (
        <Ready account={account} history={history.data} />
      ) : history.error === null ? (
        <Skeleton label="Reading the balances…" />
      ) : (
        <Failed problem={history.error} onRetry={() => void history.refetch()} />
      )}
    </DialogPanel>
  );
}

function Ready({ account, history }: { account: RefreshAccountView; history: readonly BalanceView[] }) {
  const [newest] = history;
  if (newest === undefined) {
    return (
      <Placeholder icon="refresh" title="No balances yet">
        Each refresh adds one. Choose the account and refresh it.
      </Placeholder>
    );
  }
  const currency = mainAmount(newest)?.currency ?? null;
  const points = chartOf(history, currency);
  return (
    <>
      {points.length === 1 ? (
        <>
          <p>
            <strong>{balanceLabel(newest, account)}</strong> on {formatDate(newest.as_of ?? newest.at)}
          </p>
          <p className={styles.hint}>One reading so far. The drawing begins with the second one.</p>
        </>
      ) : (
        <TimeChart
          label={summaryOf(history, account)}
          points={points}
          formatValue={(value) => (currency === null ? '' : formatShortly(value, currency))}
          formatTime={formatDate}
        />
      )}
      <div className={styles.readings}>
        <Readings account={account} history={history} />
      </div>
    </>
  );
}

function Readings({ account, history }: { account: RefreshAccountView; history: readonly BalanceView[] }) {
  const columns = [
    { label: 'Told on' },
    { label: account.is_owed ? 'Owed' : 'Current', width: '9rem', align: 'end' },
    { label: 'Available', width: '9rem', align: 'end' },
    { label: 'Limit', width: '9rem', align: 'end' },
  ] as const;
  return (
    <PlainTable label="Balances over time" columns={columns} isNarrow>
      <tbody>
        {history.map(({ at, as_of, current, available, limit }) => (
          <tr key={at}>
            <th scope="row" className={styles.when}>
              {formatDateTime(at)}
              {as_of !== null && <span className={styles.below}>of {formatDateTime(as_of)}</span>}
            </th>
            {[current, available, limit].map((amount, index) => (
              <td key={columns[index + 1]?.label} data-align="end">
                {amount === null ? '–' : formatMoney(amount)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
