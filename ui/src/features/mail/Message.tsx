/** One message: its state for each recipient, its text, and what can be done with it. */
import { useId } from 'react';

import { Button } from '../../components/Button';
import { Folded, FoldedText } from '../../components/Details';
import { Mark } from '../../components/Mark';
import { PlainTable } from '../../components/PlainTable';
import { Skeleton } from '../../components/Skeleton';
import type { DeliveryView, OutboxMessageView } from '../../ipc/bindings';
import { useAct, useMessageText } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { DELIVERIES } from '../../words/mail';
import { ProblemNotice } from '../../words/ProblemNotice';
import { formatDateTime, formatTime } from '../../words/time';
import styles from './mail.module.css';

interface Props {
  message: OutboxMessageView;
  isConfigured: boolean;
  mayChange: boolean;
}

export function Message({ message, isConfigured, mayChange }: Props) {
  const titleId = useId();
  const again = useAct('send_again');
  const compose = useAct('compose_in_mail_program');
  const argument = { message_id: message.id };
  const problem = again.problem ?? compose.problem;
  const isDoubtful = message.deliveries.some(({ state }) => state === 'uncertain');
  return (
    <article className={styles.message} aria-labelledby={titleId}>
      <header className={styles.head}>
        <div>
          <h4 id={titleId}>{message.subject}</h4>
          <p className={styles.hint}>
            Written on <time dateTime={message.created_at}>{formatDateTime(message.created_at)}</time>
          </p>
        </div>
        <div className={styles.acts}>
          <Button size="small" isPending={compose.isPending} onPress={() => void compose.run(argument)}>
            Compose in my mail program
          </Button>
          {isConfigured && message.is_open && (
            <Button
              size="small"
              isDisabled={!mayChange}
              isPending={again.isPending}
              onPress={() => void again.run(argument)}
            >
              Send again
            </Button>
          )}
        </div>
      </header>
      {message.deliveries.length === 0 ? (
        <ToNobody isOpen={message.is_open} />
      ) : (
        <Deliveries deliveries={message.deliveries} />
      )}
      {isDoubtful && (
        <p className={styles.hint}>
          The connection broke after the text was sent, so nobody knows whether it arrived. It is not sent twice by
          itself. “Send again” sends it to everyone who has not got it for sure.
        </p>
      )}
      {problem !== null && <ProblemNotice problem={problem} />}
      <Folded label="Show the text">
        <Text messageId={message.id} />
      </Folded>
    </article>
  );
}

function ToNobody({ isOpen }: { isOpen: boolean }) {
  return isOpen ? (
    <Mark tone="warning" icon="wait">
      Waits until mail is set up
    </Mark>
  ) : (
    <Mark tone="quiet" icon="minus">
      Not sent: mail was not set up while it mattered
    </Mark>
  );
}

function Text({ messageId }: { messageId: string }) {
  const text = useMessageText(messageId);
  if (text.data !== undefined) return <FoldedText text={text.data} />;
  if (text.error === null) return <Skeleton label="Reading the text…" />;
  return <Failed problem={text.error} onRetry={() => void text.refetch()} />;
}

const COLUMNS = [
  { label: 'Recipient', width: '34%' },
  { label: 'State', width: '30%' },
  { label: 'The server’s last answer' },
] as const;

function Deliveries({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  return (
    <div className={styles.deliveries}>
      <PlainTable label="Recipients" columns={COLUMNS} isNarrow>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.recipient}>
              <td>{delivery.recipient}</td>
              <td>
                <State delivery={delivery} />
              </td>
              <td className={styles.answer}>{delivery.last_answer ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </div>
  );
}

function State({ delivery }: { delivery: DeliveryView }) {
  const { label, icon, tone } = DELIVERIES[delivery.state];
  const after = afterwards(delivery);
  return (
    <>
      <Mark tone={tone} icon={icon}>
        {label}
      </Mark>
      {after !== null && <p className={styles.hint}>{after}</p>}
    </>
  );
}

/** When it was sent, or how often it was tried and when it is tried next. */
function afterwards({ sent_at, attempts, next_try_at }: DeliveryView): string | null {
  if (sent_at !== null) return formatDateTime(sent_at);
  const tried = attempts === 0 ? null : attempts === 1 ? 'Tried once' : `Tried ${attempts} times`;
  const next = next_try_at === null ? null : `next at ${formatTime(next_try_at)}`;
  if (tried === null) return next === null ? null : `Next try at ${formatTime(next_try_at ?? '')}`;
  return next === null ? tried : `${tried}, ${next}`;
}
