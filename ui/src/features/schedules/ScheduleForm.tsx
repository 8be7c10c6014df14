/** A schedule, new or on record: what, when, of which accounts, and who hears of it. */
import { useCallback, useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { ChoiceRow } from '../../components/ChoiceRow';
import { DialogPanel } from '../../components/Dialog';
import { TextField } from '../../components/TextField';
import { useDiscard } from '../../components/useDiscard';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import type { Problem, ScheduledWorkView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import { WORKS, whenLabel } from '../../words/schedule';
import { AccountFields } from './AccountFields';
import { faultsOf, isSame, termsOf, type Draft, type Faults } from './draft';
import type { Asked } from './flow';
import { RecipientFields } from './RecipientFields';
import styles from './schedules.module.css';
import { WhenFields } from './WhenFields';

const WORK_OPTIONS = (['refresh', 'import', 'both'] as const satisfies readonly ScheduledWorkView[]).map((value) => ({
  value,
  ...WORKS[value],
}));

interface Props {
  asked: Extract<Asked, { draft: Draft }>;
  onDone: (said: string) => void;
  onClose: () => void;
  /** Leads to the view of the mail. What is typed waits. */
  onShowMail: (draft: Draft) => void;
}

export function ScheduleForm({ asked, onDone, onClose, onShowMail }: Props) {
  const [draft, setDraft] = useState(asked.draft);
  const formId = useId();
  const save = useSave(asked);
  const [checks, setChecks] = useState(0);
  const [refused, setRefused] = useState<Problem | null>(null);
  const form = useFocusOnFault(checks);
  const faults = checks > 0 ? faultsOf(draft) : {};
  const terms = termsOf(draft);
  // The same one as long as it can be: lists are not drawn anew at each letter of a name.
  const set = useCallback((changes: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...changes }));
    setRefused(null);
  }, []);
  const { leave, question } = useDiscard(!isSame(draft, asked.before), onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (terms === null || save.isPending) return;
    void save.run(terms).then((problem) => {
      if (problem === null) onDone(`“${terms.name}” is ${asked.kind === 'add' ? 'added, and it is on' : 'changed'}.`);
      else setRefused(problem);
    });
  };
  return (
    <DialogPanel
      title={asked.kind === 'add' ? 'Add a schedule' : 'Change the schedule'}
      subject={asked.kind === 'add' ? undefined : asked.schedule.terms.name}
      icon="wait"
      width="wide"
      onEscape={leave}
      aside={terms !== null && whenLabel(terms)}
      actions={
        <>
          <Button onPress={leave}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} isPending={save.isPending}>
            {asked.kind === 'add' ? 'Add the schedule' : 'Save'}
          </Button>
        </>
      }
    >
      <form ref={form} id={formId} className={styles.fields} onSubmit={submit}>
        <Fields draft={draft} faults={faults} onChange={set} onShowMail={() => onShowMail(draft)} />
      </form>
      {question}
      {refused !== null && <ProblemNotice problem={refused} />}
    </DialogPanel>
  );
}

interface FieldsProps {
  draft: Draft;
  faults: Faults;
  onChange: (changes: Partial<Draft>) => void;
  onShowMail: () => void;
}

function Fields({ draft, faults, onChange, onShowMail }: FieldsProps) {
  return (
    <>
      <TextField
        label="Name"
        value={draft.name}
        onChange={(name) => onChange({ name })}
        error={faults.name ?? null}
        description="Such as Each morning. It is the subject of the summary, too."
        autoFocus
        isRequired
      />
      <ChoiceRow label="What" options={WORK_OPTIONS} value={draft.work} onChange={(work) => onChange({ work })} />
      <WhenFields
        work={draft.work}
        when={draft.when}
        timeFault={faults.time ?? null}
        zoneFault={faults.timeZone ?? null}
        onChange={onChange}
      />
      <AccountFields
        takesAll={draft.takesAll}
        accountIds={draft.accountIds}
        fault={faults.accountIds ?? null}
        onChange={onChange}
      />
      <RecipientFields
        value={draft.recipients}
        fault={faults.recipients ?? null}
        onChange={(recipients) => onChange({ recipients })}
        onShowMail={onShowMail}
      />
    </>
  );
}

/** Adds it, or changes the one on record. */
function useSave(asked: Props['asked']) {
  const add = useAct('add_schedule');
  const change = useAct('change_schedule');
  const run = async (terms: NonNullable<ReturnType<typeof termsOf>>): Promise<Problem | null> => {
    const { problem } = await (asked.kind === 'add'
      ? add.run({ terms })
      : change.run({ schedule_id: asked.schedule.id, terms }));
    return problem;
  };
  return { run, isPending: add.isPending || change.isPending };
}
