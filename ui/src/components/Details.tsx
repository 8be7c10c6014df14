/** For those who look closer, folded away. What is inside is drawn while it is open, and asks for nothing before. */
import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';

import styles from './Details.module.css';

/** A text. It can be selected and copied. */
export function Details({ label, text }: { label: string; text: string }) {
  return (
    <Folded label={label}>
      <FoldedText text={text} />
    </Folded>
  );
}

/** Whatever there is to see for those who look closer. It is drawn while it is open, and not before. */
export function Folded({ label, children }: { label: string; children: ReactNode }) {
  const [isExpanded, setExpanded] = useState(false);
  return (
    <Disclosure className={styles.details ?? ''} isExpanded={isExpanded} onExpandedChange={setExpanded}>
      <Button slot="trigger" className={styles.trigger ?? ''}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="m6 4 4 4-4 4" />
        </svg>
        {label}
      </Button>
      <DisclosurePanel>{isExpanded && children}</DisclosurePanel>
    </Disclosure>
  );
}

/** A long text as it was written, line by line. It can be selected and copied. */
export function FoldedText({ text }: { text: string }) {
  return <pre className={styles.text}>{text}</pre>;
}
