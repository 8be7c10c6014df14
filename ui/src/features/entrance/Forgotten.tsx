/** A forgotten password: an accountant asks the integration user, who has a recovery code. */
import { useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { TextField } from '../../components/TextField';
import { useSecondsUntil } from '../../components/useSecondsUntil';
import type { UserView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { beyondFields, faultsOfPassword } from '../../words/faults';
import { NewPassword } from '../../words/NewPassword';
import { ProblemNotice } from '../../words/ProblemNotice';
import { RefusedTry } from '../../words/RefusedTry';
import { NOTHING_CHOSEN, isUsable } from '../../words/password';
import { faultOfCode, type Refused } from '../../words/tries';
import { useCheckedForm } from '../../words/useCheckedForm';
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
  const { checked, code, chosen, tried, isEarly, ...recover } = useRecovery(onCode);
  const { form, isChecked, refused } = checked;
  const problem = beyondFields(refused);
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
          onChange={recover.onCode}
          error={tried !== null ? '' : isChecked ? faultOfCode(code) : null}
          autoFocus
          isRequired
        />
        <NewPassword
          label="New password"
          name={user.name}
          chosen={chosen}
          faults={isChecked ? faultsOfPassword(chosen, refused) : {}}
          onChange={checked.changing(recover.setChosen)}
        />
      </div>
      {tried !== null && <RefusedTry key={recover.tries} refused={tried} of="code" />}
      {problem !== null && <ProblemNotice problem={problem} />}
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

/** The fields, which stay as they were typed, and what came of the last try. */
function useRecovery(onNextCode: (code: string) => void) {
  const recover = useAct('recover_password');
  const [code, setCode] = useState('');
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const [tries, setTries] = useState(0);
  const [tried, setTried] = useState<Refused | null>(null);
  const checked = useCheckedForm();
  const isEarly = useSecondsUntil(tried?.retry_at ?? null) > 0;

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    checked.check();
    if (faultOfCode(code) !== null || !isUsable(chosen) || isEarly || recover.isPending) return;
    void recover.run({ code, password: chosen.password }).then((outcome) => {
      if (outcome.problem !== null) {
        checked.refuse(outcome.problem);
        return;
      }
      if (outcome.answer.kind === 'right') {
        onNextCode(outcome.answer.code);
        return;
      }
      setTried(outcome.answer);
      setTries((before) => before + 1);
      checked.check();
    });
  };
  const onCode = checked.changing((text: string) => {
    setCode(text);
    // The wait goes on, whatever is typed.
    if (!isEarly) setTried(null);
  });
  return { checked, code, onCode, chosen, setChosen, tries, tried, isEarly, isPending: recover.isPending, onSubmit };
}
