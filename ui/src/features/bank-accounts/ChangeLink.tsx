/** What feeds a bank account: where its statements begin, as long as there are none, and the way to unlink it. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { useDiscard } from '../../components/useDiscard';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import type { BankAccountView, FeedView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { accountLabel, typeLabel } from '../../words/account';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './bankAccounts.module.css';
import { Continues } from './Continues';
import { argumentOf, dayOf, faultsOf, isSame, isUsable, type Draft } from './opening';
import { OpeningFields } from './OpeningFields';

interface Props {
  bankAccount: BankAccountView;
  feed: FeedView;
  onUnlink: () => void;
  onDone: (said: string) => void;
  onClose: () => void;
}

export function ChangeLink({ bankAccount, feed, onUnlink, onDone, onClose }: Props) {
  const formId = useId();
  const change = useAct('change_opening');
  const { opening, starts_on } = feed.begins;
  const onRecord: Draft = { balance: opening.amount, startsOn: dayOf(starts_on) };
  const [draft, setDraft] = useState(onRecord);
  const { leave, question } = useDiscard(!isSame(draft, onRecord), onClose);
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);
  const faults = faultsOf(draft, bankAccount.currency, new Date());
  const called = `${bankAccount.code} ${bankAccount.name}`;

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (!isUsable(faults) || change.isPending) return;
    void change.run({ bank_account_id: bankAccount.id, opening: argumentOf(draft) }).then(({ problem }) => {
      if (problem === null) onDone(`The statements of ${called} begin there now.`);
    });
  };

  return (
    <DialogPanel
      title="Change the link"
      subject={`${called} (${bankAccount.currency})`}
      icon="link"
      onEscape={leave}
      actions={
        <>
          <Button variant="quiet-danger" onPress={onUnlink}>
            Unlink…
          </Button>
          <Button onPress={leave}>{bankAccount.continues === null ? 'Cancel' : 'Close'}</Button>
          {bankAccount.continues === null && (
            <Button variant="primary" type="submit" form={formId} isPending={change.isPending}>
              Save
            </Button>
          )}
        </>
      }
    >
      <div className={styles.fed}>
        <p>
          Fed by <strong>{accountLabel(feed.account)}</strong>{' '}
          <span className={styles.number}>{feed.account.number}</span> ·{' '}
          {typeLabel(feed.account.kind, feed.account.subtype)}
        </p>
        <p>
          <Institution institution={feed.institution} />
        </p>
      </div>
      {bankAccount.continues === null ? (
        <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
          <OpeningFields
            draft={draft}
            currency={bankAccount.currency}
            account={feed.account}
            faults={checks > 0 ? faults : null}
            onChange={setDraft}
          />
        </form>
      ) : (
        <Continues begins={bankAccount.continues} />
      )}
      {question}
      {change.problem !== null && <ProblemNotice problem={change.problem} />}
    </DialogPanel>
  );
}
