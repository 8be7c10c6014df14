/** How the records are encrypted, and the way to another key. The key itself never comes here. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { Skeleton } from '../../components/Skeleton';
import type { BehindReasonView, BehindView, EncryptionView } from '../../ipc/bindings';
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
          <p>The earlier key therefore stays in the keyring, and the key can’t be changed again before.</p>
          {REASONS.map((reason) => (
            <Behind key={reason} reason={reason} names={namesOf(behind, reason)} />
          ))}
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
    ? 'The key was made on this computer. No change of it is on record.'
    : `The key was last changed on ${formatDateTime(changed_at)} by ${changed_by}.`;
}

/** Those first that wait for something: nothing has to go for them. */
const REASONS = ['disk_full', 'other', 'damaged'] as const satisfies BehindReasonView[];

function Behind({ reason, names }: { reason: BehindReasonView; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <p>{adviceOn(reason, names.length === 1)}</p>
      <ul className={styles.files}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}

function adviceOn(reason: BehindReasonView, isOne: boolean): string {
  const [it, keep] = isOne ? ['it', 'Keep it where it is.'] : ['them', 'Keep them where they are.'];
  switch (reason) {
    case 'damaged':
      return `A damaged page keeps ${it} under the earlier key. Once ${isOne ? 'it is' : 'they are'} moved to another place or deleted, start Bank Connections anew.`;
    case 'disk_full':
      return `There was no space to put ${it} under the new key. Free some space, then start Bank Connections anew, which tries again. ${keep}`;
    case 'other':
      return `${isOne ? 'It' : 'They'} could not be put under the new key, and may be in use or write-protected. Put that right, then start Bank Connections anew, which tries again. ${keep}`;
  }
}

function namesOf(behind: readonly BehindView[], reason: BehindReasonView): string[] {
  return behind.filter((one) => one.reason === reason).map(({ name }) => name);
}

function titleOf(behind: readonly BehindView[]): string {
  return behind.length === 1
    ? 'A backup is still under the earlier key'
    : `${behind.length} backups are still under the earlier key`;
}
