/** Takes statements out into a file: which ones, in which format, and then where the file lies. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { ChoiceGroup } from '../../components/ChoiceGroup';
import { DateField } from '../../components/DateField';
import { DialogPanel } from '../../components/Dialog';
import { SearchField } from '../../components/SearchField';
import type { ExportedView, StatementFormatArgument, StatementView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { counted } from '../../words/account';
import type { Day } from '../../words/day';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './exporting.module.css';
import { ExportTable } from './ExportTable';
import { foundStatements, NEWEST_FIRST, ofPeriod } from './search';

const FORMATS: { value: StatementFormatArgument; label: string; description: string }[] = [
  { value: 'ofx', label: 'OFX 2.2', description: 'For most accounting software. Lines it already has are recognized.' },
  { value: 'qif', label: 'QIF', description: 'For older accounting software.' },
  { value: 'camt', label: 'CAMT.053', description: 'ISO 20022, for accounting software in Europe.' },
  { value: 'csv', label: 'CSV', description: 'To read, and for spreadsheets.' },
  { value: 'json', label: 'JSON', description: 'For programs of your own.' },
];

/** How the window opens. */
export interface Suggested {
  /** The statements that are chosen. */
  ids: readonly string[];
  /** What the list is narrowed to. */
  searched: string;
}

interface Props {
  statements: readonly StatementView[];
  suggested: Suggested;
  onClose: () => void;
}

interface Done {
  exported: ExportedView;
  statements: number;
}

export function ExportDialog({ statements, suggested, onClose }: Props) {
  const [done, setDone] = useState<Done | null>(null);
  if (done !== null) return <Outcome done={done} onClose={onClose} />;
  return <Choice statements={statements} suggested={suggested} onDone={setDone} onClose={onClose} />;
}

function Choice({ statements, suggested, onDone, onClose }: Props & { onDone: (done: Done) => void }) {
  const act = useAct('export_statements');
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set(suggested.ids));
  const [format, setFormat] = useState<StatementFormatArgument | null>(null);
  const [searched, setSearched] = useState(suggested.searched);
  const [from, setFrom] = useState<Day | null>(null);
  const [to, setTo] = useState<Day | null>(null);
  const shown = ofPeriod(foundStatements(statements, searched, NEWEST_FIRST), from, to);
  const chosen = shown.filter(({ id }) => ids.has(id));
  const run = async () => {
    if (format === null) return;
    const outcome = await act.run({ format, statement_ids: chosen.map(({ id }) => id) });
    if (outcome.problem === null) onDone({ exported: outcome.answer, statements: chosen.length });
  };
  return (
    <DialogPanel
      title="Export statements"
      icon="download"
      width="widest"
      onEscape={onClose}
      aside={asideOf(chosen, format)}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isPending={act.isPending}
            isDisabled={chosen.length === 0 || format === null}
            onPress={() => void run()}
          >
            Export
          </Button>
        </>
      }
    >
      <div className={styles.head}>
        <div className={styles.period} role="group" aria-label="Statements that end">
          <DateField label="Ending from" value={from} onChange={setFrom} />
          <DateField label="to" value={to} onChange={setTo} />
        </div>
        <div className={styles.search}>
          <SearchField
            label="Search statements"
            placeholder="Bank account, statement or person"
            value={searched}
            onChange={setSearched}
          />
        </div>
      </div>
      <div className={styles.sides}>
        <div className={styles.scroll}>
          <ExportTable statements={shown} chosen={ids} onChoose={setIds} />
        </div>
        <ChoiceGroup
          label="Format"
          layout="stacked"
          options={FORMATS}
          value={format}
          onChange={(value) => setFormat(FORMATS.find((one) => one.value === value)?.value ?? null)}
        />
      </div>
      {act.problem !== null && <ProblemNotice problem={act.problem} steps={{ try_again: () => void run() }} />}
    </DialogPanel>
  );
}

function asideOf(chosen: readonly StatementView[], format: StatementFormatArgument | null): string {
  if (chosen.length === 0) return 'Choose at least one statement.';
  const lines = chosen.reduce((sum, one) => sum + one.lines, 0);
  const told = `${counted(chosen.length, 'statement', 'statements')}, ${counted(lines, 'line', 'lines')}.`;
  return format === null ? `${told} Choose a format.` : `${told} The file goes into your downloads.`;
}

function Outcome({ done: { exported, statements }, onClose }: { done: Done; onClose: () => void }) {
  const show = useAct('show_export');
  return (
    <DialogPanel
      title="Statements exported"
      tone="good"
      icon="check"
      width="wide"
      onEscape={onClose}
      actions={
        <>
          <Button isPending={show.isPending} onPress={() => void show.run()}>
            Show in folder
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      <p role="status">
        {counted(statements, 'statement', 'statements')} with {counted(exported.entries, 'line', 'lines')}{' '}
        {statements === 1 ? 'is' : 'are'} in this file:
      </p>
      <p className={styles.path}>{exported.file}</p>
      {show.problem !== null && <ProblemNotice problem={show.problem} />}
    </DialogPanel>
  );
}
