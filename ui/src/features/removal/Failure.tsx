/** One removal that Plaid has not confirmed: the details, what happens next, and the text for Plaid Support. */
import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import type { RemovalFailureView, RemovalView } from '../../ipc/bindings';
import { useOutbox } from '../../ipc/queries';
import { counted } from '../../words/account';
import { wordsOfProblem } from '../../words/problem';
import { sentenceOfMail } from '../../words/removal';
import { SupportText } from '../../words/SupportText';
import { formatDateTime, formatTime } from '../../words/time';
import styles from './removal.module.css';

interface Props {
  removal: RemovalView;
  /** Nothing where setting it up is not the user’s. */
  onSetUpMail: (() => void) | null;
}

export function Failure({ removal: { failure, asked_at }, onSetUpMail }: Props) {
  if (failure === null) {
    return <p role="status">Plaid is asked to remove it. Asked for on {formatDateTime(asked_at)}.</p>;
  }
  const { title, sentence } = wordsOfProblem(failure.problem);
  return (
    <>
      <Notice tone="warning" icon="attention" title={title}>
        <p>{failure.error_message ?? sentence}</p>
      </Notice>
      <Facts failure={failure} />
      <Next failure={failure} onSetUpMail={onSetUpMail} />
      <SupportText text={failure.support_text} />
    </>
  );
}

function Facts({ failure }: { failure: RemovalFailureView }) {
  const { error_type, error_code, request_id, attempts, failed_at } = failure;
  const facts = [
    ['Error code', error_code === null || error_type === null ? error_code : `${error_code} (${error_type})`],
    ['Request ID', request_id],
    ['Last tried', `${formatDateTime(failed_at)}, ${counted(attempts, 'try', 'tries')} so far`],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([label, fact]) =>
          fact !== null && (
            <div key={label}>
              <dt>{label}</dt>
              <dd data-code={label !== 'Last tried' || undefined}>{fact}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Next({ failure, onSetUpMail }: { failure: RemovalFailureView } & Pick<Props, 'onSetUpMail'>) {
  const outbox = useOutbox();
  const isConfigured = outbox.data?.is_configured ?? null;
  return (
    <section>
      <h3 className={styles.heading}>What happens next</h3>
      <ul className={styles.next}>
        <li>
          It is tried again by itself at {formatTime(failure.next_try_at)}, then at longer intervals, and at every start
          of Bank Connections.
        </li>
        <li>{sentenceOfMail(failure, isConfigured)}</li>
        <li>If it does not pass, send the text below to Plaid Support, who can remove it for you.</li>
      </ul>
      {isConfigured === false && onSetUpMail !== null && (
        <div className={styles.setUp}>
          <Button size="small" icon="mail" onPress={onSetUpMail}>
            Set up mail
          </Button>
        </div>
      )}
    </section>
  );
}
