/** How far an import has come, and what came of it, account by account. It goes on behind a closed window. */
import { ProgressBar } from 'react-aria-components/ProgressBar';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Mark } from '../../components/Mark';
import { PlainTable } from '../../components/PlainTable';
import type { ImportAccountView, ImportProgressView, ImportRunView } from '../../ipc/bindings';
import { useAct, useImportAccounts } from '../../ipc/queries';
import { accountLabel, counted } from '../../words/account';
import { bankSays, bookLabel, isOver, sentenceOfRun, titleOfRun, toneOfRun, wordsOfImport } from '../../words/imports';
import { formatMoney } from '../../words/money';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './importing.module.css';

const COLUMNS = [
  { label: 'Account', width: '36%' },
  { label: 'Result' },
  { label: 'Lines', width: '5rem', align: 'end' },
  { label: 'Closing balance', width: '9rem', align: 'end' },
] as const;

interface Props {
  run: ImportRunView;
  onClose: () => void;
}

export function ImportProgress({ run, onClose }: Props) {
  const cancel = useAct('cancel_import');
  const accounts = useImportAccounts().data ?? [];
  const isUnderWay = run.ended_at === null;
  return (
    <DialogPanel
      title={titleOfRun(run)}
      icon="download"
      tone={toneOfRun(run)}
      width="widest"
      onEscape={onClose}
      aside={isUnderWay && 'You can close this window: the import goes on in the background.'}
      actions={
        <>
          {isUnderWay && (
            <Button
              isDisabled={run.is_cancelled}
              isPending={cancel.isPending}
              onPress={() => void cancel.run()}
              aria-label="Cancel the import"
            >
              Cancel
            </Button>
          )}
          <Button variant="primary" autoFocus onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      {isUnderWay ? <Progress run={run} /> : <p role="status">{sentenceOfRun(run)}</p>}
      {cancel.problem !== null && <ProblemNotice problem={cancel.problem} />}
      <div className={styles.results}>
        <PlainTable label="Accounts of the import" columns={COLUMNS}>
          <tbody>
            {run.accounts.map((one) => (
              <AccountRow key={one.id} progress={one} account={accounts.find(({ id }) => id === one.id)} />
            ))}
          </tbody>
        </PlainTable>
      </div>
    </DialogPanel>
  );
}

function Progress({ run }: { run: ImportRunView }) {
  const done = run.accounts.filter(isOver).length;
  const told = `${done} of ${counted(run.accounts.length, 'account', 'accounts')} done`;
  return (
    <ProgressBar
      className={styles.progress ?? ''}
      aria-label="Accounts done"
      value={done}
      maxValue={run.accounts.length}
      valueLabel={told}
    >
      {({ percentage = 0 }) => (
        <>
          <span className={styles.track}>
            <span className={styles.bar} style={{ inlineSize: `${percentage}%` }} />
          </span>
          <span>{told}. What is imported stays, also if you cancel.</span>
        </>
      )}
    </ProgressBar>
  );
}

interface RowProps {
  progress: ImportProgressView;
  account: ImportAccountView | undefined;
}

function AccountRow({ progress: { id, state }, account }: RowProps) {
  const { label, tone, icon, told } = wordsOfImport(state);
  const difference = bankSays(state);
  return (
    <tr>
      <th scope="row">
        <Named id={id} account={account} />
      </th>
      <td>
        <Mark tone={tone} icon={icon}>
          {label}
        </Mark>
        {difference !== null && <span className={styles.difference}>{difference}</span>}
        {told !== null && <span className={styles.below}>{told}</span>}
      </td>
      <td data-align="end">{state.kind === 'statements' && state.lines.toLocaleString('en-US')}</td>
      <td data-align="end">{state.kind === 'statements' && formatMoney(state.closing)}</td>
    </tr>
  );
}

/** By the bank account that it feeds, and by itself. */
function Named({ id, account }: { id: string; account: ImportAccountView | undefined }) {
  if (account === undefined) return id;
  const { bank_account: book, institution } = account;
  return (
    <>
      <span className={styles.name}>{book === null ? accountLabel(account) : bookLabel(book)}</span>
      <span className={styles.below}>
        {book === null ? account.number : accountLabel(account)} · {institution.name}
      </span>
    </>
  );
}
