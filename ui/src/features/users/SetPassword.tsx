/** Another first password for an accountant, as where it is forgotten. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { beyondFields, faultsOfPassword } from '../../words/faults';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { NOTHING_CHOSEN, isUsable } from '../../words/password';
import { useCheckedForm } from '../../words/useCheckedForm';
import styles from './users.module.css';

interface Props {
  user: UserView;
  /** It is done, and this is to be said of it. */
  onDone: (said: string) => void;
  onClose: () => void;
}

export function SetPassword({ user, onDone, onClose }: Props) {
  const formId = useId();
  const reset = useAct('reset_password');
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const { form, isChecked, refused, check, refuse, changing } = useCheckedForm();
  const said = beyondFields(refused);

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    check();
    if (!isUsable(chosen) || reset.isPending) return;
    void reset.run({ user_id: user.id, password: chosen.password }).then(({ problem }) => {
      if (problem === null) onDone(`${user.name} has a new password.`);
      else refuse(problem);
    });
  };

  return (
    <DialogPanel
      title="Set a new password"
      subject={user.name}
      icon="key"
      onEscape={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} isPending={reset.isPending}>
            Set the password
          </Button>
        </>
      }
    >
      <p>
        The present password stops working, and any wait after wrong ones ends. Tell {user.name} the new one: after
        signing in with it, Bank Connections asks for one that nobody else knows.
      </p>
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <NewPassword
          label="New password"
          name={user.name}
          chosen={chosen}
          faults={isChecked ? faultsOfPassword(chosen, refused) : {}}
          onChange={changing(setChosen)}
          autoFocus
        />
      </form>
      {said !== null && <ProblemNotice problem={said} />}
    </DialogPanel>
  );
}
