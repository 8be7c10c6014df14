/** Accounts that only the user can tell apart: each one the bank reports is one on record, or a new one. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { ChoiceGroup } from '../../components/ChoiceGroup';
import { DialogPanel } from '../../components/Dialog';
import type { AccountView, AmbiguityView, MappingView, ReportedView, SessionView } from '../../ipc/bindings';
import { useAct, useMapping } from '../../ipc/queries';
import { accountLabel, counted, typeLabel } from '../../words/account';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { NEW_ACCOUNT, answered, decisionsOf, stillAsked, unanswered, unnamed, type Answers } from './decisions';
import styles from './MappingDialog.module.css';

interface Props {
  session: SessionView;
  onLater: () => void;
}

export function MappingDialog({ session, onLater }: Props) {
  const mapping = useMapping(session.id);
  const decide = useAct('decide_mapping');
  const [given, setGiven] = useState<Answers>({});
  const ambiguities = mapping.data?.ambiguities ?? [];
  const answers = stillAsked(ambiguities, given);
  const left = unanswered(ambiguities, answers);
  return (
    <DialogPanel
      title="Which account is which?"
      subject={<Institution institution={session.institution} />}
      tone="warning"
      icon="question"
      width="wide"
      onEscape={onLater}
      aside={mapping.isSuccess && left > 0 && `${counted(left, 'account', 'accounts')} to decide`}
      actions={
        <>
          <Button onPress={onLater}>Decide later</Button>
          <Button
            variant="primary"
            isDisabled={!mapping.isSuccess || left > 0}
            isPending={decide.isPending}
            onPress={() => void decide.run({ session_id: session.id, decisions: decisionsOf(answers) })}
          >
            Save
          </Button>
        </>
      }
    >
      <p>
        The bank reports accounts that could be more than one of yours. Bank Connections never guesses: say what each
        one is. Until then nothing of this update is saved.
      </p>
      <MappingQuestions
        mapping={mapping}
        answers={answers}
        onAnswer={(accountId, answer) => setGiven(answered(answers, accountId, answer))}
      />
      {left === 0 && <Unnamed accounts={unnamed(ambiguities, answers)} />}
      {decide.problem !== null && <ProblemNotice problem={decide.problem} />}
    </DialogPanel>
  );
}

interface QuestionsProps {
  mapping: ReturnType<typeof useMapping>;
  answers: Answers;
  onAnswer: (accountId: string, answer: string) => void;
}

function MappingQuestions({ mapping, answers, onAnswer }: QuestionsProps) {
  if (mapping.isPending) return <p role="status">Reading the accounts…</p>;
  if (mapping.isError) {
    return <ProblemNotice problem={mapping.error} steps={{ try_again: () => void mapping.refetch() }} />;
  }
  if (isEmpty(mapping.data)) return <p>There is nothing left to tell apart.</p>;
  return mapping.data.ambiguities.flatMap((ambiguity) =>
    ambiguity.reported.map((reported) => (
      <ChoiceGroup
        key={reported.account_id}
        label={<Reported account={reported} />}
        options={optionsOf(ambiguity)}
        value={answers[reported.account_id] ?? null}
        onChange={(answer) => onAnswer(reported.account_id, answer)}
      />
    )),
  );
}

function Reported({ account }: { account: ReportedView }) {
  return (
    <>
      The bank’s <strong className={styles.reported}>{accountLabel(account)}</strong>{' '}
      <span className={styles.description}>{describe(account)}</span> is
    </>
  );
}

function optionsOf({ on_record }: AmbiguityView) {
  const known = on_record.map((account) => ({
    value: account.id,
    label: `${account.number} ${accountLabel(account)}`,
    description: `${describe(account)}, ${account.active ? 'active' : 'inactive'}`,
  }));
  return [...known, { value: NEW_ACCOUNT, label: 'A new account', description: 'It gets a number of its own.' }];
}

function Unnamed({ accounts }: { accounts: readonly AccountView[] }) {
  if (accounts.length === 0) return null;
  return (
    <p>
      Not among the bank’s accounts, and therefore inactive after saving:{' '}
      {accounts.map((account) => `${account.number} ${accountLabel(account)}`).join(', ')}.
    </p>
  );
}

/** What tells accounts of the same name apart. */
function describe({ official_name, kind, subtype, currency }: AccountView | ReportedView): string {
  return [official_name, typeLabel(kind, subtype), currency].filter((part) => part !== null).join(', ');
}

function isEmpty({ ambiguities }: MappingView): boolean {
  return ambiguities.every(({ reported }) => reported.length === 0);
}
