/** What is known of an account at its bank, for whoever decides what it feeds: its balance, and what its bank waits for. */
import { Mark } from '../../components/Mark';
import type { ConnectionView, RefreshAccountView } from '../../ipc/bindings';
import { useConnections, useRefreshAccounts } from '../../ipc/queries';
import { ageOf, balanceLabel } from '../../words/balances';
import { needsUser, PAUSED, PAUSED_TOLD, STATUSES } from '../../words/status';
import { formatDateTime } from '../../words/time';
import styles from './bankAccounts.module.css';

export function AtBank({ accountId }: { accountId: string }) {
  const accounts = useRefreshAccounts();
  const connection = useConnections().data?.find(({ accounts }) => accounts.some(({ id }) => id === accountId));
  return (
    <p className={styles.about}>
      {accounts.data !== undefined ? (
        <Balance known={accounts.data.find(({ id }) => id === accountId)} />
      ) : (
        accounts.error !== null && 'Its balance can’t be shown now.'
      )}
      {connection !== undefined && (connection.is_paused || needsUser(connection)) && (
        <>
          {' '}
          <Waiting connection={connection} />
        </>
      )}
    </p>
  );
}

function Balance({ known }: { known: RefreshAccountView | undefined }) {
  const last = known?.last ?? null;
  if (known === undefined || last === null) return 'No balance was read from the bank yet.';
  return (
    <>
      At the bank: <strong>{balanceLabel(last, known)}</strong>, read {formatDateTime(last.at)}. {ageOf(last)}
    </>
  );
}

function Waiting({ connection: { status, is_paused } }: { connection: ConnectionView }) {
  if (is_paused) return <Mark icon="pause" tone="quiet">{`${PAUSED}. ${PAUSED_TOLD}`}</Mark>;
  const { label, icon, tone } = STATUSES[status.kind];
  return <Mark icon={icon} tone={tone}>{`${label}. Nothing is imported before that.`}</Mark>;
}
