/** The recovery code, the one time that it can be seen. It stands until its user says that it is kept, or is gone. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { Checkbox } from '../../components/Checkbox';
import { CopyButton } from '../../components/CopyButton';
import { useAct } from '../../ipc/queries';
import { StartupFrame } from '../../words/StartupFrame';
import styles from './entrance.module.css';

export function RecoveryCode({ code, onKept }: { code: string; onKept: () => void }) {
  const [isKept, setIsKept] = useState(false);
  const keep = useAct('keep_recovery_code');
  const keptIt = () => {
    // Where it is not taken, the integration user is asked for a new code later.
    void keep.run();
    onKept();
  };
  return (
    <StartupFrame>
      <div className={styles.card}>
        <div className={styles.heading}>
          <h2 className={styles.title}>Write down the recovery code</h2>
          <p className={styles.sentence}>
            If the integration user’s password is ever forgotten, this code sets a new one. You see it only now: Bank
            Connections keeps nothing that could show it again. An earlier code, if there was one, no longer works.
          </p>
        </div>
        <p className={styles.code} role="group" aria-label="Recovery code">
          {code.split('-').map((part, position) => (
            <span key={position}>{part}</span>
          ))}
        </p>
        <p className={styles.hint}>
          Keep it where only people who may change bank connections can get at it, such as in the firm’s safe, and not
          beside this computer. If this window is locked before you have written it down, make a new one from the menu
          with your name.
        </p>
        <div className={styles.actions}>
          <CopyButton text={code} size="normal">
            Copy
          </CopyButton>
        </div>
        <Checkbox isSelected={isKept} onChange={setIsKept} autoFocus>
          I have written it down
        </Checkbox>
        <div className={styles.actions}>
          <Button variant="primary" isDisabled={!isKept} onPress={keptIt}>
            Continue
          </Button>
        </div>
      </div>
    </StartupFrame>
  );
}
