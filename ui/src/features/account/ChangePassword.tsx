/** A new password for oneself. The present one is told once more. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { TextField } from '../../components/TextField';
import { notify } from '../../components/Toasts';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import { useSecondsUntil } from '../../components/useSecondsUntil';
import type { UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { RefusedTry } from '../../words/RefusedTry';
import { NOTHING_CHOSEN, faultsOfChosen, isUsable } from '../../words/password';
import type { Refused } from '../../words/tries';
import styles from './account.module.css';

interface Props {
  user: UserView;
  onClose: () => void;
}

export function ChangePassword({ user, onClose }: Props) {
  const formId = useId();
  const { form, present, chosen, checks, refused, ...change } = useChange(onClose);
  return (
    <DialogPanel
      title="Change your password"
      icon="key"
      onEscape={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isPending={change.isPending}
            isDisabled={change.isEarly}
          >
            Change the password
          </Button>
        </>
      }
    >
      <form ref={form} id={formId} className={styles.fields} onSubmit={change.onSubmit}>
        <TextField
          label="Present password"
          type="password"
          value={present}
          onChange={change.setPresent}
          error={checks > 0 && present === '' ? 'Enter your present password.' : null}
          autoFocus
          isRequired
        />
        <NewPassword
          label="New password"
          name={user.name}
          chosen={chosen}
          faults={checks > 0 ? faultsOfChosen(chosen) : {}}
          onChange={change.setChosen}
        />
      </form>
      {refused !== null && <RefusedTry key={change.tries} refused={refused} of="password" />}
      {change.problem !== null && <ProblemNotice problem={change.problem} />}
    </DialogPanel>
  );
}

/** The fields, emptied by each try, and what came of the last one. */
function useChange(onChanged: () => void) {
  const change = useAct('change_password');
  const [present, setPresent] = useState('');
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const [checks, setChecks] = useState(0);
  const [tries, setTries] = useState(0);
  const [refused, setRefused] = useState<Refused | null>(null);
  const form = useFocusOnFault(checks);
  const isEarly = useSecondsUntil(refused?.retry_at ?? null) > 0;

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (present === '' || !isUsable(chosen) || isEarly || change.isPending) return;
    setPresent('');
    setChosen(NOTHING_CHOSEN);
    setChecks(0);
    void change.run({ present, new: chosen.password }).then((outcome) => {
      if (outcome.problem !== null) return;
      if (outcome.answer.kind === 'right') {
        onChanged();
        notify({ title: 'Your password is changed', tone: 'good', icon: 'check' });
        return;
      }
      setRefused(outcome.answer);
      setTries((before) => before + 1);
      form.current?.querySelector('input')?.focus();
    });
  };
  const { problem, isPending } = change;
  return {
    form,
    present,
    setPresent,
    chosen,
    setChosen,
    checks,
    tries,
    refused,
    isEarly,
    problem,
    isPending,
    onSubmit,
  };
}
