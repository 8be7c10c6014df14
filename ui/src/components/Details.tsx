/** A text for those who look closer, folded away. Can be selected and copied. */
import { Button } from 'react-aria-components/Button';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';

import styles from './Details.module.css';

export function Details({ label, text }: { label: string; text: string }) {
  return (
    <Disclosure className={styles.details ?? ''}>
      <Button slot="trigger" className={styles.trigger ?? ''}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="m6 4 4 4-4 4" />
        </svg>
        {label}
      </Button>
      <DisclosurePanel>
        <pre className={styles.text}>{text}</pre>
      </DisclosurePanel>
    </Disclosure>
  );
}
