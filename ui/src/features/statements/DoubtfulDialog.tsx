/** Transactions that may be on record already, one by one: both side by side, and the user says which it is. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { ChoiceGroup } from '../../components/ChoiceGroup';
import { DialogPanel } from '../../components/Dialog';
import type { DoubtfulView, DoubtView, ImportAccountView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { formatDay } from '../../words/day';
import { importLabel } from '../../words/imports';
import { formatMoney } from '../../words/money';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './attention.module.css';

const ANSWERS = [
  {
    value: 'same',
    label: 'The same transaction',
    description: 'The bank tells the one on record anew. It stays one line.',
  },
  {
    value: 'another',
    label: 'Another transaction',
    description: 'Both took place. The new one becomes a line of the next statement.',
  },
] as const;

interface Props {
  /** Those that are left. */
  doubtful: readonly DoubtfulView[];
  accounts: readonly ImportAccountView[];
  onClose: () => void;
}

export function DoubtfulDialog({ doubtful, accounts, onClose }: Props) {
  // How many there were when the window was opened.
  const [all, setAll] = useState(doubtful.length);
  if (doubtful.length > all) setAll(doubtful.length);
  const first = doubtful[0];
  if (first === undefined) return null;
  return (
    <Question
      key={first.row}
      question={first}
      place={`${all - doubtful.length + 1} of ${all}`}
      account={accounts.find(({ id }) => id === first.account_id)}
      isLast={doubtful.length === 1}
      onClose={onClose}
    />
  );
}

interface QuestionProps {
  question: DoubtfulView;
  place: string;
  account: ImportAccountView | undefined;
  isLast: boolean;
  onClose: () => void;
}

function Question({ question, place, account, isLast, onClose }: QuestionProps) {
  const [answer, setAnswer] = useState<string | null>(null);
  const save = useAct('tell_apart');
  const decide = async () => {
    const { problem } = await save.run({ row: question.row, is_same: answer === 'same' });
    if (problem === null && isLast) onClose();
  };
  return (
    <DialogPanel
      title="On record already?"
      subject={account === undefined ? undefined : importLabel(account)}
      place={place}
      tone="warning"
      icon="question"
      width="wide"
      onEscape={onClose}
      aside="What you decide is recorded in the audit."
      actions={
        <>
          <Button onPress={onClose}>Later</Button>
          <Button
            variant="primary"
            isDisabled={answer === null}
            isPending={save.isPending}
            onPress={() => void decide()}
          >
            {isLast ? 'Save decision' : 'Save and go on'}
          </Button>
        </>
      }
    >
      <p>The bank tells of a transaction that looks like one on record. Only you can say whether it is the same one.</p>
      <div className={styles.pair}>
        <Transaction title="On record" transaction={question.known} />
        <Transaction title="Told by the bank now" transaction={question.told} />
      </div>
      <ChoiceGroup label="This is" layout="stacked" options={ANSWERS} value={answer} onChange={setAnswer} />
      {save.problem !== null && <ProblemNotice problem={save.problem} />}
    </DialogPanel>
  );
}

function Transaction({ title, transaction: { date, amount, description } }: { title: string; transaction: DoubtView }) {
  return (
    <section className={styles.transaction} aria-label={title}>
      <h3>{title}</h3>
      <dl>
        <dt>Date</dt>
        <dd>{formatDay(date)}</dd>
        <dt>Amount</dt>
        <dd>{formatMoney(amount)}</dd>
        <dt>Description</dt>
        <dd>{description}</dd>
      </dl>
    </section>
  );
}
