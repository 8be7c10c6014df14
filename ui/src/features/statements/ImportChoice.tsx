/** What is to be imported: which accounts, and up to which day. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import { Placeholder } from '../../components/Placeholder';
import { SearchField } from '../../components/SearchField';
import { Skeleton } from '../../components/Skeleton';
import type { ImportAccountView } from '../../ipc/bindings';
import { useAct, useImportAccounts } from '../../ipc/queries';
import { counted } from '../../words/account';
import { dayText, dayToday, formatDay, type Day } from '../../words/day';
import { foundAccounts, isUsable } from '../../words/accountSearch';
import tableStyles from '../../words/accountTable.module.css';
import { Failed } from '../../words/Failed';
import { ProblemNotice } from '../../words/ProblemNotice';
import { ImportTable } from './ImportTable';
import styles from './importing.module.css';
import { StatementDate, faultOfDate } from './StatementDate';

interface Props {
  onStarted: () => void;
  onClose: () => void;
}

export function ImportChoice({ onStarted, onClose }: Props) {
  const accounts = useImportAccounts();
  const start = useAct('start_import');
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [day, setDay] = useState<Day | null>(dayToday);
  const [searched, setSearched] = useState('');
  const listed = accounts.data ?? [];
  const chosen = listed.filter((account) => isUsable(account) && ids.has(account.id));
  const fault = faultOfDate(day);
  const isStuck = listed.length > 0 && !listed.some(isUsable);
  const run = async () => {
    if (day === null) return;
    const argument = { account_ids: chosen.map(({ id }) => id), until: dayText(day) };
    const { problem } = await start.run(argument);
    if (problem === null) onStarted();
  };
  return (
    <DialogPanel
      title="Import statements"
      icon="download"
      width="widest"
      onEscape={onClose}
      aside={!isStuck && day !== null && fault === null && asideOf(chosen.length, day)}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isPending={start.isPending}
            isDisabled={chosen.length === 0 || fault !== null}
            onPress={() => void run()}
          >
            Import
          </Button>
        </>
      }
    >
      {isStuck && <Stuck listed={listed} />}
      <div className={styles.head}>
        <StatementDate day={day} fault={fault} onChange={setDay} />
        <div className={styles.search}>
          <SearchField
            label="Search accounts"
            placeholder="Bank, account or bank account"
            value={searched}
            onChange={setSearched}
          />
        </div>
      </div>
      {accounts.data !== undefined ? (
        <div className={tableStyles.scroll}>
          <ImportTable
            accounts={foundAccounts(listed, searched)}
            chosen={ids}
            onChoose={setIds}
            empty={<Empty searched={searched} />}
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

function Stuck({ listed }: { listed: readonly ImportAccountView[] }) {
  return (
    <Notice tone="warning" icon="stop" title="No account can be imported at present">
      <p>{whatIsInTheWay(listed)}</p>
    </Notice>
  );
}

/** Of what is linked, because what is not linked is not expected to be imported. */
function whatIsInTheWay(listed: readonly ImportAccountView[]): string {
  const linked = listed.filter(({ bank_account: book }) => book !== null);
  if (linked.length === 0) return 'None is linked to a bank account. Link them under Bank accounts.';
  return linked.every(({ unusable }) => unusable === 'paused')
    ? 'The connections of all linked accounts are paused. Resume one under Connections.'
    : 'The list says of each account what stands in the way and what to do.';
}

function asideOf(count: number, day: Day): string {
  if (count === 0) return 'Choose at least one account.';
  return `${counted(count, 'account', 'accounts')}, everything up to ${formatDay(dayText(day))}.`;
}

function Empty({ searched }: { searched: string }) {
  if (searched.trim() === '') {
    return (
      <Placeholder icon="bank" title="No accounts yet">
        Connect a bank under Connections first. Its accounts appear here.
      </Placeholder>
    );
  }
  return (
    <Placeholder icon="search" title={`Nothing found for “${searched.trim()}”`}>
      Accounts are found by bank, name, number, last digits and bank account.
    </Placeholder>
  );
}
