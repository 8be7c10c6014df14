/** A new password for oneself. The present one is told once more. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { TextField } from '../../components/TextField';
import { notify } from '../../components/Toasts';
import { useSecondsUntil } from '../../components/useSecondsUntil';
import type { UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { beyondFields, faultsOfPassword } from '../../words/faults';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { RefusedTry } from '../../words/RefusedTry';
import { NOTHING_CHOSEN, isUsable } from '../../words/password';
import type { Refused } from '../../words/tries';
import { useCheckedForm } from '../../words/useCheckedForm';
import styles from './account.module.css';

interface Props {
  user: UserView;
  onClose: () => void;
}

export function ChangePassword({ user, onClose }: Props) {
  const formId = useId();
  const { checked, present, chosen, tried, ...change } = useChange(onClose);
  const { form, isChecked, refused } = checked;
  const problem = beyondFields(refused);
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
          onChange={change.onPresent}
          error={tried !== null ? '' : isChecked && present === '' ? 'Enter your present password.' : null}
          autoFocus
          isRequired
        />
        <NewPassword
          label="New password"
          name={user.name}
          chosen={chosen}
          faults={isChecked ? faultsOfPassword(chosen, refused) : {}}
          onChange={checked.changing(change.setChosen)}
        />
      </form>
      {tried !== null && <RefusedTry key={change.tries} refused={tried} of="password" />}
      {problem !== null && <ProblemNotice problem={problem} />}
    </DialogPanel>
  );
}

/** The fields, and what came of the last try. A wrong password is emptied; what was fine stays. */
function useChange(onChanged: () => void) {
  const change = useAct('change_password');
  const [present, setPresent] = useState('');
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const [tries, setTries] = useState(0);
  const [tried, setTried] = useState<Refused | null>(null);
  const checked = useCheckedForm();
  const isEarly = useSecondsUntil(tried?.retry_at ?? null) > 0;

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    checked.check();
    if (present === '' || !isUsable(chosen) || isEarly || change.isPending) return;
    void change.run({ present, new: chosen.password }).then((outcome) => {
      if (outcome.problem !== null) {
        checked.refuse(outcome.problem);
        return;
      }
      if (outcome.answer.kind === 'right') {
        onChanged();
        notify({ title: 'Your password is changed', tone: 'good', icon: 'check' });
        return;
      }
      setPresent('');
      setTried(outcome.answer);
      setTries((before) => before + 1);
      checked.check();
    });
  };
  const onPresent = checked.changing((text: string) => {
    setPresent(text);
    // The wait goes on, whatever is typed.
    if (!isEarly) setTried(null);
  });
  return {
    checked,
    present,
    onPresent,
    chosen,
    setChosen,
    tries,
    tried,
    isEarly,
    isPending: change.isPending,
    onSubmit,
  };
}
