/** How far a refresh has come, and what came of it, account by account. */
import { Button } from '../../components/Button';
import type { RefreshAccountView } from '../../ipc/bindings';
import { useAct, useRefreshAccounts } from '../../ipc/queries';
import { accountLabel } from '../../words/account';
import {
  balanceLabel,
  besideBalance,
  wordsOfRefresh,
  wordsOfRefreshRun,
  type RefreshProgressView,
  type RefreshRunView,
} from '../../words/balances';
import { bookLabel } from '../../words/imports';
import { Named, RunProgress, RunRow } from '../../words/RunProgress';
import type { Mend } from '../../words/mend';
import type { StateWords } from '../../words/runs';
import { useToldRun } from '../../words/useToldRun';
import styles from './balances.module.css';

const COLUMNS = [
  { label: 'Account', width: '32%' },
  { label: 'Result' },
  { label: 'Balance', width: '13rem', align: 'end' },
  { label: 'Over time', width: '6rem', align: 'end' },
] as const;

interface Props {
  run: RefreshRunView;
  onHistory: (account: RefreshAccountView) => void;
  onMend: Mend;
  onClose: () => void;
}

export function RefreshProgress({ run, onHistory, onMend, onClose }: Props) {
  const { rest, banks, words } = useToldRun(run, wordsOfRefresh);
  const cancel = useAct('cancel_refresh');
  const accounts = useRefreshAccounts().data ?? [];
  return (
    <RunProgress
      run={run}
      words={wordsOfRefreshRun(rest)}
      doing="refresh"
      icon="refresh"
      banks={banks}
      onMend={onMend}
      kept="What is read stays, also if you stop it."
      columns={COLUMNS}
      cancel={cancel}
      onClose={onClose}
    >
      {run.accounts.map((one) => (
        <AccountRow
          key={one.id}
          progress={one}
          words={words.get(one.id) ?? wordsOfRefresh(one.state)}
          account={accounts.find(({ id }) => id === one.id)}
          onHistory={onHistory}
        />
      ))}
    </RunProgress>
  );
}

interface RowProps extends Pick<Props, 'onHistory'> {
  progress: RefreshProgressView;
  words: StateWords;
  account: RefreshAccountView | undefined;
}

function AccountRow({ progress: { id, state }, words, account, onHistory }: RowProps) {
  const balance = state.kind === 'balance' ? state.balance : null;
  const beside = balance === null ? null : besideBalance(balance);
  return (
    <RunRow words={words} name={<Account id={id} account={account} />}>
      <td data-align="end">
        {balance !== null && account !== undefined && balanceLabel(balance, account)}
        {beside !== null && <span className={styles.below}>{beside}</span>}
      </td>
      <td data-align="end">
        {account !== undefined && account.last !== null && (
          <Button
            size="small"
            variant="quiet"
            aria-label={`History of ${accountLabel(account)}`}
            onPress={() => onHistory(account)}
          >
            History
          </Button>
        )}
      </td>
    </RunRow>
  );
}

function Account({ id, account }: { id: string; account: RefreshAccountView | undefined }) {
  if (account === undefined) return id;
  const { bank_account: book, institution } = account;
  return (
    <Named name={accountLabel(account)}>
      {institution.name}
      {book !== null && ` · ${bookLabel(book)}`}
    </Named>
  );
}
