/**
 * What feeds a bank account: where its statements begin, which can be changed as long as there are none and corrected
 * afterwards, and the way to unlink it. */
import { useId, useState, type ReactNode, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { useDiscard } from '../../components/useDiscard';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import type { BankAccountView, FeedView, OpeningBalanceView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { accountLabel, typeLabel } from '../../words/account';
import { compareAmounts } from '../../words/difference';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './bankAccounts.module.css';
import { Continues } from './Continues';
import { CorrectOpening } from './CorrectOpening';
import { argumentOf, dayOf, faultOfCorrection, faultsOf, isSame, isUsable, moneyOf, type Draft } from './opening';
import { OpeningFields } from './OpeningFields';

interface Props {
  bankAccount: BankAccountView;
  feed: FeedView;
  onUnlink: () => void;
  onDone: (said: string) => void;
  onClose: () => void;
}

export function ChangeLink(props: Props) {
  const { opening } = props.bankAccount;
  return opening === null ? <ChangeOpening {...props} /> : <WithStatements {...props} opening={opening} />;
}

/** As long as there are no statements. */
function ChangeOpening({ bankAccount, feed, onUnlink, onDone, onClose }: Props) {
  const formId = useId();
  const change = useAct('change_opening');
  const { opening, starts_on } = feed.begins;
  const onRecord: Draft = { balance: opening.amount, startsOn: dayOf(starts_on) };
  const [draft, setDraft] = useState(onRecord);
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);
  const faults = faultsOf(draft, bankAccount.currency, new Date());

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (!isUsable(faults) || change.isPending) return;
    void change.run({ bank_account_id: bankAccount.id, opening: argumentOf(draft) }).then(({ problem }) => {
      if (problem === null) onDone(`The statements of ${calledOf(bankAccount)} begin there now.`);
    });
  };

  return (
    <LinkPanel
      {...{ bankAccount, feed, onUnlink, onClose }}
      isChanged={!isSame(draft, onRecord)}
      close="Cancel"
      save={
        <Button variant="primary" type="submit" form={formId} isPending={change.isPending}>
          Save
        </Button>
      }
    >
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <OpeningFields
          draft={draft}
          currency={bankAccount.currency}
          account={feed.account}
          faults={checks > 0 ? faults : null}
          onChange={setDraft}
        />
      </form>
      {change.problem !== null && <ProblemNotice problem={change.problem} />}
    </LinkPanel>
  );
}

/** They go on, and what they began with can be corrected. */
function WithStatements({ bankAccount, feed, opening, ...ends }: Props & { opening: OpeningBalanceView }) {
  const { onUnlink, onDone, onClose } = ends;
  const formId = useId();
  const correct = useAct('correct_opening');
  const onRecord = waits(opening) ? opening.right.amount : '';
  const [balance, setBalance] = useState(onRecord);
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);
  const fault = faultOfCorrection(balance, opening);

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (fault !== null || correct.isPending) return;
    void correct.run({ bank_account_id: bankAccount.id, balance: balance.trim() }).then(({ problem }) => {
      if (problem === null) onDone(saidOf(bankAccount, opening, balance));
    });
  };

  return (
    <LinkPanel
      {...{ bankAccount, feed, onUnlink, onClose }}
      isChanged={balance !== onRecord}
      close="Close"
      save={
        <Button variant="primary" type="submit" form={formId} isPending={correct.isPending}>
          Correct opening balance
        </Button>
      }
    >
      {bankAccount.continues !== null && <Continues begins={bankAccount.continues} />}
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <CorrectOpening
          opening={opening}
          account={feed.account}
          balance={balance}
          fault={checks > 0 ? fault : null}
          onChange={setBalance}
        />
      </form>
      {correct.problem !== null && <ProblemNotice problem={correct.problem} />}
    </LinkPanel>
  );
}

interface PanelProps extends Omit<Props, 'onDone'> {
  isChanged: boolean;
  close: string;
  save: ReactNode;
  children: ReactNode;
}

function LinkPanel({
  bankAccount,
  feed: { account, institution },
  isChanged,
  close,
  save,
  children,
  onUnlink,
  onClose,
}: PanelProps) {
  const { leave, question } = useDiscard(isChanged, onClose);
  return (
    <DialogPanel
      title="Change the link"
      subject={`${calledOf(bankAccount)} (${bankAccount.currency})`}
      icon="link"
      onEscape={leave}
      actions={
        <>
          <Button variant="quiet-danger" onPress={onUnlink}>
            Unlink…
          </Button>
          <Button onPress={leave}>{close}</Button>
          {save}
        </>
      }
    >
      <div className={styles.fed}>
        <p>
          Fed by <strong>{accountLabel(account)}</strong> <span className={styles.number}>{account.number}</span> ·{' '}
          {typeLabel(account.kind, account.subtype)}
        </p>
        <p>
          <Institution institution={institution} />
        </p>
      </div>
      {children}
      {question}
    </DialogPanel>
  );
}

function saidOf(bankAccount: BankAccountView, { used }: OpeningBalanceView, balance: string): string {
  const entered = moneyOf(balance, used.currency);
  return entered === null || compareAmounts(entered.amount, used.amount) === 0
    ? `The opening balance of ${calledOf(bankAccount)} is what it was. Nothing is corrected.`
    : `The next statement of ${calledOf(bankAccount)} corrects its opening balance.`;
}

function waits({ used, right }: OpeningBalanceView): boolean {
  return compareAmounts(used.amount, right.amount) !== 0;
}

function calledOf({ code, name }: BankAccountView): string {
  return `${code} ${name}`;
}
