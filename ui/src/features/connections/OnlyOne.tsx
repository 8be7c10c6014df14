/** What is seldom done, and only with one connection. Apart from the main act, the removal last. */
import { useId } from 'react';

import { Button } from '../../components/Button';
import styles from './ActionsPanel.module.css';
import type { Acts } from './ActionsPanel';
import type { Alone, Refusal } from './choice';
import { PauseButton } from './PauseButton';

interface Props extends Pick<Acts, 'onReplace' | 'onRemove'> {
  alone: Alone;
  /** Why there is no update, and where that stands. What is told there is not told again. */
  told: { refusal: Refusal; id: string };
}

export function OnlyOne({ alone, told, onReplace, onRemove }: Props) {
  const ownId = useId();
  const { connection, replace, pause, remove } = alone;
  const refusal = replace?.refusal ?? remove?.refusal ?? null;
  const isTold = refusal === told.refusal;
  const reasonId = isTold ? told.id : ownId;
  return (
    <div className={styles.onlyOne}>
      {replace !== null && (
        <Button
          variant="quiet"
          size="small"
          icon="user"
          isDisabled={replace.refusal !== null}
          aria-describedby={reasonId}
          onPress={() => onReplace(connection)}
        >
          The login has a different username…
        </Button>
      )}
      {pause !== null && (
        <PauseButton connection={connection} isDisabled={pause.refusal !== null} reasonId={reasonId} />
      )}
      {remove !== null && (
        <Button
          variant="quiet-danger"
          size="small"
          icon="remove"
          isDisabled={remove.refusal !== null}
          aria-describedby={reasonId}
          onPress={() => onRemove(connection)}
        >
          Remove Bank Connection – Plaid…
        </Button>
      )}
      {refusal !== null && !isTold && (
        <p id={reasonId} className={styles.reason}>
          {refusal}
        </p>
      )}
    </div>
  );
}
