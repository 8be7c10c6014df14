/** The view of the settings: one section below the other, each of a feature of its own. */
import type { ReactNode } from 'react';

import { Notice } from '../../components/Notice';
import { useWhomToAsk } from '../../words/useWhomToAsk';
import styles from './settings.module.css';

interface Props {
  mayChange: boolean;
  children: ReactNode;
}

export function SettingsWindow({ mayChange, children }: Props) {
  const ask = useWhomToAsk();
  return (
    <div className={styles.main}>
      <div className={styles.column}>
        {!mayChange && (
          <Notice tone="info" icon="key" title="Only the integration user changes settings" isInline>
            You can look at them. {ask}
          </Notice>
        )}
        {children}
      </div>
    </div>
  );
}
