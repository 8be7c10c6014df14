/** A message inside a view: what happened, what to do, and the button that does it. */
import type { ReactNode } from 'react';

import { Icon, type IconName } from './Icon';
import styles from './Notice.module.css';
import type { Tone } from './tone';

interface Props {
  tone: Tone;
  icon: IconName;
  title?: string;
  children: ReactNode;
  action?: ReactNode;
  /** Spoken at once by a screen reader, for what happens while the user looks elsewhere. */
  isSpoken?: boolean;
  /** With its button at the end of the line, where it stands across a view. */
  isInline?: boolean;
}

export function Notice({ tone, icon, title, children, action, isSpoken = false, isInline = false }: Props) {
  return (
    <div
      className={styles.notice}
      data-tone={tone}
      data-inline={isInline || undefined}
      role={isSpoken ? 'alert' : undefined}
    >
      <Icon name={icon} />
      <div className={styles.text}>
        {title !== undefined && <p className={styles.title}>{title}</p>}
        <div>{children}</div>
      </div>
      {action !== undefined && action !== null && action !== false && <div className={styles.action}>{action}</div>}
    </div>
  );
}
