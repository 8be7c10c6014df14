/** What is to be refreshed: which accounts. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Placeholder } from '../../components/Placeholder';
import { SearchField } from '../../components/SearchField';
import { Select } from '../../components/Select';
import { Skeleton } from '../../components/Skeleton';
import type { RefreshAccountView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { counted } from '../../words/account';
import { isUsable } from '../../words/accountSearch';
import tableStyles from '../../words/accountTable.module.css';
import { Failed } from '../../words/Failed';
import { BanksToMend } from '../../words/BanksToMend';
import type { Mend } from '../../words/mend';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './balances.module.css';
import { banksOf, filtered, SHOWN, type Shown } from './filter';
import { RefreshTable } from './RefreshTable';
import type { Chosen } from './useChosen';

interface Props {
  chosen: Chosen;
  onHistory: (account: RefreshAccountView) => void;
  onMend: Mend;
  onStarted: () => void;
  onClose: () => void;
}

export function RefreshChoice({ chosen, onHistory, onMend, onStarted, onClose }: Props) {
  const start = useAct('start_refresh');
  const { accounts, ids } = chosen;
  const listed = accounts.data ?? [];
  const broken = chosen.broken.filter(({ id }) => listed.some(({ connection_id }) => connection_id === id));
  const shown = filtered(listed, chosen, new Date());
  const wanted = listed.filter((account) => isUsable(account) && ids.has(account.id));
  const hidden = wanted.filter(({ id }) => !shown.some((one) => one.id === id)).length;
  const run = async () => {
    const { problem } = await start.run({ account_ids: wanted.map(({ id }) => id) });
    if (problem === null) onStarted();
  };
  return (
    <DialogPanel
      title="Refresh balances"
      icon="refresh"
      width="widest"
      onEscape={onClose}
      aside={accounts.data !== undefined && asideOf(wanted, hidden)}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isPending={start.isPending}
            isDisabled={wanted.length === 0}
            onPress={() => void run()}
          >
            Refresh
          </Button>
        </>
      }
    >
      <Filters chosen={chosen} listed={listed} />
      <BanksToMend
        title={`${counted(broken.length, 'bank needs', 'banks need')} you first`}
        banks={broken}
        again="Choose its accounts."
        onMend={onMend}
      />
      {accounts.data !== undefined ? (
        <div
          className={`${tableStyles.scroll} ${styles.scroll}`}
          data-told={broken.length > 1 ? 'several' : broken.length}
        >
          <RefreshTable
            accounts={shown}
            chosen={ids}
            broken={broken}
            onChoose={chosen.onChoose}
            onHistory={onHistory}
            empty={<Empty isBare={listed.length === 0} searched={chosen.searched} />}
          />
        </div>
      ) : accounts.error === null ? (
        <Skeleton label="Reading the accounts…" />
      ) : (
        <Failed problem={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {start.problem !== null && <ProblemNotice problem={start.problem} />}
    </DialogPanel>
  );
}

function Filters({ chosen, listed }: { chosen: Chosen; listed: readonly RefreshAccountView[] }) {
  const isNone = listed.length === 0;
  return (
    <div className={styles.head}>
      <div className={styles.search}>
        <SearchField
          label="Search accounts"
          placeholder="Bank, account or bank account"
          value={chosen.searched}
          onChange={chosen.onSearch}
        />
      </div>
      <div className={styles.filters}>
        <Select
          label="Bank"
          all="All banks"
          options={banksOf(listed)}
          value={chosen.bank}
          isDisabled={isNone}
          onChange={chosen.onBank}
        />
        <Select
          label="Show"
          all="All accounts"
          options={SHOWN}
          value={chosen.shown}
          isDisabled={isNone}
          onChange={(shown) => chosen.onShown(shown as Shown | null)}
        />
      </div>
    </div>
  );
}

/** What is asked, and of how many banks: that is what Plaid charges for. */
function asideOf(wanted: readonly RefreshAccountView[], hidden: number): string {
  if (wanted.length === 0) return 'Choose at least one account.';
  const connections = new Set(wanted.map(({ connection_id }) => connection_id)).size;
  const banks = new Set(wanted.map(({ institution }) => institution.id)).size;
  const accounts = counted(wanted.length, 'account', 'accounts');
  const where = `${accounts} at ${counted(banks, 'bank', 'banks')}`;
  const seen = hidden === 0 ? '' : `, ${hidden} of them not shown`;
  return connections === banks
    ? `${where}${seen}. Plaid charges for each bank that is asked.`
    : `${where}, ${connections} connections${seen}. Plaid charges for each connection that is asked.`;
}

function Empty({ isBare, searched }: { isBare: boolean; searched: string }) {
  if (isBare) {
    return (
      <Placeholder icon="bank" title="No accounts yet">
        Connect a bank under Connections first. Its accounts appear here.
      </Placeholder>
    );
  }
  return (
    <Placeholder
      icon="search"
      title={searched.trim() === '' ? 'No such accounts' : `Nothing found for “${searched.trim()}”`}
    >
      Accounts are found by bank, name, number, last digits and bank account. Choose “All banks” and “All accounts” to
      look among all of them.
    </Placeholder>
  );
}
