/** What is known of an account at its bank, for whoever decides what it feeds: its balance, and what its bank waits for. */
import { Mark } from '../../components/Mark';
import type { ConnectionView } from '../../ipc/bindings';
import { useConnections, useRefreshAccounts } from '../../ipc/queries';
import { ageOf, balanceLabel } from '../../words/balances';
import { needsUser, STATUSES } from '../../words/status';
import { formatDateTime } from '../../words/time';
import styles from './bankAccounts.module.css';

export function AtBank({ accountId }: { accountId: string }) {
  const known = useRefreshAccounts().data?.find(({ id }) => id === accountId);
  const connection = useConnections().data?.find(({ accounts }) => accounts.some(({ id }) => id === accountId));
  const last = known?.last ?? null;
  return (
    <p className={styles.about}>
      {known === undefined || last === null ? (
        'No balance was read from the bank yet.'
      ) : (
        <>
          At the bank: <strong>{balanceLabel(last, known)}</strong>, read {formatDateTime(last.at)}. {ageOf(last)}
        </>
      )}
      {connection !== undefined && needsUser(connection) && (
        <>
          {' '}
          <Waiting connection={connection} />
        </>
      )}
    </p>
  );
}

function Waiting({ connection: { status } }: { connection: ConnectionView }) {
  const { label, icon, tone } = STATUSES[status.kind];
  return <Mark icon={icon} tone={tone}>{`${label}. Nothing is imported before that.`}</Mark>;
}
