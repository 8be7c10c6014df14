/** A list before it is read. */
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import styles from './Skeleton.module.css';

export function Skeleton({ label }: { label: string }) {
  return (
    <div className={styles.skeleton} role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
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
