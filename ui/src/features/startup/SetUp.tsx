/** The first start: the integration user is created. */
import { useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { TextField } from '../../components/TextField';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './startup.module.css';
import { StartupFrame } from './StartupFrame';

/** `onCreated` is told the recovery code, which is shown once. */
export function SetUp({ onCreated }: { onCreated: (code: string) => void }) {
  const setUp = useAct('set_up');
  const [name, setName] = useState('Integration user');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== password;

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (again !== password) return;
    const outcome = await setUp.run({ name, password });
    if (outcome.problem === null) onCreated(outcome.answer.code);
  };

  return (
    <StartupFrame>
      <form className={styles.card} onSubmit={(event) => void onSubmit(event)}>
        <h2 className={styles.title}>Create the integration user</h2>
        <p className={styles.sentence}>
          This user alone connects, updates, reconnects and removes banks. Everybody else works as an accountant.
        </p>
        <TextField label="Name" value={name} onChange={setName} isRequired />
        <TextField
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          description="At least 12 characters. Length counts, not the kind of characters."
          isRequired
        />
        <TextField
          label="Password again"
          type="password"
          value={again}
          onChange={setAgain}
          error={differs ? 'The two passwords differ.' : null}
          isRequired
        />
        {setUp.problem !== null && <ProblemNotice problem={setUp.problem} />}
        <Button variant="primary" type="submit" isPending={setUp.isPending}>
          Create the integration user
        </Button>
      </form>
    </StartupFrame>
  );
}
