/** Whether the audit is complete: in words, and with what to do where it is not. */
import type { ReactNode } from 'react';

import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { Notice } from '../../components/Notice';
import type { AuditStateView } from '../../ipc/bindings';
import { useAct, useAuditState } from '../../ipc/queries';
import { breakTitle } from '../../words/audit';
import { Failed } from '../../words/Failed';
import { ProblemNotice } from '../../words/ProblemNotice';
import { formatDateTime, formatTime } from '../../words/time';
import styles from './audit.module.css';

export function State() {
  const { data: state, error, refetch } = useAuditState();
  const check = useAct('check_audit');
  const button = (
    <Button size="small" isPending={check.isPending} onPress={() => void check.run()}>
      {check.isPending ? 'Checking…' : 'Check now'}
    </Button>
  );
  return (
    <div className={styles.state}>
      {state?.kind === 'broken' ? (
        <Broken state={state} action={button} />
      ) : error !== null ? (
        <Failed problem={error} onRetry={() => void refetch()} />
      ) : (
        <div className={styles.complete} data-tone={state?.kind === 'complete' ? 'good' : undefined}>
          <Icon name={state?.kind === 'complete' ? 'check' : 'wait'} />
          <p role="status">{sentenceOf(state)}</p>
          {button}
        </div>
      )}
      {check.problem !== null && <ProblemNotice problem={check.problem} />}
    </div>
  );
}

interface BrokenProps {
  state: Extract<AuditStateView, { kind: 'broken' }>;
  action: ReactNode;
}

function Broken({ state, action }: BrokenProps) {
  return (
    <Notice tone="danger" icon="stop" title={breakTitle(state.found)} isSpoken isInline action={action}>
      <p>
        Somebody changed the records past Bank Connections, or the file is damaged. Do not delete or restore anything:
        keep the file of the records as it is. Compare the entries around this place with your last export or backup,
        and tell whoever is responsible for your firm’s records.
      </p>
      <p>
        Checked {formatDateTime(state.checked_at)}. You can go on working: new entries are recorded as ever, and this
        place stays marked.
      </p>
    </Notice>
  );
}

function sentenceOf(state: Exclude<AuditStateView, { kind: 'broken' }> | undefined): string {
  if (state === undefined || state.kind === 'unchecked') return 'Being checked…';
  return `Complete: checked up to entry ${state.entries} at ${formatTime(state.checked_at)}`;
}
