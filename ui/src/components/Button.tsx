/** A button. `primary` is the one act that a view is about; there is at most one of it. */
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';
import type { ReactNode } from 'react';

import styles from './Button.module.css';
import { Icon, type IconName } from './Icon';

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  children: ReactNode;
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'quiet-danger';
  size?: 'normal' | 'small';
  icon?: IconName;
}

export function Button({ children, variant = 'secondary', size = 'normal', icon, ...props }: Props) {
  return (
    <AriaButton {...props} className={styles.button ?? ''} data-variant={variant} data-size={size}>
      {icon !== undefined && <Icon name={icon} />}
      {children !== null && <span>{children}</span>}
    </AriaButton>
  );
}
