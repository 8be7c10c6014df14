/** What asks for attention, above the list of connections. Nothing where nothing does. */
import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import type { BreakView, ConnectionView } from '../../ipc/bindings';
import { counted } from '../../words/account';
import { breakTitle } from '../../words/audit';
import { inDays } from '../../words/consent';
import { nameWithId } from '../../words/institution';
import { wordsOfProblem } from '../../words/problem';
import { formatDate } from '../../words/time';
import { useWhomToAsk } from '../../words/useWhomToAsk';
import { KeyringNotice } from './KeyringNotice';
import type { Attention } from './useAttention';

interface Props {
  attention: Attention;
  /** Whether the user may set mail up. */
  mayChange: boolean;
  onFix: (connections: ConnectionView[]) => void;
  onShowConsents: () => void;
  onShowRemoval: (connectionId: string) => void;
  onShowMail: () => void;
  onShowOrphans: () => void;
  onShowRecords: () => void;
  onShowAudit: () => void;
}

export function Notices(props: Props) {
  const { attention, mayChange, onShowRemoval, onShowMail, onShowOrphans, onShowRecords, onShowAudit } = props;
  const { auditBreak, keyring, removals, messages, orphans } = attention;
  const [first, ...others] = removals;
  return (
    <>
      {keyring !== null && <KeyringNotice problem={keyring} />}
      <RecordsNotices attention={attention} onShowRecords={onShowRecords} />
      {auditBreak !== null && <AuditNotice found={auditBreak} onShow={onShowAudit} />}
      <WaitingNotices {...props} />
      {first !== undefined && (
        <Notice
          tone="warning"
          icon="remove"
          title={`Plaid has not removed ${others.length === 0 ? 'a login' : `logins of ${removals.length} connections`} yet`}
          isInline
          action={
            others.length === 0 && (
              <Button size="small" onPress={() => onShowRemoval(first.id)}>
                Show details
              </Button>
            )
          }
        >
          {removals.map(({ institution }) => nameWithId(institution)).join(', ')}. It is tried again by itself.
        </Notice>
      )}
      {messages > 0 && (
        <Notice
          tone="warning"
          icon="mail"
          title={`${messages === 1 ? 'A message waits' : `${messages} messages wait`} because mail is not set up`}
          isInline
          action={
            <Button size="small" onPress={onShowMail}>
              {mayChange ? 'Set up mail' : 'Show messages'}
            </Button>
          }
        >
          {mayChange ? 'Set it up, or compose' : 'Have the integration user set it up, or compose'}{' '}
          {messages === 1 ? 'it' : 'them'} in your mail program.
        </Notice>
      )}
      {orphans.length > 0 && (
        <Notice
          tone="warning"
          icon="question"
          title={`${counted(orphans.length, 'login', 'logins')} at Plaid that no record knows`}
          isInline
          action={
            <Button size="small" onPress={onShowOrphans}>
              Show lost logins
            </Button>
          }
        >
          Nobody uses {orphans.length === 1 ? 'it' : 'them'}, but Plaid may bill {orphans.length === 1 ? 'it' : 'them'}.
        </Notice>
      )}
    </>
  );
}

/** What waits for the user, and what will. */
function WaitingNotices({ attention, mayChange, onFix, onShowConsents }: Props) {
  const { waiting, ending } = attention;
  const whomToAsk = useWhomToAsk();
  const [next, ...later] = ending;
  return (
    <>
      {waiting.length > 0 && (
        <Notice
          tone="warning"
          icon="attention"
          title={`${counted(waiting.length, 'connection needs', 'connections need')} you`}
          isInline
          action={
            mayChange && (
              <Button size="small" variant="primary" onPress={() => onFix(waiting)}>
                {waiting.length === 1 ? 'Fix it' : 'Fix all'}
              </Button>
            )
          }
        >
          {waiting.map(({ institution }) => nameWithId(institution)).join(', ')}.{' '}
          {mayChange ? 'Nothing new is imported from there until then.' : whomToAsk}
        </Notice>
      )}
      {next !== undefined && (
        <Notice
          tone="info"
          icon="wait"
          title={
            later.length === 0
              ? `A consent ends ${inDays(next.days)}`
              : `${ending.length} consents end soon, the next one ${inDays(next.days)}`
          }
          isInline
          action={
            <Button size="small" onPress={onShowConsents}>
              Show consent calendar
            </Button>
          }
        >
          {nameWithId(next.connection.institution)}, on {formatDate(next.endsAt)}. It can be renewed now.
        </Notice>
      )}
    </>
  );
}

function AuditNotice({ found, onShow }: { found: BreakView; onShow: () => void }) {
  return (
    <Notice
      tone="danger"
      icon="stop"
      title={breakTitle(found)}
      isInline
      action={
        <Button size="small" onPress={onShow}>
          Show the audit
        </Button>
      }
    >
      The audit is not what Bank Connections wrote. See what to do about it.
    </Notice>
  );
}

function RecordsNotices({ attention, onShowRecords }: Pick<Props, 'attention' | 'onShowRecords'>) {
  const { refusal, backupFailure } = attention;
  if (refusal !== null) {
    return (
      <Notice tone="danger" icon="disk" title={wordsOfProblem(refusal).title} isSpoken isInline>
        Nothing can be saved at present. What was saved before is safe.{' '}
        {refusal.code === 'disk_full' ? 'Free some space' : 'Allow writing to the records again'}; Bank Connections then
        goes on by itself.
      </Notice>
    );
  }
  if (backupFailure === null) return null;
  return (
    <Notice
      tone="warning"
      icon="archive"
      title="The last backup failed"
      isInline
      action={
        <Button size="small" onPress={onShowRecords}>
          Show backups
        </Button>
      }
    >
      {wordsOfProblem(backupFailure.problem).title}. The earlier backups are as they were.
    </Notice>
  );
}
