/** The messages and how far each has come, recipient by recipient. */
import { Placeholder } from '../../components/Placeholder';
import type { OutboxView } from '../../ipc/bindings';
import styles from './mail.module.css';
import { Message } from './Message';

export function Outbox({ outbox, mayChange }: { outbox: OutboxView; mayChange: boolean }) {
  if (outbox.messages.length === 0) {
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
      {outbox.messages.map((message) => (
        <Message key={message.id} message={message} isConfigured={outbox.is_configured} mayChange={mayChange} />
      ))}
    </div>
  );
}
