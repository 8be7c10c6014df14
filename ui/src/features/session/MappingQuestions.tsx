/** One question for each account that the bank reports. */
import { ChoiceGroup } from '../../components/ChoiceGroup';
import type { AccountView, AmbiguityView, MappingView, PurposeView, ReportedView } from '../../ipc/bindings';
import type { useMapping } from '../../ipc/queries';
import { accountLabel, typeLabel } from '../../words/account';
import { ProblemNotice } from '../../words/ProblemNotice';
import { NEW_ACCOUNT, type Answers } from './decisions';
import styles from './MappingDialog.module.css';

interface Props {
  mapping: ReturnType<typeof useMapping>;
  answers: Answers;
  onAnswer: (accountId: string, answer: string) => void;
}

export function MappingQuestions({ mapping, answers, onAnswer }: Props) {
  if (mapping.isPending) return <p role="status">Reading the accounts…</p>;
  if (mapping.isError) {
    return <ProblemNotice problem={mapping.error} steps={{ try_again: () => void mapping.refetch() }} />;
  }
  if (isEmpty(mapping.data)) return <p>There is nothing left to tell apart.</p>;
  const { ambiguities, purpose } = mapping.data;
  return ambiguities.flatMap((ambiguity) =>
    ambiguity.reported.map((reported) => (
      <ChoiceGroup
        key={reported.account_id}
        label={<Reported account={reported} />}
        options={optionsOf(ambiguity, purpose)}
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

function optionsOf({ on_record }: AmbiguityView, purpose: PurposeView) {
  const known = on_record.map((account) => ({
    value: account.id,
    label: `${account.number} ${accountLabel(account)}`,
    description: `${describe(account)}${stateOf(account, purpose)}`,
  }));
  return [
    ...known,
    { value: NEW_ACCOUNT, label: 'A new account', description: 'It is added and gets a number of its own.' },
  ];
}

/** Of a removed connection no account is in use, so that nothing is to be told of it. */
function stateOf({ active }: AccountView, purpose: PurposeView): string {
  if (purpose === 'reconnect') return '';
  return active ? ', active' : ', inactive';
}

/** What tells accounts of the same name apart. */
function describe({ official_name, kind, subtype, currency }: AccountView | ReportedView): string {
  return [official_name, typeLabel(kind, subtype), currency].filter((part) => part !== null).join(', ');
}

function isEmpty({ ambiguities }: MappingView): boolean {
  return ambiguities.every(({ reported }) => reported.length === 0);
}
