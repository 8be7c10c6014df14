/** Copies a text and says so. */
import { useEffect, useState } from 'react';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import { Button } from './Button';
import { copyText } from './clipboard';
import styles from './CopyButton.module.css';

const SAID_MS = 2_500;

interface Props {
  text: string;
  children: string;
  size?: 'normal' | 'small';
  variant?: 'secondary' | 'quiet';
  /** Without words to see, where one stands beside each of many rows. */
  isIconOnly?: boolean;
}

export function CopyButton({ text, children, size = 'small', variant = 'secondary', isIconOnly = false }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    void copyText(text).then((isCopied) => setSaid(isCopied ? 'Copied' : 'Not copied: select the text yourself'));
  };
  return (
    <>
      <Button
        size={size}
        variant={variant}
        icon={said === 'Copied' ? 'check' : 'copy'}
        onPress={copy}
        {...(isIconOnly && { 'aria-label': children })}
      >
        {isIconOnly ? null : (
          <span className={styles.label}>
            <span data-hidden={said !== null || undefined}>{children}</span>
            <span data-hidden={said === null || undefined} aria-hidden="true">
              {said}
            </span>
          </span>
        )}
      </Button>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </>
  );
}
