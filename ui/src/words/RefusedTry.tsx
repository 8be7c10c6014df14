/**
 * A password or a recovery code that was refused, and the wait before the next try, counted down.
 *
 * The sentence is spoken at once, and the seconds are not.
 */
import { Icon } from '../components/Icon';
import { useSecondsUntil } from '../components/useSecondsUntil';
import styles from './RefusedTry.module.css';
import { formatWait, sentenceOfRefused, type Refused } from './tries';

interface Props {
  refused: Refused;
  of: 'password' | 'code';
}

export function RefusedTry({ refused, of: what }: Props) {
  const seconds = useSecondsUntil(refused.retry_at);
  return (
    <div className={styles.refused}>
      <Icon name={refused.retry_at === null ? 'attention' : 'wait'} />
      <div>
        <p role="alert" className={styles.sentence}>
          {sentenceOfRefused(refused, what)}
        </p>
        {refused.retry_at !== null &&
          (seconds > 0 ? (
            <p role="timer">{`You can try again in ${formatWait(seconds)}.`}</p>
          ) : (
            <p role="status">You can try again now.</p>
          ))}
      </div>
    </div>
  );
}
