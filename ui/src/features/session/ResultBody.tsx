/** What a link session came to: in a sentence, account by account, and what is still to come. */
import { Mark } from '../../components/Mark';
import { Notice } from '../../components/Notice';
import type { StatusView, UpdateResultView } from '../../ipc/bindings';
import { summaryOf } from '../../words/change';
import { wordsOfOutcome } from '../../words/outcome';
import { STATUSES } from '../../words/status';
import { SupportText } from '../../words/SupportText';
import { formatTime } from '../../words/time';
import { Changes, ConnectedAccounts } from './Changes';
import styles from './ResultDialog.module.css';

export function ResultBody({ result }: { result: UpdateResultView }) {
  const { outcome, changes, status, removal } = result;
  const isConnected = outcome === 'connected';
  return (
    <>
      <p>{wordsOfOutcome(result).sentence}</p>
      {status !== null && outcome !== 'wrong_bank' && <ResultStatus status={status} />}
      {changes.length > 0 && !isConnected && <p>{summaryOf(changes)}</p>}
      {changes.length > 0 && (isConnected ? <ConnectedAccounts accounts={changes} /> : <Changes changes={changes} />)}
      {removal !== null && (
        <Notice tone="info" icon="remove" title={titleOfRemoval(result)}>
          {removal.failure === null
            ? 'It is removed by itself. The connection is not affected.'
            : `Plaid did not remove it at once. It is tried again by itself at ${formatTime(removal.failure.next_try_at)}, until it is removed. The connection is not affected.`}
        </Notice>
      )}
      {outcome === 'refused' && <Codes result={result} />}
      {outcome === 'lost' && <Lost result={result} />}
    </>
  );
}

function ResultStatus({ status }: { status: StatusView }) {
  const { label, icon, tone } = STATUSES[status.kind];
  return (
    <p className={styles.status}>
      The connection is now{' '}
      <Mark tone={tone} icon={icon} look="filled">
        {label}
      </Mark>
    </p>
  );
}

function titleOfRemoval({ outcome }: UpdateResultView): string {
  return outcome === 'replaced' ? 'The earlier login is still at Plaid' : 'The new login is being removed at Plaid';
}

/** What Plaid Support asks for. */
function Codes({ result: { exit_code, request_id } }: { result: UpdateResultView }) {
  if (exit_code === null && request_id === null) return null;
  return (
    <dl className={styles.codes}>
      {exit_code !== null && <dt>Error code</dt>}
      {exit_code !== null && <dd>{exit_code}</dd>}
      {request_id !== null && <dt>Request ID</dt>}
      {request_id !== null && <dd>{request_id}</dd>}
    </dl>
  );
}

/** The one case that Bank Connections can't always settle alone: calmly what happens, and what the user can do. */
function Lost({ result: { support_text } }: { result: UpdateResultView }) {
  return (
    <>
      <p>
        Bank Connections looks for this login at Plaid and shows it under <strong>Lost logins</strong>, where you can
        remove it.
        {support_text !== null && (
          <> Where Plaid can’t tell, send the text below to Plaid Support, so that nothing is billed for it.</>
        )}{' '}
        You can sign in again at any time.
      </p>
      {support_text !== null && <SupportText text={support_text} />}
    </>
  );
}
