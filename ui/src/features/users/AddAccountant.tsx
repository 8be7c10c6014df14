/** A new accountant, with the first password. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { TextField } from '../../components/TextField';
import { useAct } from '../../ipc/queries';
import { beyondFields, faultOf, faultsOfPassword } from '../../words/faults';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { NOTHING_CHOSEN, isUsable } from '../../words/password';
import { useCheckedForm } from '../../words/useCheckedForm';
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
  const { form, isChecked, refused, check, refuse, changing } = useCheckedForm();
  const said = beyondFields(refused);
  const isNamed = name.trim() !== '';

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    check();
    if (!isNamed || !isUsable(chosen) || add.isPending) return;
    void add.run({ name, password: chosen.password }).then(({ problem }) => {
      if (problem === null) onDone(`${name.trim()} can sign in now.`);
      else refuse(problem);
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
        An accountant looks at everything, refreshes, imports and exports. Only the integration user connects, updates,
        replaces and removes. Tell the person the first password: after signing in with it, Bank Connections asks for
        another one that nobody else knows.
      </p>
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <TextField
          label="Name"
          value={name}
          onChange={changing(setName)}
          error={isChecked && !isNamed ? 'Enter a name.' : faultOf('name', refused)}
          description="As it is to stand in the audit. It can’t be changed or given again."
          autoFocus
          isRequired
        />
        <NewPassword
          label="First password"
          name={name}
          chosen={chosen}
          faults={isChecked ? faultsOfPassword(chosen, refused) : {}}
          onChange={changing(setChosen)}
        />
      </form>
      {said !== null && <ProblemNotice problem={said} />}
    </DialogPanel>
  );
}
