/** A day, typed part by part. Empty where none is meant. */
import { CalendarDate } from '@internationalized/date';
import { Button } from 'react-aria-components/Button';
import { DateField as AriaDateField, DateInput, DateSegment } from 'react-aria-components/DateField';
import { Label } from 'react-aria-components/Label';

import styles from './DateField.module.css';
import { Icon } from './Icon';

interface Day {
  year: number;
  month: number;
  day: number;
}

interface Props {
  label: string;
  value: Day | null;
  onChange: (value: Day | null) => void;
}

export function DateField({ label, value, onChange }: Props) {
  return (
    <AriaDateField
      className={styles.field ?? ''}
      value={value === null ? null : new CalendarDate(value.year, value.month, value.day)}
      onChange={(date) => onChange(date === null ? null : { year: date.year, month: date.month, day: date.day })}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.box}>
        <DateInput className={styles.input ?? ''}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
        </DateInput>
        {value !== null && (
          <Button
            slot={null}
            className={styles.clear ?? ''}
            aria-label={`Clear “${label}”`}
            onPress={() => onChange(null)}
          >
            <Icon name="close" />
          </Button>
        )}
      </div>
    </AriaDateField>
  );
}
