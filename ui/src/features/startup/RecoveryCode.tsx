/** The recovery code, the one time that it can be seen. */
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/CopyButton';
import styles from './startup.module.css';
import { StartupFrame } from './StartupFrame';

export function RecoveryCode({ code, onKept }: { code: string; onKept: () => void }) {
  return (
    <StartupFrame>
      <div className={styles.card}>
        <h2 className={styles.title}>Keep this recovery code</h2>
        <p className={styles.sentence}>
          It sets the integration user’s password anew if it is ever forgotten. It is shown only now, and kept nowhere
          in Bank Connections.
        </p>
        <p className={styles.code}>{code}</p>
        <div className={styles.actions}>
          <Button variant="primary" autoFocus onPress={onKept}>
            I have written it down
          </Button>
          <CopyButton text={code} size="normal">
            Copy
          </CopyButton>
        </div>
      </div>
    </StartupFrame>
  );
}
