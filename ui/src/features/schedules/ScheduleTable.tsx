/** The schedules: what, when, whether they are on, and what came of the last run. */
import { Button } from '../../components/Button';
import { Mark } from '../../components/Mark';
import { PlainTable, type PlainColumn } from '../../components/PlainTable';
import { Switch } from '../../components/Switch';
import type { ScheduleRunView, ScheduleView } from '../../ipc/bindings';
import { useAct, useOutbox } from '../../ipc/queries';
import { counted } from '../../words/account';
import { ProblemNotice } from '../../words/ProblemNotice';
import {
  lateLabel,
  localTime,
  markOfRun,
  spreadLabel,
  startedLabel,
  toldOfRun,
  whenLabel,
  workLabel,
} from '../../words/schedule';
import { formatAppointment } from '../../words/time';
import type { ScheduleFlow } from './flow';
import styles from './schedules.module.css';

const COLUMNS: readonly PlainColumn[] = [
  { label: 'Schedule', width: '22%' },
  { label: 'When', width: '17%' },
  { label: 'On', width: '4.75rem' },
  { label: 'Next run', width: '14%' },
  { label: 'Last run' },
];
const ACTIONS: PlainColumn = { label: 'Actions', width: '12.5rem' };
const RUNS: PlainColumn = { label: 'Actions', width: '10.5rem' };

interface Props {
  schedules: readonly ScheduleView[];
  flow: ScheduleFlow;
  mayChange: boolean;
  /** Says why nothing can be changed. */
  reasonId: string;
  /** Leads to where mail is set up. Nothing where the user may not. */
  onSetUpMail: (() => void) | null;
}

export function ScheduleTable({ schedules, ...rest }: Props) {
  return (
    <PlainTable label="Schedules" columns={[...COLUMNS, rest.mayChange ? ACTIONS : RUNS]}>
      <tbody>
        {schedules.map((schedule) => (
          <ScheduleRow key={schedule.id} schedule={schedule} {...rest} />
        ))}
      </tbody>
    </PlainTable>
  );
}

interface RowProps extends Omit<Props, 'schedules'> {
  schedule: ScheduleView;
}

function ScheduleRow({ schedule, flow, mayChange, reasonId, onSetUpMail }: RowProps) {
  const { id, terms, next_at: next, runs } = schedule;
  const change = useAct('switch_schedule');
  const spread = spreadLabel(terms);
  const [last] = runs;
  return (
    <tr data-off={next === null || undefined}>
      <th scope="row" className={styles.name}>
        {terms.name}
        <span className={styles.below}>{workLabel(terms)}</span>
        {terms.recipients.length > 0 && <Summary count={terms.recipients.length} onSetUpMail={onSetUpMail} />}
      </th>
      <td>
        {whenLabel(terms)}
        {spread !== null && <span className={styles.below}>{spread}</span>}
      </td>
      <td>
        <Switch
          label={terms.name}
          isSelected={next !== null}
          isDisabled={!mayChange || change.isPending}
          {...(!mayChange && { 'aria-describedby': reasonId })}
          onChange={(is_on) => {
            flow.forget();
            void change.run({ schedule_id: id, is_on });
          }}
        />
        {change.problem !== null && <ProblemNotice problem={change.problem} />}
      </td>
      <td>
        <NextRun schedule={schedule} />
      </td>
      <td>
        {last === undefined ? <span className={styles.none}>Not yet</span> : <LastRun run={last} schedule={schedule} />}
      </td>
      <td>
        <Acts schedule={schedule} flow={flow} mayChange={mayChange} />
      </td>
    </tr>
  );
}

/** To how many it goes, and where it goes to nobody. */
function Summary({ count, onSetUpMail }: { count: number; onSetUpMail: (() => void) | null }) {
  const isMissing = useOutbox().data?.is_configured === false;
  const told = `Summary to ${counted(count, 'address', 'addresses')}`;
  if (!isMissing) return <span className={styles.below}>{told}</span>;
  return (
    <>
      <span className={styles.why}>{told} does not go out: mail is not set up</span>
      {onSetUpMail !== null && (
        <Button size="small" variant="quiet" icon="mail" onPress={onSetUpMail}>
          Set up mail
        </Button>
      )}
    </>
  );
}

function NextRun({ schedule: { next_at: next, is_put_off, terms } }: { schedule: ScheduleView }) {
  if (next === null) return <span className={styles.none}>None while it is off</span>;
  const local = localTime(next, terms.time_zone);
  return (
    <>
      <time dateTime={next}>{formatAppointment(next, terms.time_zone)}</time>
      {is_put_off && <span className={styles.why}>Another try, because nobody could be reached</span>}
      {local !== null && <span className={styles.below}>{local}</span>}
    </>
  );
}

function LastRun({ run, schedule: { terms } }: { run: ScheduleRunView; schedule: ScheduleView }) {
  const { label, tone, icon } = markOfRun(run);
  const late = lateLabel(run, terms.time_zone);
  const told = toldOfRun(run);
  const started = startedLabel(run);
  return (
    <>
      <Mark tone={tone} icon={icon}>
        {label}
      </Mark>
      <span className={styles.below}>
        {late ?? <time dateTime={run.started_at}>{formatAppointment(run.started_at, terms.time_zone)}</time>}
      </span>
      {started !== null && <span className={styles.below}>{started}</span>}
      {told !== null && <span className={styles.below}>{told}</span>}
    </>
  );
}

function Acts({ schedule, flow, mayChange }: Pick<RowProps, 'schedule' | 'flow' | 'mayChange'>) {
  const { name } = schedule.terms;
  const start = useAct('run_schedule_now');
  const run = () => {
    flow.forget();
    void start.run({ schedule_id: schedule.id }).then(({ problem }) => {
      if (problem === null) flow.done(`“${name}” runs.`);
    });
  };
  return (
    <span className={styles.acts}>
      <Button
        size="small"
        aria-label={`Run now: ${name}`}
        isPending={start.isPending}
        isDisabled={schedule.runs[0]?.state === 'running'}
        onPress={run}
      >
        Run now
      </Button>
      <Button size="small" aria-label={`Runs of ${name}`} onPress={() => flow.showRuns(schedule)}>
        Runs…
      </Button>
      {mayChange && (
        <>
          <Button size="small" aria-label={`Change ${name}`} onPress={() => flow.change(schedule)}>
            Change…
          </Button>
          <Button
            size="small"
            variant="quiet-danger"
            aria-label={`Remove ${name}`}
            onPress={() => flow.remove(schedule)}
          >
            Remove…
          </Button>
        </>
      )}
      {start.problem !== null && <ProblemNotice problem={start.problem} />}
    </span>
  );
}
