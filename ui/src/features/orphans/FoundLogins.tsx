/** The logins that were found at Plaid, each with what became of it. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { Mark } from '../../components/Mark';
import { Placeholder } from '../../components/Placeholder';
import { PlainTable } from '../../components/PlainTable';
import type { OrphanStateView, OrphansView, OrphanView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { SupportText } from '../../words/SupportText';
import { formatDateTime } from '../../words/time';
import styles from './orphans.module.css';
import { RemoveWarning } from './RemoveWarning';

const COLUMNS = [
  { label: 'Bank' },
  { label: 'Item ID', width: '20rem' },
  { label: 'Found', width: '10rem' },
  { label: 'State', width: '12rem' },
  { label: 'Action', width: '9.5rem' },
] as const;

interface Props {
  orphans: OrphansView;
  /** What says why the user may not remove any, where that is so. */
  refusedBy: string | null;
}

export function FoundLogins({ orphans: { found, availability, keyring }, refusedBy }: Props) {
  const [asked, setAsked] = useState<readonly OrphanView[]>([]);
  if (found.length === 0)
    return availability === 'refused' ? null : (
      <Nothing isLooked={availability === 'available'} isSearched={keyring === 'done'} />
    );
  const removable = found.filter(({ state }) => state === 'found');
  return (
    <>
      <p className={styles.introduction}>
        Your records don’t know these logins, but Plaid may bill them. {originOf(found)}{' '}
        {refusedBy === null ? 'Remove them' : 'Have them removed'} unless another application of your firm uses them.
      </p>
      <div className={styles.scroll}>
        <PlainTable label="Logins found at Plaid" columns={COLUMNS}>
          <tbody>
            {found.map((orphan) => (
              <FoundRow
                key={orphan.item_id}
                orphan={orphan}
                refusedBy={refusedBy}
                onRemove={() => setAsked([orphan])}
              />
            ))}
          </tbody>
        </PlainTable>
      </div>
      {removable.length > 1 && (
        <div className={styles.all}>
          <Button variant="danger" {...refusal(refusedBy)} onPress={() => setAsked(removable)}>
            {`Remove all ${removable.length} at Plaid…`}
          </Button>
        </div>
      )}
      {found.map((orphan) => (
        <Refused key={orphan.item_id} orphan={orphan} />
      ))}
      <DialogLayer isOpen={asked.length > 0}>
        <RemoveWarning orphans={asked} onClose={() => setAsked([])} />
      </DialogLayer>
    </>
  );
}

/** Where such logins come from. */
function originOf(found: readonly OrphanView[]): string {
  const lost = 'when an answer of Plaid was lost';
  const later = 'after the backup that your records were restored from';
  if (found.every(({ in_keyring }) => in_keyring)) return `They were made ${later}.`;
  return `They were made ${found.some(({ in_keyring }) => in_keyring) ? `${lost}, or ${later}` : lost}.`;
}

const STATES = {
  found: { label: 'Still at Plaid', icon: 'attention', tone: 'warning' },
  removing: { label: 'Being removed', icon: 'wait', tone: 'info' },
  removed: { label: 'Removed', icon: 'check', tone: 'good' },
} as const satisfies Record<OrphanStateView, object>;

interface RowProps {
  orphan: OrphanView;
  /** What says why the user may not remove any, where that is so. */
  refusedBy: string | null;
  onRemove: () => void;
}

function refusal(refusedBy: string | null) {
  return refusedBy === null ? {} : { isDisabled: true, 'aria-describedby': refusedBy };
}

function FoundRow({ orphan, refusedBy, onRemove }: RowProps) {
  const { item_id, institution, state, found_at, in_keyring, error_code, request_id } = orphan;
  const { label, icon, tone } = STATES[state];
  return (
    <tr>
      <td>{institution === null ? 'Bank not told' : <Institution institution={institution} />}</td>
      <td className={styles.code}>{item_id}</td>
      <td>{formatDateTime(found_at)}</td>
      <td>
        <Mark tone={tone} icon={icon}>
          {label}
        </Mark>
        {in_keyring && <p className={styles.held}>Its access is in the keyring</p>}
        {error_code !== null && (
          <p className={styles.code}>{request_id === null ? error_code : `${error_code}, request ${request_id}`}</p>
        )}
      </td>
      <td>
        {state === 'found' && (
          <Button size="small" variant="danger" {...refusal(refusedBy)} onPress={onRemove}>
            Remove at Plaid…
          </Button>
        )}
      </td>
    </tr>
  );
}

/** A removal that failed: what Plaid Support needs, should it go on failing. */
function Refused({ orphan }: { orphan: OrphanView }) {
  const { item_id, institution, state, error_code, request_id, support_text } = orphan;
  const hasFailed = state === 'removing' && (error_code !== null || request_id !== null);
  if (!hasFailed || support_text === null) return null;
  return (
    <article className={styles.lost}>
      <h3>
        {institution === null ? 'Bank not told' : <Institution institution={institution} />}{' '}
        <span className={styles.code}>{item_id}</span>
      </h3>
      <p>
        Plaid did not remove this login. Bank Connections tries again by itself. Plaid Support can remove it with this
        text.
      </p>
      <SupportText text={support_text} />
    </article>
  );
}

function Nothing({ isLooked, isSearched }: { isLooked: boolean; isSearched: boolean }) {
  if (!isLooked) {
    return (
      <Placeholder icon="search" title="Not looked yet">
        Look now compares what Plaid lists and what the keyring has with your records. Bank Connections looks by itself
        whenever an answer of Plaid was lost.
      </Placeholder>
    );
  }
  return (
    <Placeholder icon="check" title="No lost logins">
      Every login that Plaid lists for you{isSearched && ', or that the keyring has access to,'} is in your records.
      Bank Connections looks by itself whenever an answer of Plaid was lost or a backup was restored.
    </Placeholder>
  );
}
