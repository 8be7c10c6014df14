/** A new accountant, with the first password. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { TextField } from '../../components/TextField';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import { useAct } from '../../ipc/queries';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { NOTHING_CHOSEN, faultsOfChosen, isUsable } from '../../words/password';
import styles from './users.module.css';

interface Props {
  /** It is done, and this is to be said of it. */
  onDone: (said: string) => void;
  onClose: () => void;
}

export function AddAccountant({ onDone, onClose }: Props) {
  const formId = useId();
  const add = useAct('add_accountant');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);
  const isNamed = name.trim() !== '';

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (!isNamed || !isUsable(chosen) || add.isPending) return;
    setChosen(NOTHING_CHOSEN);
    setChecks(0);
    void add.run({ name, password: chosen.password }).then(({ problem }) => {
      if (problem !== null) return;
      onDone(`${name.trim()} can sign in now.`);
    });
  };

  return (
    <DialogPanel
      title="Add an accountant"
      icon="user"
      onEscape={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} isPending={add.isPending}>
            Add the accountant
          </Button>
        </>
      }
    >
      <p>
        An accountant looks at everything and exports, and changes nothing. Tell the person the first password and have
        it changed: after signing in, Bank Connections asks for an own one.
      </p>
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={checks > 0 && !isNamed ? 'Enter a name.' : null}
          description="As it is to stand in the audit. It can’t be changed or given again."
          autoFocus
          isRequired
        />
        <NewPassword
          label="First password"
          name={name}
          chosen={chosen}
          faults={checks > 0 ? faultsOfChosen(chosen) : {}}
          onChange={setChosen}
        />
      </form>
      {add.problem !== null && <ProblemNotice problem={add.problem} />}
    </DialogPanel>
  );
}
