/** The recommended practice: whoever has the power to change connections leaves when that is done. */
import { Button } from '../../components/Button';
import { useAct } from '../../ipc/queries';
import styles from './account.module.css';

export function SignOutAdvice() {
  const signOut = useAct('sign_out');
  return (
    <div className={styles.advice}>
      <p>
        When you are done with the banks, sign out as the integration user. For everything else an accountant is enough.
      </p>
      <Button size="small" icon="leave" isPending={signOut.isPending} onPress={() => void signOut.run()}>
        Sign out
      </Button>
    </div>
  );
}
