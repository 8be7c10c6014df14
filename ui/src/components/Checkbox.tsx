/** Something that is so, or is not, with its words beside the box. */
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';

import styles from './Checkbox.module.css';

interface Props {
  children: string;
  isSelected: boolean;
  autoFocus?: boolean;
  isDisabled?: boolean;
  onChange: (isSelected: boolean) => void;
}

export function Checkbox({ children, ...field }: Props) {
  return (
    <CheckboxField {...field}>
      <CheckboxButton className={styles.checkbox ?? ''}>
        {({ isSelected }) => (
          <>
            <span className={styles.box} aria-hidden="true">
              <svg viewBox="0 0 16 16">{isSelected && <path d="m3.5 8.5 3 3 6-6.5" />}</svg>
            </span>
            {children}
          </>
        )}
      </CheckboxButton>
    </CheckboxField>
  );
}
