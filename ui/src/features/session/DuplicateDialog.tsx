/** A bank that looks connected already. Nothing has been connected yet; the user says what is wanted. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { ChoiceGroup, type ChoiceOption } from '../../components/ChoiceGroup';
import { DialogPanel } from '../../components/Dialog';
import { notify } from '../../components/Toasts';
import type { DuplicateChoiceArgument, DuplicateView, ExistingConnectionView, SessionView } from '../../ipc/bindings';
import { useAct, useDuplicate } from '../../ipc/queries';
import { counted } from '../../words/account';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { GIVING_UP } from '../../words/purpose';
import { OfferedAccounts } from './OfferedAccounts';

/** The answer that this is another login. */
const ANYWAY = 'connect_anyway';

interface Props {
  session: SessionView;
  /** The connection that is there is to be updated. */
  onUpdate: (connectionId: string) => void;
  onLater: () => void;
}

export function DuplicateDialog({ session, onUpdate, onLater }: Props) {
  const duplicate = useDuplicate(session.id);
  const decide = useAct('decide_duplicate');
  const [given, setGiven] = useState<string | null>(null);
  const chosen = given ?? duplicate.data?.existing[0]?.connection_id ?? ANYWAY;

  const answer = (choice: DuplicateChoiceArgument) => {
    void decide.run({ session_id: session.id, choice }).then((outcome) => {
      if (outcome.problem !== null) return;
      if (outcome.answer.kind === 'update') onUpdate(outcome.answer.connection_id);
      if (outcome.answer.kind === 'stopped') notify({ title: GIVING_UP.connect.done, tone: 'quiet', icon: 'equal' });
    });
  };
  const institution = duplicate.data?.institution ?? session.institution;
  return (
    <DialogPanel
      title="This bank is connected already"
      subject={institution !== null && <Institution institution={institution} />}
      tone="warning"
      icon="equal"
      width="wide"
      onEscape={onLater}
      aside="Plaid keeps your sign-in for 30 minutes."
      actions={
        <>
          <Button variant="quiet" isDisabled={decide.isPending} onPress={() => answer({ kind: 'stop' })}>
            Don’t connect
          </Button>
          <Button isDisabled={decide.isPending} onPress={onLater}>
            Decide later
          </Button>
          <Button
            variant="primary"
            isDisabled={!duplicate.isSuccess}
            isPending={decide.isPending}
            onPress={() => answer(choiceOf(chosen))}
          >
            Continue
          </Button>
        </>
      }
    >
      <Question duplicate={duplicate} chosen={chosen} onChoose={setGiven} />
      {decide.problem !== null && <ProblemNotice problem={decide.problem} />}
    </DialogPanel>
  );
}

interface QuestionProps {
  duplicate: ReturnType<typeof useDuplicate>;
  chosen: string;
  onChoose: (answer: string) => void;
}

function Question({ duplicate, chosen, onChoose }: QuestionProps) {
  if (duplicate.isPending) return <p role="status">Reading the accounts…</p>;
  if (duplicate.isError) {
    return <ProblemNotice problem={duplicate.error} steps={{ try_again: () => void duplicate.refetch() }} />;
  }
  return (
    <>
      <p>
        <strong>Nothing has been connected yet.</strong> {sentenceOf(duplicate.data)}
      </p>
      <OfferedAccounts duplicate={duplicate.data} />
      <ChoiceGroup
        label="What do you want to do?"
        layout="stacked"
        options={optionsOf(duplicate.data)}
        value={chosen}
        onChange={onChoose}
      />
    </>
  );
}

function choiceOf(chosen: string): DuplicateChoiceArgument {
  return chosen === ANYWAY ? { kind: 'connect_anyway' } : { kind: 'use_existing', connection_id: chosen };
}

function sentenceOf({ offered, existing }: DuplicateView): string {
  const known = offered.filter(({ is_connected }) => is_connected).length;
  const of =
    offered.length === 1
      ? 'The account that you chose'
      : `${known} of the ${counted(offered.length, 'account', 'accounts')} that you chose`;
  const isRemoved = existing.every(({ obsolete }) => obsolete);
  return `${of} ${known === 1 ? 'is' : 'are'} on record already${isRemoved ? ', in a connection that was removed' : ''}.`;
}

function optionsOf({ existing }: DuplicateView): ChoiceOption[] {
  return [
    ...existing.map(optionOf),
    {
      value: ANYWAY,
      label: 'Connect as a second login',
      description: 'For another login at the same bank. Its accounts get numbers of their own.',
    },
  ];
}

function optionOf({ connection_id: value, obsolete, accounts }: ExistingConnectionView): ChoiceOption {
  const numbers = numbersOf(accounts.map(({ number }) => number));
  return obsolete
    ? {
        value,
        label: 'Reconnect the removed connection',
        description: `${numbers}. Numbers and history go on, with the sign-in you have just made.`,
      }
    : {
        value,
        label: 'Update the existing connection',
        description: `${numbers}. No second login is made; the bank’s window opens once more.`,
      };
}

/** `BAC-000000001 and 8 more`, short enough for a line. */
function numbersOf(numbers: readonly string[]): string {
  const [first, ...others] = numbers;
  if (first === undefined) return 'No accounts';
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
