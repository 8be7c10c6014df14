/** The door while nobody is signed in: who is there, and the password. Nothing of the records is shown here. */
import { useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { ChoiceGroup } from '../../components/ChoiceGroup';
import { TextField } from '../../components/TextField';
import type { EntranceView, PasswordAnswerView, UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import { ROLES } from '../../words/user';
import { formatTime } from '../../words/time';
import styles from './startup.module.css';
import { StartupFrame } from './StartupFrame';

export function SignIn({ entrance }: { entrance: EntranceView }) {
  const signIn = useAct('sign_in');
  const [userId, setUserId] = useState(entrance.expected ?? entrance.users[0]?.id ?? '');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const said = password;
    setPassword('');
    const outcome = await signIn.run({ user_id: userId, password: said });
    if (outcome.problem === null) setRefusal(refusalOf(outcome.answer));
  };

  return (
    <StartupFrame>
      <form className={styles.card} onSubmit={(event) => void onSubmit(event)}>
        <h2 className={styles.title}>{entrance.is_locked ? 'Locked' : 'Sign in'}</h2>
        <ChoiceGroup
          label="User"
          layout="stacked"
          value={userId}
          onChange={setUserId}
          options={entrance.users.map(optionOf)}
        />
        <TextField label="Password" type="password" value={password} onChange={setPassword} error={refusal} />
        {entrance.demo_password !== null && (
          <p className={styles.hint}>Demo: the password of both users is “{entrance.demo_password}”.</p>
        )}
        {signIn.problem !== null && <ProblemNotice problem={signIn.problem} />}
        <Button variant="primary" type="submit" isPending={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </StartupFrame>
  );
}

function optionOf({ id, name, role }: UserView) {
  return { value: id, label: name, description: ROLES[role] };
}

function refusalOf(answer: PasswordAnswerView): string | null {
  switch (answer.kind) {
    case 'right':
      return null;
    case 'wrong':
      return answer.retry_at === null
        ? 'The password is wrong. Try again.'
        : `The password is wrong. You can try again at ${formatTime(answer.retry_at)}.`;
    case 'too_soon':
      return `Too many wrong tries. You can try again at ${formatTime(answer.retry_at)}.`;
  }
}
