/** The view of the mail: the messages about removals that failed, summaries of schedules, and how they are sent. */
import { useId } from 'react';

import { Notice } from '../../components/Notice';
import { Skeleton } from '../../components/Skeleton';
import { useMailSettings, useOutbox } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { waitingForSettings } from '../../words/mail';
import { useWhomToAsk } from '../../words/useWhomToAsk';
import styles from './mail.module.css';
import { Outbox } from './Outbox';
import { Settings } from './Settings';

export function MailWindow({ mayChange }: { mayChange: boolean }) {
  const settings = useMailSettings();
  const outbox = useOutbox();
  const ask = useWhomToAsk();
  const waiting = outbox.data === undefined ? 0 : waitingForSettings(outbox.data);
  const outboxId = useId();
  const settingsId = useId();
  return (
    <div className={styles.main}>
      {outbox.data?.is_configured === false && (
        <div className={styles.banner}>
          <Notice tone={waiting > 0 ? 'warning' : 'info'} icon="mail" title="Mail is not set up" isInline>
            {sentenceOfWaiting(waiting)} {toDoAbout(waiting, mayChange ? null : ask)}
          </Notice>
        </div>
      )}
      <section className={styles.outbox} aria-labelledby={outboxId}>
        <h2 id={outboxId} className={styles.title}>
          Messages
        </h2>
        {outbox.data !== undefined ? (
          <Outbox isConfigured={outbox.data.is_configured} mayChange={mayChange} />
        ) : (
          <Unread query={outbox} what="messages" />
        )}
      </section>
      <section className={styles.settings} aria-labelledby={settingsId}>
        <h2 id={settingsId} className={styles.title}>
          Mail settings
        </h2>
        {settings.data !== undefined ? (
          <Settings settings={settings.data} mayChange={mayChange} />
        ) : (
          <Unread query={settings} what="mail settings" />
        )}
      </section>
    </div>
  );
}

interface UnreadProps {
  query: Pick<ReturnType<typeof useMailSettings> | ReturnType<typeof useOutbox>, 'error' | 'refetch'>;
  what: string;
}

function Unread({ query, what }: UnreadProps) {
  if (query.error === null) return <Skeleton label={`Reading the ${what}…`} />;
  return <Failed problem={query.error} onRetry={() => void query.refetch()} />;
}

function sentenceOfWaiting(count: number): string {
  if (count === 0) return 'No e-mail goes out when Plaid does not remove a login, and none after a schedule has run.';
  return count === 1 ? 'A message waits.' : `${count} messages wait.`;
}

/** What the user can do; `ask` says whom to ask where setting it up is somebody else’s. */
function toDoAbout(count: number, ask: string | null): string {
  const compose = `ompose ${count === 1 ? 'it' : 'each'} in your mail program`;
  if (ask === null) return `Fill in the mail settings${count === 0 ? ' for that' : `, or c${compose}`}.`;
  return `Only the integration user sets it up. ${ask}${count === 0 ? '' : ` Or c${compose}.`}`;
}
