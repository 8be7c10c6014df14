/** One question, some answers, none of them given beforehand. */
import { Label } from 'react-aria-components/Label';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';
import type { ReactNode } from 'react';

import styles from './ChoiceGroup.module.css';

export interface ChoiceOption {
  value: string;
  label: string;
  description: string;
}

interface Props {
  label: ReactNode;
  options: readonly ChoiceOption[];
  value: string | null;
  /** `stacked` where the descriptions are whole sentences. */
  layout?: 'inline' | 'stacked';
  onChange: (value: string) => void;
}

export function ChoiceGroup({ label, options, value, layout = 'inline', onChange }: Props) {
  return (
    <RadioGroup className={styles.group ?? ''} value={value} onChange={onChange}>
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.options} data-layout={layout}>
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
