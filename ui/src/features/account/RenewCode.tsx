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
  const { form, password, setPassword, tries, refused, isEarly, problem, isPending, onSubmit } = useRenewal((code) => {
    onClose();
    onCode(code);
  });
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
            isPending={isPending}
            isDisabled={isEarly || password === ''}
          >
            Make a new code
          </Button>
        </>
      }
    >
      <p>
        The new code is shown once, and the earlier one no longer works from then on. Do this where the earlier one was
        lost, or was seen by somebody who should not have it.
      </p>
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <TextField
          label="Your password"
          type="password"
          value={password}
          onChange={setPassword}
          error={refused === null ? null : ''}
          autoFocus
          isRequired
        />
      </form>
      {refused !== null && <RefusedTry key={tries} refused={refused} of="password" />}
      {problem !== null && <ProblemNotice problem={problem} />}
    </DialogPanel>
  );
}

/** The field for the password, emptied by each try, and what came of the last one. */
function useRenewal(onRenewed: (code: string) => void) {
  const form = useRef<HTMLFormElement>(null);
  const renew = useAct('renew_recovery_code');
  const [password, setTyped] = useState('');
  const [tries, setTries] = useState(0);
  const [refused, setRefused] = useState<Refused | null>(null);
  const isEarly = useSecondsUntil(refused?.retry_at ?? null) > 0;

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (password === '' || isEarly || renew.isPending) return;
    setTyped('');
    void renew.run({ password }).then((outcome) => {
      if (outcome.problem !== null) return;
      if (outcome.answer.kind === 'right') {
        onRenewed(outcome.answer.code);
        return;
      }
      setRefused(outcome.answer);
      setTries((before) => before + 1);
      form.current?.querySelector('input')?.focus();
    });
  };
  const setPassword = (text: string) => {
    setTyped(text);
    // The wait goes on, whatever is typed.
    if (!isEarly) setRefused(null);
  };
  const { problem, isPending } = renew;
  return { form, password, setPassword, tries, refused, isEarly, problem, isPending, onSubmit };
}
