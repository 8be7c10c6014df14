/** Who it is, and the password. Where the application was locked, whoever locked it is expected back. */
import { useEffect, useRef, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { ChoiceGroup } from '../../components/ChoiceGroup';
import { Icon } from '../../components/Icon';
import { TextField } from '../../components/TextField';
import { useSecondsUntil } from '../../components/useSecondsUntil';
import type { EntranceView, UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import { RefusedTry } from '../../words/RefusedTry';
import type { Refused } from '../../words/tries';
import { roleBeside } from '../../words/user';
import styles from './entrance.module.css';

interface Props {
  entrance: EntranceView;
  user: UserView;
  onUser: (id: string) => void;
  onForgotten: () => void;
}

export function SignIn({ entrance, user, onUser, onForgotten }: Props) {
  const { users, is_locked, demo_password } = entrance;
  const [isListed, setIsListed] = useState(!is_locked);
  const { form, password, setPassword, tried, problem, isPending, isEarly, onSubmit } = useSignIn(user);
  return (
    <form ref={form} className={styles.card} aria-label="Sign in" onSubmit={onSubmit}>
      <div className={styles.heading}>
        <h2 className={styles.title}>{is_locked ? 'Locked' : 'Sign in'}</h2>
        <p className={styles.sentence}>
          {is_locked && !isListed
            ? `${user.name} is expected back. Enter the password to go on.`
            : 'Choose who you are and enter your password.'}
        </p>
      </div>
      {isListed ? (
        <div className={styles.users}>
          <ChoiceGroup
            label="User"
            layout="stacked"
            value={user.id}
            onChange={onUser}
            options={users.map((one) => ({ value: one.id, label: one.name, description: roleBeside(one) }))}
          />
        </div>
      ) : (
        <Expected user={user} isAlone={users.length < 2} onOther={() => setIsListed(true)} />
      )}
      <div className={styles.fields}>
        <TextField label="Password" type="password" value={password} onChange={setPassword} autoFocus isRequired />
      </div>
      {demo_password !== null && (
        <p className={styles.hint}>
          This is the demo. Unless somebody changed it here, the password is <strong>{demo_password}</strong>. If the
          changed one is forgotten, quit and start anew: the demo begins with the integration user signed in.
        </p>
      )}
      {tried !== null && <RefusedTry key={tried.count} refused={tried.refused} of="password" />}
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={styles.actions}>
        <Button variant="primary" type="submit" isPending={isPending} isDisabled={isEarly || password === ''}>
          {is_locked && !isListed ? 'Unlock' : 'Sign in'}
        </Button>
        <Button variant="quiet" onPress={onForgotten}>
          Forgotten password…
        </Button>
      </div>
    </form>
  );
}

function Expected({ user, isAlone, onOther }: { user: UserView; isAlone: boolean; onOther: () => void }) {
  return (
    <div className={styles.who}>
      <Icon name="user" size="large" />
      <div>
        <p className={styles.name}>{user.name}</p>
        <p className={styles.role}>{roleBeside(user)}</p>
      </div>
      {!isAlone && (
        <Button variant="quiet" size="small" onPress={onOther}>
          Somebody else
        </Button>
      )}
    </div>
  );
}

interface Tried {
  user: string;
  /** Tells one refusal from the next, so that each is spoken. */
  count: number;
  refused: Refused;
}

/** The field for the password, emptied by each try, and what came of the last one of this user. */
function useSignIn(user: UserView) {
  const signIn = useAct('sign_in');
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState('');
  const [last, setLast] = useState<Tried | null>(null);
  const tried = last?.user === user.id ? last : null;
  const isEarly = useSecondsUntil(tried?.refused.retry_at ?? null) > 0;
  useEffect(() => {
    if (last !== null) form.current?.querySelector<HTMLElement>('input[type=password]')?.focus();
  }, [last]);

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (password === '' || signIn.isPending || isEarly) return;
    setPassword('');
    void signIn.run({ user_id: user.id, password }).then((outcome) => {
      if (outcome.problem !== null || outcome.answer.kind === 'right') return;
      const refused = outcome.answer;
      setLast((before) => ({ user: user.id, count: (before?.count ?? 0) + 1, refused }));
    });
  };
  return {
    form,
    password,
    setPassword,
    tried,
    problem: signIn.problem,
    isPending: signIn.isPending,
    isEarly,
    onSubmit,
  };
}
