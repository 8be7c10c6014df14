/** When the consent of each bank ends, month by month, and the way to renew it early. */
import { useId } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer, DialogPanel } from '../../components/Dialog';
import { Mark } from '../../components/Mark';
import { Skeleton } from '../../components/Skeleton';
import type { ConnectionView } from '../../ipc/bindings';
import { useConnections } from '../../ipc/queries';
import { consentsOf, inDays, SOON_DAYS, withoutEnd, type EndingConsent } from '../../words/consent';
import { Failed } from '../../words/Failed';
import { Institution } from '../../words/Institution';
import { nameWithId } from '../../words/institution';
import { REFUSALS } from '../../words/status';
import { formatDate, formatMonth } from '../../words/time';
import { useNow } from '../../words/useNow';
import { useWhomToAsk } from '../../words/useWhomToAsk';
import styles from './consents.module.css';

/** Renews a consent. Nothing where the user may not. */
type Renew = ((connection: ConnectionView) => void) | null;

interface Props {
  isOpen: boolean;
  onRenew: Renew;
  onClose: () => void;
}

export function ConsentCalendar({ isOpen, onRenew, onClose }: Props) {
  return (
    <DialogLayer isOpen={isOpen}>
      {isOpen && (
        <DialogPanel
          title="Consent calendar"
          icon="wait"
          width="wide"
          onEscape={onClose}
          actions={
            <Button variant="primary" autoFocus onPress={onClose}>
              Close
            </Button>
          }
        >
          <Body onRenew={onRenew} />
        </DialogPanel>
      )}
    </DialogLayer>
  );
}

function Body({ onRenew }: { onRenew: Renew }) {
  const connections = useConnections();
  const whomToAsk = useWhomToAsk();
  const now = useNow();
  if (connections.data === undefined) {
    return connections.error === null ? (
      <Skeleton label="Reading your connections…" />
    ) : (
      <Failed problem={connections.error} onRetry={() => void connections.refetch()} />
    );
  }
  const consents = consentsOf(connections.data, now);
  const others = withoutEnd(connections.data);
  return (
    <>
      <p>
        Some banks give their consent for a time only. A consent can be renewed at any time before it ends, by an update
        of the connection; the accounts and their history stay.
        {onRenew === null && ` ${whomToAsk}`}
      </p>
      {consents.length === 0 && <p>No consent of your connections has an end.</p>}
      {monthsOf(consents).map(({ month, rows }) => (
        <section key={month}>
          <h3 className={styles.month}>{month}</h3>
          <ul className={styles.list}>
            {rows.map((consent) => (
              <Row key={consent.connection.id} consent={consent} onRenew={onRenew} />
            ))}
          </ul>
        </section>
      ))}
      {others.length > 0 && (
        <section>
          <h3 className={styles.month}>Without an end</h3>
          <p className={styles.others}>{others.map(({ institution }) => nameWithId(institution)).join(', ')}</p>
        </section>
      )}
    </>
  );
}

function Row({ consent, onRenew }: { consent: EndingConsent; onRenew: Renew }) {
  const { connection, endsAt, days } = consent;
  const reasonId = useId();
  const isRefused = onRenew !== null && !connection.can_update;
  const isSoon = days <= SOON_DAYS;
  return (
    <li className={styles.row}>
      <div className={styles.when}>
        <time dateTime={endsAt}>{formatDate(endsAt)}</time>
        <Mark tone={days <= 0 ? 'danger' : isSoon ? 'warning' : 'quiet'} icon={isSoon ? 'attention' : 'wait'}>
          {days <= 0 ? `Ended ${inDays(days)}` : `Ends ${inDays(days)}`}
        </Mark>
      </div>
      <div>
        <Institution institution={connection.institution} />
        {isRefused && (
          <p id={reasonId} className={styles.why}>
            This connection {REFUSALS[connection.status.kind]}
          </p>
        )}
      </div>
      {onRenew !== null && (
        <Button
          size="small"
          variant={isSoon ? 'primary' : 'secondary'}
          isDisabled={isRefused}
          {...(isRefused && { 'aria-describedby': reasonId })}
          aria-label={`Renew the consent of ${connection.institution.name}`}
          onPress={() => onRenew(connection)}
        >
          Renew…
        </Button>
      )}
    </li>
  );
}

interface Month {
  month: string;
  rows: EndingConsent[];
}

/** In the order of the consents, which is that of their ends. */
function monthsOf(consents: readonly EndingConsent[]): Month[] {
  const months: Month[] = [];
  for (const consent of consents) {
    const month = formatMonth(consent.endsAt);
    const last = months.at(-1);
    if (last?.month === month) last.rows.push(consent);
    else months.push({ month, rows: [consent] });
  }
  return months;
}
