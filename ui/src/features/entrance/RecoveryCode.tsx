/** The recovery code, the one time that it can be seen. It stands until its user says that it is kept, or is gone. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { Checkbox } from '../../components/Checkbox';
import { CopyButton } from '../../components/CopyButton';
import { StartupFrame } from '../../words/StartupFrame';
import styles from './entrance.module.css';

export function RecoveryCode({ code, onKept }: { code: string; onKept: () => void }) {
  const [isKept, setIsKept] = useState(false);
  return (
    <StartupFrame>
      <div className={styles.card}>
        <div className={styles.heading}>
          <h2 className={styles.title}>Write down the recovery code</h2>
          <p className={styles.sentence}>
            If the integration user’s password is ever forgotten, this code sets a new one. You see it only now: Bank
            Connections keeps nothing that could show it again. Any earlier code is worth nothing from now on.
          </p>
        </div>
        <p className={styles.code} role="group" aria-label="Recovery code">
          {code.split('-').map((part, position) => (
            <span key={position}>{part}</span>
          ))}
        </p>
        <p className={styles.hint}>
          Keep it where only those get who may change bank connections, such as the safe of the firm. Not beside this
          computer. If this window is locked before you have written it down, make a new one from the menu with your
          name.
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
          <Button variant="primary" isDisabled={!isKept} onPress={onKept}>
            Continue
          </Button>
        </div>
      </div>
    </StartupFrame>
  );
}
