/** How many lines a statement takes. An import of more makes several statements of an account. */
import { useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { Section } from '../../components/Section';
import { Skeleton } from '../../components/Skeleton';
import { TextField } from '../../components/TextField';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import { useAct, useMostStatementLines } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './setting.module.css';

const LEAST = 1;
const MOST = 100_000;

export function LinesSetting({ mayChange }: { mayChange: boolean }) {
  const setting = useMostStatementLines();
  const [saved, setSaved] = useState<number | null>(null);
  return (
    <Section
      title="Statements"
      lead="Where an import brings more lines than this for a bank account, it makes several statements, each of its own days. Statements that exist stay as they are."
    >
      {setting.data !== undefined ? (
        <Form key={setting.data} lines={setting.data} saved={saved} mayChange={mayChange} onSaved={setSaved} />
      ) : setting.error === null ? (
        <Skeleton label="Reading the setting…" />
      ) : (
        <Failed problem={setting.error} onRetry={() => void setting.refetch()} />
      )}
    </Section>
  );
}

interface FormProps {
  lines: number;
  /** What was saved while this view was open. */
  saved: number | null;
  mayChange: boolean;
  onSaved: (lines: number | null) => void;
}

function Form({ lines, saved, mayChange, onSaved }: FormProps) {
  const save = useAct('set_most_statement_lines');
  const kept = String(lines);
  const [typed, setTyped] = useState(kept);
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);
  const number = numberOf(typed);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    onSaved(null);
    if (number === null) return;
    void save.run({ lines: number }).then(({ problem }) => {
      if (problem === null) onSaved(number);
    });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit}>
      <TextField
        label="Lines per statement"
        inputMode="numeric"
        value={typed}
        isDisabled={!mayChange}
        description={`From ${LEAST} to ${MOST.toLocaleString('en-US')}`}
        error={checks > 0 && number === null ? faultOf() : null}
        onChange={setTyped}
      />
      <Button type="submit" isDisabled={!mayChange || typed.trim() === kept} isPending={save.isPending}>
        Save
      </Button>
      {saved === lines && typed.trim() === kept && (
        <p role="status" className={styles.saved}>
          Saved. Imports from now on go by it.
        </p>
      )}
      {save.problem !== null && <ProblemNotice problem={save.problem} />}
    </form>
  );
}

function faultOf(): string {
  return `Enter a whole number from ${LEAST} to ${MOST.toLocaleString('en-US')}.`;
}

/** The number, as it is typed with or without the marks of thousands. Nothing where it can't be one. */
function numberOf(typed: string): number | null {
  const text = typed.trim().replaceAll(',', '');
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return number < LEAST || number > MOST ? null : number;
}
