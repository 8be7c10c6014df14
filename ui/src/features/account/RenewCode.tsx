/** A new recovery code for the integration user, after the password was told once more. */
import { useId, useRef, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { TextField } from '../../components/TextField';
import { useSecondsUntil } from '../../components/useSecondsUntil';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import { RefusedTry } from '../../words/RefusedTry';
import type { Refused } from '../../words/tries';
import styles from './account.module.css';

interface Props {
  onCode: (code: string) => void;
  onClose: () => void;
}

export function RenewCode({ onCode, onClose }: Props) {
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const renew = useAct('renew_recovery_code');
  const [password, setPassword] = useState('');
  const [tries, setTries] = useState(0);
  const [refused, setRefused] = useState<Refused | null>(null);
  const isEarly = useSecondsUntil(refused?.retry_at ?? null) > 0;

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (password === '' || isEarly || renew.isPending) return;
    setPassword('');
    void renew.run({ password }).then((outcome) => {
      if (outcome.problem !== null) return;
      if (outcome.answer.kind === 'right') {
        onClose();
        onCode(outcome.answer.code);
        return;
      }
      setRefused(outcome.answer);
      setTries((before) => before + 1);
      form.current?.querySelector('input')?.focus();
    });
  };

  return (
    <DialogPanel
      title="Make a new recovery code"
      icon="repaired"
      onEscape={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isPending={renew.isPending}
            isDisabled={isEarly || password === ''}
          >
            Make a new code
          </Button>
        </>
      }
    >
      <p>
        The new code is shown once, and the earlier one is worth nothing from then on. Do this where the earlier one was
        lost, or was seen by somebody who should not have it.
      </p>
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <TextField label="Your password" type="password" value={password} onChange={setPassword} autoFocus isRequired />
      </form>
      {refused !== null && <RefusedTry key={tries} refused={refused} of="password" />}
      {renew.problem !== null && <ProblemNotice problem={renew.problem} />}
    </DialogPanel>
  );
}
