/** What stands on the screen until the records are open. Shows itself late: most starts are over before. */
import { StartupFrame } from '../../words/StartupFrame';
import styles from './startup.module.css';

export function Starting({ isKeyChanging = false }: { isKeyChanging?: boolean }) {
  return (
    <StartupFrame>
      <p className={styles.starting} role="status">
        {isKeyChanging
          ? 'Changing the key of your records… Let this computer run until it is done.'
          : 'Opening your records…'}
      </p>
    </StartupFrame>
  );
}
