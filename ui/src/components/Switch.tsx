/** Something that is on or off at once, with its state in a word. The label says what. */
import { SwitchButton, SwitchField } from 'react-aria-components/Switch';

import styles from './Switch.module.css';

interface Props {
  label: string;
  isSelected: boolean;
  isDisabled?: boolean;
  'aria-describedby'?: string;
  onChange: (isSelected: boolean) => void;
}

export function Switch({ label, ...field }: Props) {
  return (
    <SwitchField {...field} aria-label={label}>
      <SwitchButton className={styles.switch ?? ''}>
        {({ isSelected }) => (
          <>
            <span className={styles.track} aria-hidden="true" />
            {isSelected ? 'On' : 'Off'}
          </>
        )}
      </SwitchButton>
    </SwitchField>
  );
}
