/** The messages and how far each has come, recipient by recipient: those first that something can come of still. */
import { useId } from 'react';

import { Placeholder } from '../../components/Placeholder';
import { ShowMore } from '../../components/ShowMore';
import { Skeleton } from '../../components/Skeleton';
import type { OutboxMessageView } from '../../ipc/bindings';
import { useMessages } from '../../ipc/queries';
import { counted } from '../../words/account';
import { Failed } from '../../words/Failed';
import styles from './mail.module.css';
import { Message } from './Message';

interface Props {
  isConfigured: boolean;
  mayChange: boolean;
}

export function Outbox(props: Props) {
  const messages = useMessages();
  if (messages.data === undefined) {
    if (messages.error === null) return <Skeleton label="Reading the messages…" />;
    return <Failed problem={messages.error} onRetry={() => void messages.refetch()} />;
  }
  const read = messages.data.pages.flatMap((page) => page.messages);
  const { all, open } = messages.data.pages[0] ?? { all: 0, open: 0 };
  if (read.length === 0) {
    return (
      <Placeholder icon="mail" title="No messages">
        Where Plaid does not remove a login, Bank Connections writes a message with the details and what to do. After a
        schedule has run, it writes a summary to the recipients of the schedule. Each is listed here with its state.
      </Placeholder>
    );
  }
  return (
    // What scrolls has to be reachable by the keyboard.
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="Messages">
      <Group title="Open" count={open} messages={read.filter(({ is_open }) => is_open)} {...props} />
      <Group title="Done" count={all - open} messages={read.filter(({ is_open }) => !is_open)} {...props} />
      {messages.hasNextPage && (
        <ShowMore
          told={`${read.length} of ${counted(all, 'message', 'messages')} are shown.`}
          isPending={messages.isFetchingNextPage}
          onMore={() => void messages.fetchNextPage()}
        />
      )}
    </div>
  );
}

interface GroupProps extends Props {
  title: string;
  count: number;
  messages: readonly OutboxMessageView[];
}

function Group({ title, count, messages, isConfigured, mayChange }: GroupProps) {
  const titleId = useId();
  if (messages.length === 0) return null;
  return (
    <section aria-labelledby={titleId}>
      <h3 id={titleId} className={styles.group}>
        {title} <span className={styles.count}>{count}</span>
      </h3>
      {messages.map((message) => (
        <Message key={message.id} message={message} isConfigured={isConfigured} mayChange={mayChange} />
      ))}
    </section>
  );
}
