/** A sentence below a field or a choice: what follows from it. */
import type { ReactNode } from 'react';

import styles from './Hint.module.css';

export function Hint({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className={styles.hint}>
      {children}
    </p>
  );
}
