/** What stands on the screen until the records are open. Shows itself late: most starts are over before. */
import styles from './startup.module.css';
import { StartupFrame } from './StartupFrame';

export function Starting() {
  return (
    <StartupFrame>
      <p className={styles.starting} role="status">
        Opening your records…
      </p>
    </StartupFrame>
  );
}
