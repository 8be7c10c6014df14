/** The statement date, with the ends of the last months at hand. */
import { useId } from 'react';

import { Button } from '../../components/Button';
import { DateField } from '../../components/DateField';
import { dayText, dayToday, formatDay, monthEnds, type Day } from '../../words/day';
import styles from './importing.module.css';

const MONTHS_OFFERED = 2;

interface Props {
  day: Day | null;
  /** Why it can't be the statement date, or nothing. */
  fault: string | null;
  onChange: (day: Day | null) => void;
}

export function StatementDate({ day, fault, onChange }: Props) {
  const faultId = useId();
  const chosen = day === null ? null : dayText(day);
  const offered = [{ label: 'Today', day: dayToday() }, ...monthEnds(MONTHS_OFFERED).map((end) => labelled(end))];
  return (
    <div role="group" aria-label="Statement date" {...(fault !== null && { 'aria-describedby': faultId })}>
      <div className={styles.date}>
        <DateField label="Statement date" value={day} onChange={onChange} />
        {offered.map((one) => (
          <Button
            key={one.label}
            size="small"
            variant="quiet"
            isDisabled={dayText(one.day) === chosen}
            onPress={() => onChange(one.day)}
          >
            {one.label}
          </Button>
        ))}
      </div>
      <p id={faultId} role="alert" className={styles.fault}>
        {fault}
      </p>
      {chosen === dayText(dayToday()) && (
        <p className={styles.hint}>Today is not over. What the bank books later today comes into the next statement.</p>
      )}
    </div>
  );
}

export function faultOfDate(day: Day | null): string | null {
  if (day === null) return 'Enter the day up to which transactions are imported.';
  if (dayText(day) > dayText(dayToday())) return 'Choose today or an earlier day: the bank has nothing later.';
  return null;
}

function labelled(day: Day): { label: string; day: Day } {
  return { label: formatDay(dayText(day)), day };
}
