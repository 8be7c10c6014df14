/** One of a few short answers, side by side. */
import { Label } from 'react-aria-components/Label';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';

import styles from './ChoiceRow.module.css';

interface Props<Value extends string> {
  label: string;
  options: readonly { value: Value; label: string; description: string }[];
  value: Value;
  onChange: (value: Value) => void;
  isDisabled?: boolean;
}

export function ChoiceRow<Value extends string>({ label, options, value, onChange, isDisabled = false }: Props<Value>) {
  return (
    <RadioGroup
      className={styles.group ?? ''}
      value={value}
      isDisabled={isDisabled}
      orientation="horizontal"
      onChange={(chosen) => {
        const option = options.find((one) => one.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.options}>
        {options.map((option) => (
          <RadioField key={option.value} value={option.value} className={styles.option ?? ''}>
            <RadioButton className={styles.button ?? ''}>
              <span className={styles.dot} aria-hidden="true" />
              {option.label}
            </RadioButton>
            <Text slot="description" className={styles.description ?? ''}>
              {option.description}
            </Text>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
