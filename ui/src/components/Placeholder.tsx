/** What stands where nothing can be shown: an empty view, or one that failed. */
import type { ReactNode } from 'react';

import { Icon, type IconName } from './Icon';
import styles from './Placeholder.module.css';

interface Props {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  isSpoken?: boolean;
}

export function Placeholder({ icon, title, children, action, isSpoken = false }: Props) {
  return (
    <div className={styles.placeholder} role={isSpoken ? 'alert' : undefined}>
      <span className={styles.icon}>
        <Icon name={icon} size="large" />
      </span>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {action !== undefined && action !== null && <div className={styles.action}>{action}</div>}
    </div>
  );
}
