/** The first start of the firm's own profile: the integration user is created. */
import { useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { TextField } from '../../components/TextField';
import { useAct } from '../../ipc/queries';
import { beyondFields, faultOf, faultsOfPassword } from '../../words/faults';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { StartupFrame } from '../../words/StartupFrame';
import { NOTHING_CHOSEN, isUsable } from '../../words/password';
import { useCheckedForm } from '../../words/useCheckedForm';
import styles from './entrance.module.css';

/** `onCode` is told the recovery code, which is shown once. */
export function SetUp({ onCode }: { onCode: (code: string) => void }) {
  const setUp = useAct('set_up');
  const [name, setName] = useState('Integration user');
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const { form, isChecked, refused, check, refuse, changing } = useCheckedForm();
  const said = beyondFields(refused);
  const isNamed = name.trim() !== '';

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    check();
    if (!isNamed || !isUsable(chosen) || setUp.isPending) return;
    void setUp.run({ name, password: chosen.password }).then((outcome) => {
      if (outcome.problem === null) onCode(outcome.answer.code);
      else refuse(outcome.problem);
    });
  };

  return (
    <StartupFrame>
      <form ref={form} className={styles.card} aria-label="The integration user" onSubmit={onSubmit}>
        <div className={styles.heading}>
          <h2 className={styles.title}>Create the integration user</h2>
          <p className={styles.sentence}>
            This user alone connects, updates, replaces and removes. You add accountants afterwards; they refresh,
            import and export.
          </p>
        </div>
        <p className={styles.hint}>
          A dedicated user is recommended: the bank connections of your firm then don’t hang on one person, and the
          audit shows when somebody worked on them.
        </p>
        <div className={styles.fields}>
          <TextField
            label="Name"
            value={name}
            onChange={changing(setName)}
            description="Accountants are told by this name whom to ask."
            error={isChecked && !isNamed ? 'Enter a name.' : faultOf('name', refused)}
            isRequired
          />
          <NewPassword
            name={name}
            chosen={chosen}
            faults={isChecked ? faultsOfPassword(chosen, refused) : {}}
            onChange={changing(setChosen)}
            autoFocus
          />
        </div>
        {said !== null && <ProblemNotice problem={said} />}
        <div className={styles.actions}>
          <Button variant="primary" type="submit" isPending={setUp.isPending}>
            Create the integration user
          </Button>
        </div>
      </form>
    </StartupFrame>
  );
}
