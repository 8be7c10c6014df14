/**
 * A password that is being chosen, twice, and how easily it is guessed. What is guessed at once is refused by the shell;
 * the rest of the scale is a hint.
 */
import { useEffect, useState } from 'react';
import { Meter } from 'react-aria-components/Meter';

import { TextField } from '../components/TextField';
import type { StrengthView } from '../ipc/bindings';
import { useShell } from '../ipc/shell';
import styles from './NewPassword.module.css';
import { wordsOfStrength, type Chosen, type ChosenFaults } from './password';

const PAUSE_MS = 250;
const STEPS = 4;

interface Props {
  /** What the first field is called; the second one is that again. */
  label?: string;
  /** Whose it is to be. What is in the name makes it no stronger. */
  name: string;
  chosen: Chosen;
  faults: ChosenFaults;
  autoFocus?: boolean;
  onChange: (chosen: Chosen) => void;
}

export function NewPassword({ label = 'Password', name, chosen, faults, autoFocus = false, onChange }: Props) {
  const strength = useStrength(name, chosen.password);
  return (
    <>
      <div className={styles.first}>
        <TextField
          label={label}
          type="password"
          value={chosen.password}
          onChange={(password) => onChange({ ...chosen, password })}
          description="At least 12 characters, and not guessed at once. A sentence of your own is a good password."
          error={faults.password ?? null}
          autoFocus={autoFocus}
          isRequired
        />
        {strength !== null && <Strength strength={strength} />}
      </div>
      <TextField
        label={`${label} again`}
        type="password"
        value={chosen.again}
        onChange={(again) => onChange({ ...chosen, again })}
        error={faults.again ?? null}
        isRequired
      />
    </>
  );
}

function Strength({ strength: { score, warning, suggestions } }: { strength: StrengthView }) {
  const words = wordsOfStrength(score);
  const hints = [...(warning === null ? [] : [warning]), ...suggestions];
  return (
    <div className={styles.strength}>
      <Meter
        className={styles.meter ?? ''}
        aria-label="How hard it is to guess"
        value={score}
        maxValue={STEPS}
        valueLabel={words}
        data-score={score}
      >
        <span className={styles.bar} aria-hidden="true">
          {Array.from({ length: STEPS }, (_, step) => (
            <span key={step} data-filled={step < score || undefined} />
          ))}
        </span>
        <span className={styles.words}>{words}</span>
      </Meter>
      {hints.length > 0 && <p className={styles.hints}>{hints.join(' ')}</p>}
    </div>
  );
}

/** Asked a moment after the last key. The password goes into no cache. */
function useStrength(name: string, password: string): StrengthView | null {
  const shell = useShell();
  const [strength, setStrength] = useState<StrengthView | null>(null);
  useEffect(() => {
    if (password === '') return;
    let isOld = false;
    const timer = setTimeout(() => {
      void shell.ask('password_strength', { name, password }).then(
        (answer) => {
          if (!isOld) setStrength(answer);
        },
        // It is a hint, and there is none then.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [shell, name, password]);
  return password === '' ? null : strength;
}
