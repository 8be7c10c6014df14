/** A day, typed part by part. Empty where none is meant. */
import { CalendarDate } from '@internationalized/date';
import { Button } from 'react-aria-components/Button';
import { DateField as AriaDateField, DateInput, DateSegment } from 'react-aria-components/DateField';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';

import styles from './DateField.module.css';
import { Icon } from './Icon';

export interface Day {
  year: number;
  month: number;
  day: number;
}

interface Props {
  label: string;
  value: Day | null;
  onChange: (value: Day | null) => void;
  /** `stacked` in a form, where the label stands above. */
  layout?: 'inline' | 'stacked';
  description?: string | undefined;
  /** Why the day can't be taken, or nothing. */
  error?: string | null;
  isDisabled?: boolean;
}

export function DateField(props: Props) {
  const { label, value, onChange, layout = 'inline', description, error = null, isDisabled = false } = props;
  return (
    <AriaDateField
      className={styles.field ?? ''}
      data-layout={layout}
      isDisabled={isDisabled}
      isInvalid={error !== null}
      validationBehavior="aria"
      value={value === null ? null : new CalendarDate(value.year, value.month, value.day)}
      onChange={(date) => onChange(date === null ? null : { year: date.year, month: date.month, day: date.day })}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.box}>
        <DateInput className={styles.input ?? ''}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
        </DateInput>
        {value !== null && !isDisabled && (
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
      {description !== undefined && error === null && (
        <Text slot="description" className={styles.description ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </AriaDateField>
  );
}
