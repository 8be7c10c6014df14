/** How far work in the background has come, and what came of it, account by account. It goes on behind a closed window. */
import type { ReactNode } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';

import { Button } from '../components/Button';
import { DialogPanel } from '../components/Dialog';
import type { IconName } from '../components/Icon';
import { Mark } from '../components/Mark';
import { PlainTable, type PlainColumn } from '../components/PlainTable';
import type { ConnectionView, RunView } from '../ipc/bindings';
import type { Act } from '../ipc/queries';
import { counted } from './account';
import { BanksToMend } from './BanksToMend';
import type { Mend } from './mend';
import { ProblemNotice } from './ProblemNotice';
import styles from './RunProgress.module.css';
import { isOver, type Doing, type RunWords, type StateWords } from './runs';

interface Props<State extends { kind: string }> {
  run: RunView<State>;
  words: RunWords;
  doing: Doing;
  icon: IconName;
  /** What stays of it where it is cancelled. */
  kept: string;
  /** The banks that could not be read because of their login. */
  banks: readonly ConnectionView[];
  onMend: Mend;
  columns: readonly PlainColumn[];
  /** A row for each account. */
  children: ReactNode;
  cancel: Act<'cancel_import'> | Act<'cancel_refresh'>;
  /** Other buttons, where it has ended. */
  actions?: ReactNode;
  onClose: () => void;
}

export function RunProgress<State extends { kind: string }>(props: Props<State>) {
  const { run, words, doing, icon, kept, banks, columns, children, cancel, actions, onClose } = props;
  const isUnderWay = run.ended_at === null;
  return (
    <DialogPanel
      title={words.title}
      icon={icon}
      tone={words.tone}
      width="widest"
      onEscape={onClose}
      aside={isUnderWay && `You can close this window: the ${doing} goes on in the background.`}
      actions={
        <>
          {isUnderWay ? (
            <Button isDisabled={run.is_cancelled} isPending={cancel.isPending} onPress={() => void cancel.run()}>
              Stop the {doing}
            </Button>
          ) : (
            actions
          )}
          <Button variant="primary" autoFocus onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      {isUnderWay ? <Bar run={run} kept={kept} /> : <p role="status">{words.sentence}</p>}
      {!isUnderWay && (
        <BanksToMend
          title={`${counted(banks.length, 'bank', 'banks')} could not be read`}
          banks={banks}
          again={`Choose its accounts again to ${doing} them.`}
          since={run.started_at}
          onMend={props.onMend}
        />
      )}
      {cancel.problem !== null && <ProblemNotice problem={cancel.problem} />}
      <div className={styles.results}>
        <PlainTable label={`Accounts of the ${doing}`} columns={columns}>
          <tbody>{children}</tbody>
        </PlainTable>
      </div>
    </DialogPanel>
  );
}

function Bar<State extends { kind: string }>({ run, kept }: { run: RunView<State>; kept: string }) {
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
          <span>
            {told}. {kept}
          </span>
        </>
      )}
    </ProgressBar>
  );
}

interface RowProps {
  words: StateWords;
  /** How the account is named. */
  name: ReactNode;
  /** Between the result and what to do about it. */
  note?: string | null;
  /** The cells after the result. */
  children: ReactNode;
}

/** The row of an account: what it is, what came of it, and what the columns after that say. */
export function RunRow({ words: { label, tone, icon, told }, name, note = null, children }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Mark tone={tone} icon={icon}>
          {label}
        </Mark>
        {note !== null && <span className={styles.note}>{note}</span>}
        {told !== null && <span className={styles.below}>{told}</span>}
      </td>
      {children}
    </tr>
  );
}

/** What something is called, and what else is known of it. */
export function Named({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <span className={styles.name}>{name}</span>
      <span className={styles.below}>{children}</span>
    </>
  );
}
