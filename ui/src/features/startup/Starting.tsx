/** What stands on the screen until the records are open. Shows itself late: most starts are over before. */
import styles from './startup.module.css';

export function Starting() {
  return (
    <main className={styles.screen} aria-busy="true">
      <p className={styles.starting} role="status">
        Opening your records…
      </p>
    </main>
  );
}
