/** The box that chooses a row of a table, or all of them from the header. */
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';

import styles from './TableCheckbox.module.css';

export function TableCheckbox() {
  return (
    <CheckboxField slot="selection">
      <CheckboxButton className={styles.checkbox ?? ''}>
        {({ isSelected, isIndeterminate }) => (
          <span className={styles.box}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              {isIndeterminate ? <path d="M4 8h8" /> : isSelected && <path d="m3.5 8.5 3 3 6-6.5" />}
            </svg>
          </span>
        )}
      </CheckboxButton>
    </CheckboxField>
  );
}
