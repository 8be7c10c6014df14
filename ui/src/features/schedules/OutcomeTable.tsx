/** What became of each account in a run, problems first. */
import { Mark } from '../../components/Mark';
import { PlainTable } from '../../components/PlainTable';
import { Skeleton } from '../../components/Skeleton';
import type { AccountOutcomeView, ImportAccountView } from '../../ipc/bindings';
import { useImportAccounts, useScheduleRun } from '../../ipc/queries';
import { accountLabel } from '../../words/account';
import { Failed } from '../../words/Failed';
import { importLabel } from '../../words/imports';
import { OUTCOMES, TASKS, problemsFirst } from '../../words/schedule';
import styles from './schedules.module.css';

const COLUMNS = [{ label: 'Account', width: '36%' }, { label: 'Part', width: '5rem' }, { label: 'Result' }] as const;

interface Props {
  runId: string;
  isRunning: boolean;
}

export function OutcomeTable({ runId, isRunning }: Props) {
  const { data, error, refetch } = useScheduleRun(runId);
  const accounts = useImportAccounts().data ?? [];
  if (data === undefined) {
    return error === null ? (
      <Skeleton label="Reading what became of the accounts…" />
    ) : (
      <Failed problem={error} onRetry={() => void refetch()} />
    );
  }
  if (isRunning) return <p>What becomes of each account is said at its end.</p>;
  if (data.length === 0) return null;
  return (
    <PlainTable label="Accounts of the run" columns={COLUMNS} isNarrow>
      <tbody>
        {problemsFirst(data).map((outcome) => (
          <OutcomeRow
            key={`${outcome.account_id} ${outcome.task}`}
            outcome={outcome}
            account={accounts.find(({ id }) => id === outcome.account_id)}
          />
        ))}
      </tbody>
    </PlainTable>
  );
}

function OutcomeRow({
  outcome: one,
  account,
}: {
  outcome: AccountOutcomeView;
  account: ImportAccountView | undefined;
}) {
  const { tone, icon } = OUTCOMES[one.outcome];
  return (
    <tr>
      <th scope="row" className={styles.account}>
        {account === undefined ? one.account_id : importLabel(account)}
        {account !== undefined && (
          <span className={styles.below}>
            {account.institution.name}
            {account.bank_account !== null && ` · ${accountLabel(account)}`}
          </span>
        )}
      </th>
      <td>{TASKS[one.task]}</td>
      <td>
        <Mark tone={tone} icon={icon}>
          {one.words}
        </Mark>
      </td>
    </tr>
  );
}
