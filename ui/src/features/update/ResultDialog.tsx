/** The confirmation after an update: what it came to, account by account. Shown only once it is in the records. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Mark } from '../../components/Mark';
import { Notice } from '../../components/Notice';
import { PlainTable } from '../../components/PlainTable';
import type { ChangeView, UpdateResultView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { accountLabel, typeLabel } from '../../words/account';
import { CHANGES, OUTCOMES, summaryOf } from '../../words/change';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { STATUSES } from '../../words/status';
import { formatDateTime } from '../../words/time';
import { NextButton } from './NextButton';
import styles from './ResultDialog.module.css';
import type { Run } from './stage';

interface Props {
  result: UpdateResultView;
  /** What comes next in the run. */
  next: Run | null;
  onNext: (run: Run) => void;
  onDone: () => void;
}

export function ResultDialog({ result, next, onNext, onDone }: Props) {
  const acknowledge = useAct('acknowledge_result');
  const { title, sentence, tone, icon } = OUTCOMES[result.outcome];
  // A result that can't be acknowledged stays unacknowledged, and is shown again.
  const leaveTo = (then: () => void) => {
    void acknowledge.run({ session_id: result.session_id });
    then();
  };
  return (
    <DialogPanel
      title={title}
      subject={<Institution institution={result.institution} />}
      tone={tone}
      icon={icon}
      width="wide"
      onEscape={() => leaveTo(onDone)}
      aside={<time dateTime={result.settled_at}>{formatDateTime(result.settled_at)}</time>}
      actions={
        next === null ? (
          <Button variant="primary" autoFocus isPending={acknowledge.isPending} onPress={() => leaveTo(onDone)}>
            Done
          </Button>
        ) : (
          <>
            <Button onPress={() => leaveTo(onDone)}>Stop here</Button>
            <NextButton run={next} onPress={() => leaveTo(() => onNext(next))} />
          </>
        )
      }
    >
      {result.recovered && (
        <Notice tone="info" icon="repaired">
          This update was interrupted when Bank Connections closed, and was taken up again by itself.
        </Notice>
      )}
      <p>{sentence}</p>
      <p className={styles.status}>
        The connection is now <ResultStatus result={result} />
      </p>
      {result.changes.length > 0 && <p>{summaryOf(result.changes)}</p>}
      {result.changes.length > 0 && <Changes changes={result.changes} />}
      {acknowledge.problem !== null && <ProblemNotice problem={acknowledge.problem} />}
    </DialogPanel>
  );
}

function ResultStatus({ result }: { result: UpdateResultView }) {
  const { label, icon, tone } = STATUSES[result.status.kind];
  return (
    <Mark tone={tone} icon={icon} look="filled">
      {label}
    </Mark>
  );
}

const COLUMNS = [
  { label: 'Number', width: '8.5rem' },
  { label: 'Account' },
  { label: 'Type', width: '9.5rem' },
  { label: 'What changed', width: '14rem' },
] as const;

function Changes({ changes }: { changes: readonly ChangeView[] }) {
  return (
    <div className={styles.changes}>
      <PlainTable label="What changed, account by account" columns={COLUMNS}>
        <tbody>
          {changes.map((change) => (
            <ChangeRow key={change.number} change={change} />
          ))}
        </tbody>
      </PlainTable>
    </div>
  );
}

function ChangeRow({ change }: { change: ChangeView }) {
  const { label, icon, tone } = CHANGES[change.kind];
  return (
    <tr>
      <td className={styles.number}>{change.number}</td>
      <td>{accountLabel(change)}</td>
      <td>{typeLabel(change.account_kind, change.subtype)}</td>
      <td>
        <Mark tone={tone} icon={icon}>
          {label}
        </Mark>
      </td>
    </tr>
  );
}
