/** The view of the lost logins: what Plaid lists and no record knows, and what never arrived. */
import { useId, useState } from 'react';

import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import { Skeleton } from '../../components/Skeleton';
import type { AvailabilityView, OrphansView } from '../../ipc/bindings';
import { useAct, useOrphans } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { NotTheirs } from '../../words/NotTheirs';
import { ProblemNotice } from '../../words/ProblemNotice';
import { formatTime } from '../../words/time';
import { KeyringNotices } from './KeyringNotices';
import { FoundLogins } from './FoundLogins';
import { LostLogins } from './LostLogins';
import styles from './orphans.module.css';

export function OrphansWindow({ mayChange }: { mayChange: boolean }) {
  const orphans = useOrphans();
  return (
    <div className={styles.main}>
      {orphans.data !== undefined ? (
        <Ready orphans={orphans.data} mayChange={mayChange} />
      ) : (
        <section className={styles.card}>
          {orphans.error === null ? (
            <Skeleton label="Reading the lost logins…" />
          ) : (
            <Failed problem={orphans.error} onRetry={() => void orphans.refetch()} />
          )}
        </section>
      )}
    </div>
  );
}

function Ready({ orphans, mayChange }: { orphans: OrphansView; mayChange: boolean }) {
  const foundId = useId();
  const lostId = useId();
  const reasonId = useId();
  return (
    <>
      <section className={styles.card} aria-labelledby={foundId}>
        <Look titleId={foundId} availability={orphans.availability} refusedBy={mayChange ? null : reasonId} />
        {!mayChange && (
          <NotTheirs id={reasonId} className={styles.introduction}>
            Only the integration user looks for lost logins and removes them.
          </NotTheirs>
        )}
        {orphans.availability === 'refused' && (
          <div className={styles.notice}>
            <Notice tone="info" icon="question" title="Plaid does not list logins for this firm">
              Plaid has not opened this for your keys, so Bank Connections finds only what the keyring of this computer
              has access to
              {orphans.keyring === 'done' && orphans.found.length === 0 && '; all of that is in your records'}. Where an
              answer was lost, send the text below to Plaid Support.
            </Notice>
          </div>
        )}
        <KeyringNotices keyring={orphans.keyring} strangers={orphans.strangers} />
        <FoundLogins orphans={orphans} refusedBy={mayChange ? null : reasonId} />
      </section>
      {orphans.lost.length > 0 && (
        <section className={styles.card} aria-labelledby={lostId}>
          <h2 id={lostId} className={styles.title}>
            Answers of Plaid that were lost
          </h2>
          <LostLogins lost={orphans.lost} availability={orphans.availability} />
        </section>
      )}
    </>
  );
}

interface LookProps {
  titleId: string;
  availability: AvailabilityView;
  /** What says why the user may not look, where that is so. */
  refusedBy: string | null;
}

function Look({ titleId, availability, refusedBy }: LookProps) {
  const look = useAct('look_for_orphans');
  const [lookedAt, setLookedAt] = useState<string | null>(null);
  const lookNow = () => {
    void look.run().then(({ problem }) => setLookedAt(problem === null ? new Date().toISOString() : null));
  };
  return (
    <>
      <div className={styles.toolbar}>
        <h2 id={titleId} className={styles.title}>
          Logins at Plaid that no record knows
        </h2>
        <p role="status" className={styles.looked}>
          {look.isPending ? 'Plaid is asked…' : lookedAt !== null && `Looked at ${formatTime(lookedAt)}`}
        </p>
        <Button
          icon="search"
          isDisabled={refusedBy !== null}
          {...(refusedBy !== null && { 'aria-describedby': refusedBy })}
          isPending={look.isPending}
          onPress={lookNow}
        >
          {availability === 'refused' ? 'Ask Plaid once more' : 'Look now'}
        </Button>
      </div>
      {look.problem !== null && (
        <div className={styles.notice}>
          <ProblemNotice problem={look.problem} steps={{ try_again: lookNow }} />
        </div>
      )}
    </>
  );
}
