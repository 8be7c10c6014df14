/** The days of a schedule, the time on them, and whose clock it is. */
import { useMemo } from 'react';

import { SearchSelect } from '../../components/SearchSelect';
import { Select } from '../../components/Select';
import { TimeField } from '../../components/TimeField';
import type { RhythmView, ScheduledWorkView } from '../../ipc/bindings';
import { WEEKDAYS, minutesLabel } from '../../words/schedule';
import type { Draft, Faults } from './draft';
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
  draft: Draft;
  faults: Faults;
  onChange: (changes: Partial<Draft>) => void;
}

export function WhenFields({ draft, faults, onChange }: Props) {
  const { timeZone } = draft;
  const options = useMemo(() => zones(timeZone), [timeZone]);
  return (
    <>
      <div className={styles.when}>
        <Select
          label="Days"
          layout="stacked"
          options={DAYS}
          value={draft.days}
          onChange={(id) => {
            const chosen = DAYS.find((one) => one.id === id);
            if (chosen !== undefined) onChange({ days: chosen.id });
          }}
        />
        {draft.days === 'weekly' && (
          <Select
            label="Day of the week"
            layout="stacked"
            options={WEEKDAY_OPTIONS}
            value={String(draft.weekday)}
            onChange={(id) => onChange({ weekday: Number(id) })}
          />
        )}
        {draft.days === 'monthly' && (
          <Select
            label="Day of the month"
            layout="stacked"
            options={MONTH_DAYS}
            value={String(draft.monthDay)}
            onChange={(id) => onChange({ monthDay: Number(id) })}
          />
        )}
        <TimeField
          label="Time"
          value={draft.time}
          error={faults.time ?? null}
          onChange={(time) => onChange({ time })}
        />
        <Wait minutes={draft.spreadMinutes} onChange={onChange} />
        <div className={styles.zone}>
          <SearchSelect
            label="Time zone"
            options={options}
            value={timeZone}
            nothing="No time zone is called that. Try a large city near you."
            error={faults.timeZone ?? null}
            onChange={(zone) => onChange({ timeZone: zone })}
          />
        </div>
      </div>
      <p className={styles.note}>{noteOf(draft)}</p>
    </>
  );
}

function Wait({ minutes, onChange }: { minutes: number; onChange: Props['onChange'] }) {
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
function noteOf({ work, days, monthDay, spreadMinutes }: Draft): string {
  const parts = [
    ...(IMPORTS.has(work) ? ['Imports up to the day before the run, because more may come on the day itself.'] : []),
    ...(days === 'monthly' && monthDay > 28 ? ['In shorter months it runs on their last day.'] : []),
    ...(spreadMinutes > 0 ? ['The random wait keeps everybody from asking the banks at the same moment.'] : []),
  ];
  return parts.join(' ');
}

function labelOfMonthDay(day: number): string {
  if (day === 31) return 'The last day';
  return day > 28 ? `${day}, or the last day` : String(day);
}
