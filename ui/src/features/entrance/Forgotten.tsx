/** A forgotten password: an accountant asks the integration user, who has a recovery code. */
import { useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { TextField } from '../../components/TextField';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import { useSecondsUntil } from '../../components/useSecondsUntil';
import type { UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { RefusedTry } from '../../words/RefusedTry';
import { NOTHING_CHOSEN, faultsOfChosen, isUsable } from '../../words/password';
import type { Refused } from '../../words/tries';
import styles from './entrance.module.css';

interface Props {
  /** Who has forgotten it. */
  user: UserView;
  integrationUser: UserView | undefined;
  onBack: () => void;
  onCode: (code: string) => void;
}

export function Forgotten({ user, integrationUser, onBack, onCode }: Props) {
  return user.role === 'integration_user' ? (
    <Recover user={user} onBack={onBack} onCode={onCode} />
  ) : (
    <Ask user={user} integrationUser={integrationUser} onBack={onBack} />
  );
}

function Ask({ user, integrationUser, onBack }: Pick<Props, 'user' | 'integrationUser' | 'onBack'>) {
  return (
    <div className={styles.card}>
      <div className={styles.heading}>
        <h2 className={styles.title}>Forgotten password</h2>
        <p className={styles.sentence}>
          Ask the integration user{integrationUser !== undefined && <> ({integrationUser.name})</>} to set a new
          password for {user.name}. That is done in the view Users.
        </p>
      </div>
      <div className={styles.actions}>
        <Button variant="primary" autoFocus onPress={onBack}>
          Back
        </Button>
      </div>
    </div>
  );
}

function Recover({ user, onBack, onCode }: Pick<Props, 'user' | 'onBack' | 'onCode'>) {
  const { form, code, chosen, checks, refused, isEarly, ...recover } = useRecovery(onCode);
  return (
    <form ref={form} className={styles.card} aria-label="Forgotten password" onSubmit={recover.onSubmit}>
      <div className={styles.heading}>
        <h2 className={styles.title}>Forgotten password</h2>
        <p className={styles.sentence}>
          Enter the recovery code that was written down for {user.name}, and choose a new password. You get a new code
          afterwards.
        </p>
      </div>
      <div className={styles.fields}>
        <TextField
          label="Recovery code"
          value={code}
          onChange={recover.setCode}
          error={checks > 0 && code.trim() === '' ? 'Enter the recovery code.' : null}
          autoFocus
          isRequired
        />
        <NewPassword
          label="New password"
          name={user.name}
          chosen={chosen}
          faults={checks > 0 ? faultsOfChosen(chosen) : {}}
          onChange={recover.setChosen}
        />
      </div>
      {refused !== null && <RefusedTry key={recover.tries} refused={refused} of="code" />}
      {recover.problem !== null && <ProblemNotice problem={recover.problem} />}
      <div className={styles.actions}>
        <Button variant="primary" type="submit" isPending={recover.isPending} isDisabled={isEarly}>
          Set the new password
        </Button>
        <Button variant="quiet" onPress={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}

/** The fields, emptied by each try, and what came of the last one. */
function useRecovery(onCode: (code: string) => void) {
  const recover = useAct('recover_password');
  const [code, setCode] = useState('');
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const [checks, setChecks] = useState(0);
  const [tries, setTries] = useState(0);
  const [refused, setRefused] = useState<Refused | null>(null);
  const form = useFocusOnFault(checks);
  const isEarly = useSecondsUntil(refused?.retry_at ?? null) > 0;

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (code.trim() === '' || !isUsable(chosen) || isEarly || recover.isPending) return;
    setCode('');
    setChosen(NOTHING_CHOSEN);
    setChecks(0);
    void recover.run({ code, password: chosen.password }).then((outcome) => {
      if (outcome.problem !== null) return;
      if (outcome.answer.kind === 'right') {
        onCode(outcome.answer.code);
        return;
      }
      setRefused(outcome.answer);
      setTries((before) => before + 1);
      form.current?.querySelector('input')?.focus();
    });
  };
  const { problem, isPending } = recover;
  return { form, code, setCode, chosen, setChosen, checks, tries, refused, isEarly, problem, isPending, onSubmit };
}
