/** The ready text for Plaid Support, to read and to copy. */
import { useId } from 'react';

import { CopyButton } from '../components/CopyButton';
import styles from './SupportText.module.css';

export function SupportText({ text }: { text: string }) {
  const titleId = useId();
  return (
    <section className={styles.support} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h3 id={titleId} className={styles.title}>
          Text for Plaid Support
        </h3>
        <CopyButton text={text}>Copy text for Plaid Support</CopyButton>
      </div>
      {/* What scrolls has to be reachable by the keyboard. */}
      <pre className={styles.text} tabIndex={0} aria-labelledby={titleId} role="group">
        {text}
      </pre>
    </section>
  );
}
