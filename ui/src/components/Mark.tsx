/** A state in words, with an icon and a color that only repeat what the words say. */
import { Icon, type IconName } from './Icon';
import styles from './Mark.module.css';
import type { Tone } from './tone';

interface Props {
  tone: Tone;
  icon: IconName;
  children: string;
  /** `plain` where many stand below each other. */
  look?: 'filled' | 'plain';
}

export function Mark({ tone, icon, children, look = 'plain' }: Props) {
  return (
    <span className={styles.mark} data-tone={tone} data-look={look}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
