/** The list before it is read. */
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import styles from './ListSkeleton.module.css';

export function ListSkeleton() {
  return (
    <div className={styles.skeleton} role="status">
      <VisuallyHidden>Reading your connections…</VisuallyHidden>
      {['one', 'two', 'three'].map((row) => (
        <div key={row} className={styles.row} aria-hidden="true">
          <span className={styles.wide} />
          <span className={styles.wide} />
          <span className={styles.short} />
        </div>
      ))}
    </div>
  );
}
