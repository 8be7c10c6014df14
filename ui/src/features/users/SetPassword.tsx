/** Another first password for an accountant, as where the own one is forgotten. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import type { UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { NOTHING_CHOSEN, faultsOfChosen, isUsable } from '../../words/password';
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
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (!isUsable(chosen) || reset.isPending) return;
    setChosen(NOTHING_CHOSEN);
    setChecks(0);
    void reset.run({ user_id: user.id, password: chosen.password }).then(({ problem }) => {
      if (problem !== null) return;
      onDone(`${user.name} has a new password.`);
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
        The present password stops working, and any wait after wrong ones ends. Tell {user.name} the new one and have it
        changed: after signing in, Bank Connections asks for an own one.
      </p>
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <NewPassword
          label="New password"
          name={user.name}
          chosen={chosen}
          faults={checks > 0 ? faultsOfChosen(chosen) : {}}
          onChange={setChosen}
          autoFocus
        />
      </form>
      {reset.problem !== null && <ProblemNotice problem={reset.problem} />}
    </DialogPanel>
  );
}
