/** The days of a schedule, the time on them, and whose clock it is. */
import { memo, useCallback, useMemo } from 'react';

import { SearchSelect } from '../../components/SearchSelect';
import { Select } from '../../components/Select';
import { TimeField } from '../../components/TimeField';
import type { RhythmView, ScheduledWorkView } from '../../ipc/bindings';
import { formatDay } from '../../words/day';
import { WEEKDAYS, minutesLabel } from '../../words/schedule';
import type { Draft, When } from './draft';
import { nextRunOf } from './nextRun';
import styles from './schedules.module.css';
import { zones } from './zones';

const DAYS: readonly { id: RhythmView['kind']; label: string }[] = [
  { id: 'daily', label: 'Every day' },
  { id: 'weekdays', label: 'Weekdays' },
  { id: 'weekly', label: 'Once a week' },
  { id: 'monthly', label: 'Once a month' },
];
const WEEKDAY_OPTIONS = WEEKDAYS.map((label, index) => ({ id: String(index + 1), label }));
const MONTH_DAYS = Array.from({ length: 31 }, (_, index) => ({
  id: String(index + 1),
  label: labelOfMonthDay(index + 1),
}));
const WAITS: readonly number[] = [0, 5, 15, 30, 60, 120, 240];

interface Props {
  work: ScheduledWorkView;
  when: When;
  timeFault: string | null;
  zoneFault: string | null;
  onChange: (changes: Partial<Draft>) => void;
}

/** Drawn anew only where something of it changes. */
export const WhenFields = memo(function WhenFields({ work, when, timeFault, zoneFault, onChange }: Props) {
  const { timeZone } = when;
  const options = useMemo(() => zones(timeZone), [timeZone]);
  const change = useCallback((changes: Partial<When>) => onChange({ when: { ...when, ...changes } }), [when, onChange]);
  const onZone = useCallback((zone: string | null) => change({ timeZone: zone }), [change]);
  return (
    <>
      <div className={styles.when}>
        <Select
          label="Days"
          layout="stacked"
          options={DAYS}
          value={when.days}
          onChange={(id) => {
            const chosen = DAYS.find((one) => one.id === id);
            if (chosen !== undefined) change({ days: chosen.id });
          }}
        />
        {when.days === 'weekly' && (
          <Select
            label="Day of the week"
            layout="stacked"
            options={WEEKDAY_OPTIONS}
            value={String(when.weekday)}
            onChange={(id) => change({ weekday: Number(id) })}
          />
        )}
        {when.days === 'monthly' && (
          <Select
            label="Day of the month"
            layout="stacked"
            options={MONTH_DAYS}
            value={String(when.monthDay)}
            onChange={(id) => change({ monthDay: Number(id) })}
          />
        )}
        <TimeField label="Time" value={when.time} error={timeFault} onChange={(time) => change({ time })} />
        <Wait minutes={when.spreadMinutes} onChange={change} />
        <div className={styles.zone}>
          <SearchSelect
            label="Time zone"
            options={options}
            value={timeZone}
            nothing="No time zone is called that. Try a large city near you."
            error={zoneFault}
            onChange={onZone}
          />
        </div>
      </div>
      <p className={styles.note}>{noteOf(work, when)}</p>
      {leavesOutLastDay(work, when) && (
        <p className={styles.why}>
          The last day of the month is left out: an import goes up to the day before the run. For whole months choose
          day 1, which imports up to the last day of the month before.
        </p>
      )}
    </>
  );
});

function Wait({ minutes, onChange }: { minutes: number; onChange: (changes: Partial<When>) => void }) {
  const offered = WAITS.includes(minutes) ? WAITS : [...WAITS, minutes].toSorted((one, other) => one - other);
  return (
    <Select
      label="Random wait"
      layout="stacked"
      options={offered.map((one) => ({ id: String(one), label: one === 0 ? 'None' : `Up to ${minutesLabel(one)}` }))}
      value={String(minutes)}
      onChange={(id) => onChange({ spreadMinutes: Number(id) })}
    />
  );
}

const IMPORTS: ReadonlySet<ScheduledWorkView> = new Set<ScheduledWorkView>(['import', 'both']);

/** What is to be known of the days and the time that are chosen. */
function noteOf(work: ScheduledWorkView, when: When): string {
  const { days, monthDay, spreadMinutes } = when;
  const next = IMPORTS.has(work) ? nextRunOf(when, new Date()) : null;
  const parts = [
    ...(IMPORTS.has(work) ? ['Imports up to the day before the run, because more may come on the day itself.'] : []),
    ...(next === null ? [] : [`The run on ${formatDay(next.day)} would import up to ${formatDay(next.until)}.`]),
    ...(days === 'monthly' && monthDay > 28 ? ['In shorter months it runs on their last day.'] : []),
    ...(spreadMinutes > 0 ? ['The random wait keeps everybody from asking the banks at the same moment.'] : []),
  ];
  return parts.join(' ');
}

/** Whether whoever chose the end of the month would miss the very day that was meant. */
function leavesOutLastDay(work: ScheduledWorkView, { days, monthDay }: When): boolean {
  return IMPORTS.has(work) && days === 'monthly' && monthDay > 28;
}

function labelOfMonthDay(day: number): string {
  if (day === 31) return 'The last day';
  return day > 28 ? `${day}, or the last day` : String(day);
}
