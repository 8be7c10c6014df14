/** A time of the day, typed part by part, on a clock of 24 hours. Empty where a part is missing. */
import { parseTime } from '@internationalized/date';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { TimeField as AriaTimeField } from 'react-aria-components/TimeField';

import styles from './DateField.module.css';

interface Props {
  label: string;
  /** `06:30` */
  value: string | null;
  onChange: (value: string | null) => void;
  /** Why the time can't be taken, or nothing. */
  error?: string | null;
}

export function TimeField({ label, value, onChange, error = null }: Props) {
  return (
    <AriaTimeField
      className={styles.field ?? ''}
      data-layout="stacked"
      data-fills
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={error !== null}
      validationBehavior="aria"
      value={value === null ? null : parseTime(value)}
      onChange={(time) => onChange(time === null ? null : time.toString().slice(0, '06:30'.length))}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.box}>
        <DateInput className={styles.input ?? ''}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
        </DateInput>
      </div>
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </AriaTimeField>
  );
}
