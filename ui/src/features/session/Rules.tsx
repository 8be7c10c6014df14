/** What is to be known before the bank's window opens. The last one is the warning. */
import type { ReactNode } from 'react';

import { Icon, type IconName } from '../../components/Icon';
import styles from './confirm.module.css';

export interface Rule {
  icon: IconName;
  strong?: ReactNode;
  text: ReactNode;
}

export function Rules({ rules }: { rules: readonly Rule[] }) {
  return (
    <ul className={styles.rules}>
      {rules.map(({ icon, strong, text }, index) => (
        <li key={index}>
          <Icon name={icon} />
          <p>
            {strong !== undefined && <strong>{strong} </strong>}
            {text}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The warning, the same before every window. */
export const FINISH: Rule = {
  icon: 'attention',
  strong: 'Don’t cancel once you have entered your credentials.',
  text: 'Finish in the bank’s window, so that bank and records agree.',
};
