/** The first start of the firm's own profile: the integration user is created. */
import { useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { TextField } from '../../components/TextField';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import { useAct } from '../../ipc/queries';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { StartupFrame } from '../../words/StartupFrame';
import { NOTHING_CHOSEN, faultsOfChosen, isUsable } from '../../words/password';
import styles from './entrance.module.css';

/** `onCode` is told the recovery code, which is shown once. */
export function SetUp({ onCode }: { onCode: (code: string) => void }) {
  const setUp = useAct('set_up');
  const [name, setName] = useState('Integration user');
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);
  const isNamed = name.trim() !== '';

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (!isNamed || !isUsable(chosen) || setUp.isPending) return;
    setChosen(NOTHING_CHOSEN);
    setChecks(0);
    void setUp.run({ name, password: chosen.password }).then((outcome) => {
      if (outcome.problem === null) onCode(outcome.answer.code);
    });
  };

  return (
    <StartupFrame>
      <form ref={form} className={styles.card} aria-label="The integration user" onSubmit={onSubmit}>
        <div className={styles.heading}>
          <h2 className={styles.title}>Create the integration user</h2>
          <p className={styles.sentence}>
            This user alone connects, updates, reconnects and removes banks. You add accountants afterwards; they look
            at everything and export.
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
            onChange={setName}
            description="Accountants are told by this name whom to ask."
            error={checks > 0 && !isNamed ? 'Enter a name.' : null}
            isRequired
          />
          <NewPassword
            name={name}
            chosen={chosen}
            faults={checks > 0 ? faultsOfChosen(chosen) : {}}
            onChange={setChosen}
            autoFocus
          />
        </div>
        {setUp.problem !== null && <ProblemNotice problem={setUp.problem} />}
        <div className={styles.actions}>
          <Button variant="primary" type="submit" isPending={setUp.isPending}>
            Create the integration user
          </Button>
        </div>
      </form>
    </StartupFrame>
  );
}
