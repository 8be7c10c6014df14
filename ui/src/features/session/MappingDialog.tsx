/** Accounts that only the user can tell apart: each one the bank reports is one on record, or a new one. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { PurposeView, SessionView } from '../../ipc/bindings';
import { useAct, useMapping } from '../../ipc/queries';
import { counted } from '../../words/account';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { GIVING_UP } from '../../words/purpose';
import { answered, decisionsOf, stillAsked, unanswered, type Answers } from './decisions';
import { MappingQuestions } from './MappingQuestions';
import { Unnamed } from './Unnamed';

interface Props {
  session: SessionView;
  /** What was answered before, also before it was left for later. */
  given: Answers;
  onAnswer: (answers: Answers) => void;
  onLater: () => void;
  onGiveUp: () => void;
}

export function MappingDialog({ session, given, onAnswer, onLater, onGiveUp }: Props) {
  const mapping = useMapping(session.id);
  const decide = useAct('decide_mapping');
  const ambiguities = mapping.data?.ambiguities ?? [];
  const answers = stillAsked(ambiguities, given);
  const left = unanswered(ambiguities, answers);
  const { purpose, institution } = session;
  return (
    <DialogPanel
      title="Which account is which?"
      subject={institution !== null && <Institution institution={institution} />}
      tone="warning"
      icon="question"
      width="wide"
      onEscape={onLater}
      aside={mapping.isSuccess && left > 0 && `${counted(left, 'account', 'accounts')} to decide`}
      actions={
        <>
          {purpose !== 'update' && (
            <Button variant="quiet" onPress={onGiveUp}>
              {GIVING_UP[purpose].wish}
            </Button>
          )}
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
      <p>{INTRODUCTIONS[purpose]}</p>
      <MappingQuestions
        mapping={mapping}
        answers={answers}
        onAnswer={(accountId, answer) => onAnswer(answered(answers, accountId, answer))}
      />
      <Unnamed ambiguities={ambiguities} answers={answers} isFinal={left === 0} />
      {decide.problem !== null && <ProblemNotice problem={decide.problem} />}
    </DialogPanel>
  );
}

const UPDATE =
  'The bank reports accounts that could be more than one of yours. Bank Connections never guesses: say what each one is. Until then nothing of this update is saved.';
const NEW_LOGIN =
  'With the new login the bank reports accounts that could be some of yours. Bank Connections never guesses: say what each one is. Until then nothing is saved, and the connection stays as it is.';

const INTRODUCTIONS = {
  update: UPDATE,
  connect: UPDATE,
  replace: NEW_LOGIN,
  reconnect: NEW_LOGIN,
} as const satisfies Record<PurposeView, string>;
