/** How the records are encrypted, and the way to another key. The key itself never comes here. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { Skeleton } from '../../components/Skeleton';
import type { EncryptionView } from '../../ipc/bindings';
import { useEncryption } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { ProblemNotice } from '../../words/ProblemNotice';
import { formatDateTime } from '../../words/time';
import { ChangeKeyWarning } from './ChangeKeyWarning';
import styles from './keys.module.css';

export function Encryption({ mayChange }: { mayChange: boolean }) {
  const encryption = useEncryption();
  return (
    <Section
      title="Encryption"
      lead="Your records and their backups are encrypted on this computer. Their key is kept in its keyring and nowhere else."
    >
      {encryption.data !== undefined ? (
        <Key encryption={encryption.data} mayChange={mayChange} />
      ) : encryption.error !== null ? (
        <Failed problem={encryption.error} onRetry={() => void encryption.refetch()} />
      ) : (
        <Skeleton label="Reading how the records are encrypted…" />
      )}
    </Section>
  );
}

function Key({ encryption, mayChange }: { encryption: EncryptionView; mayChange: boolean }) {
  const [isAsked, setIsAsked] = useState(false);
  const { behind, failed, is_in_memory } = encryption;
  return (
    <>
      <p>{sentenceOf(encryption)}</p>
      {behind.length > 0 && (
        <Notice tone="warning" icon="key" title={titleOf(behind)} isInline>
          <p>
            A damaged page keeps {behind.length === 1 ? 'it' : 'them'} under the earlier key, which therefore stays in
            the keyring. The key can be changed again once {behind.length === 1 ? 'it is' : 'they are'} moved to another
            place or deleted, and Bank Connections was started anew.
          </p>
          <ul className={styles.files}>
            {behind.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </Notice>
      )}
      {failed !== null && (
        <div className={styles.failed}>
          <p>The key was not changed. Your records are as they were.</p>
          <ProblemNotice problem={failed} />
        </div>
      )}
      {is_in_memory ? (
        <p>There is no keyring, so this key is gone when you quit. It is never changed.</p>
      ) : (
        mayChange && (
          <div>
            <Button onPress={() => setIsAsked(true)} isDisabled={behind.length > 0}>
              Change the key…
            </Button>
          </div>
        )
      )}
      <DialogLayer isOpen={isAsked}>
        <ChangeKeyWarning onDone={() => setIsAsked(false)} />
      </DialogLayer>
    </>
  );
}

function sentenceOf({ changed_at, changed_by }: EncryptionView): string {
  return changed_at === null || changed_by === null
    ? 'The key was made on this computer. These records tell of no change of it.'
    : `The key was last changed on ${formatDateTime(changed_at)} by ${changed_by}.`;
}

function titleOf(behind: string[]): string {
  return behind.length === 1
    ? 'A backup is still under the earlier key'
    : `${behind.length} backups are still under the earlier key`;
}
