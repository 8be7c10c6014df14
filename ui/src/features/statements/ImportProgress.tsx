/** How far an import has come, and what came of it, account by account. */
import type { ImportAccountView } from '../../ipc/bindings';
import { useAct, useImportAccounts } from '../../ipc/queries';
import { accountLabel } from '../../words/account';
import {
  bankSays,
  bookLabel,
  wordsOfImport,
  wordsOfRun,
  type ImportProgressView,
  type ImportRunView,
} from '../../words/imports';
import { formatMoney } from '../../words/money';
import { Named, RunProgress, RunRow } from '../../words/RunProgress';
import type { Mend } from '../../words/mend';
import type { StateWords } from '../../words/runs';
import { useToldRun } from '../../words/useToldRun';

const COLUMNS = [
  { label: 'Account', width: '36%' },
  { label: 'Result' },
  { label: 'Lines', width: '5rem', align: 'end' },
  { label: 'Closing balance', width: '9rem', align: 'end' },
] as const;

interface Props {
  run: ImportRunView;
  onMend: Mend;
  onClose: () => void;
}

export function ImportProgress({ run, onMend, onClose }: Props) {
  const { rest, banks, words } = useToldRun(run, wordsOfImport);
  const cancel = useAct('cancel_import');
  const accounts = useImportAccounts().data ?? [];
  return (
    <RunProgress
      run={run}
      words={wordsOfRun(rest)}
      doing="import"
      icon="download"
      banks={banks}
      onMend={onMend}
      kept="What is imported stays, also if you stop it."
      columns={COLUMNS}
      cancel={cancel}
      onClose={onClose}
    >
      {run.accounts.map((one) => (
        <AccountRow
          key={one.id}
          progress={one}
          words={words.get(one.id) ?? wordsOfImport(one.state)}
          account={accounts.find(({ id }) => id === one.id)}
        />
      ))}
    </RunProgress>
  );
}

interface RowProps {
  progress: ImportProgressView;
  words: StateWords;
  account: ImportAccountView | undefined;
}

function AccountRow({ progress: { id, state }, words, account }: RowProps) {
  const closing = state.kind === 'statements' || state.kind === 'nothing' ? state.closing : null;
  return (
    <RunRow words={words} name={<Account id={id} account={account} />} note={bankSays(state)}>
      <td data-align="end">{state.kind === 'statements' && state.lines.toLocaleString('en-US')}</td>
      <td data-align="end">{closing !== null && formatMoney(closing)}</td>
    </RunRow>
  );
}

/** By the bank account that it feeds, and by itself. */
function Account({ id, account }: { id: string; account: ImportAccountView | undefined }) {
  if (account === undefined) return id;
  const { bank_account: book, institution } = account;
  return (
    <Named name={book === null ? accountLabel(account) : bookLabel(book)}>
      {book === null ? account.number : accountLabel(account)} · {institution.name}
    </Named>
  );
}
