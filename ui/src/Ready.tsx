/** The views, and what leads from one feature to another: features don't know each other. */
import { useState } from 'react';

import { AccountMenu } from './features/account/AccountMenu';
import { InitialPassword } from './features/account/InitialPassword';
import { SignOutAdvice } from './features/account/SignOutAdvice';
import { UnkeptCode } from './features/account/UnkeptCode';
import { Notices } from './features/attention/Notices';
import { useAttention, type Attention } from './features/attention/useAttention';
import { AuditWindow } from './features/audit/AuditWindow';
import { BankAccountsWindow } from './features/bank-accounts/BankAccountsWindow';
import { useBankAccountFlow, type BankAccountFlow } from './features/bank-accounts/flow';
import { RefreshDialogs } from './features/balances/RefreshDialogs';
import { RefreshNotice } from './features/balances/RefreshNotice';
import { useRefreshFlow, type RefreshFlow } from './features/balances/useRefreshFlow';
import { BankAccountDialogs } from './features/bank-accounts/BankAccountDialogs';
import { ConnectionsWindow } from './features/connections/ConnectionsWindow';
import { ConsentCalendar } from './features/consents/ConsentCalendar';
import { Frame } from './features/frame/Frame';
import type { Badges } from './features/frame/Views';
import type { View } from './features/frame/views';
import { Encryption } from './features/keys/Encryption';
import { LockSection } from './features/locking/LockSection';
import { LogWindow } from './features/log/LogWindow';
import { MailWindow } from './features/mail/MailWindow';
import { NotificationsSection } from './features/notifications/NotificationsSection';
import { OrphansWindow } from './features/orphans/OrphansWindow';
import { PlaidKeys } from './features/plaid-keys/PlaidKeys';
import { RecordsSection } from './features/records/RecordsSection';
import { RemovalDialogs } from './features/removal/RemovalDialogs';
import { useRemovalFlow } from './features/removal/useRemovalFlow';
import { useScheduleFlow } from './features/schedules/flow';
import { ScheduleDialogs } from './features/schedules/ScheduleDialogs';
import { SchedulesWindow } from './features/schedules/SchedulesWindow';
import { SessionDialogs } from './features/session/SessionDialogs';
import type { Stage } from './features/session/stage';
import { useSessionFlow } from './features/session/useSessionFlow';
import { SettingsWindow } from './features/settings/SettingsWindow';
import { ImportDialogs } from './features/statements/ImportDialogs';
import { LinesSetting } from './features/statements/LinesSetting';
import { StatementsWindow } from './features/statements/StatementsWindow';
import { useImportFlow } from './features/statements/useImportFlow';
import { TraySection } from './features/tray/TraySection';
import { UsersWindow } from './features/users/UsersWindow';
import type { ApplicationView } from './ipc/bindings';
import { useActivity } from './useActivity';
import { breakTitle } from './words/audit';
import type { Mend } from './words/mend';

interface Props {
  application: Extract<ApplicationView, { state: 'ready' }>;
  view: View;
  onView: (view: View) => void;
  /** Is told a new recovery code, which is shown once. */
  onCode: (code: string) => void;
}

export function Ready({ application, view, onView, onCode }: Props) {
  useActivity();
  const sessions = useSessionFlow();
  const removals = useRemovalFlow();
  const bankAccounts = useBankAccountFlow();
  const imports = useImportFlow();
  const refreshes = useRefreshFlow();
  const schedules = useScheduleFlow();
  const attention = useAttention();
  const [showsConsents, setShowsConsents] = useState(false);
  const mayChange = application.user.role === 'integration_user';
  const onMend: Mend = mayChange ? (connection) => sessions.update([connection]) : null;
  // What came of a session waits until the user has finished with a removal. An open page does not wait.
  const stage = removals.stage !== null && sessions.stage?.kind === 'result' ? null : sessions.stage;
  return (
    <>
      <Frame
        application={application}
        view={view}
        onView={onView}
        badges={badgesOf(attention)}
        account={<AccountMenu application={application} onCode={onCode} />}
      >
        {{
          connections: (
            <Connections
              application={application}
              flows={{ sessions, removals, bankAccounts, refreshes }}
              stage={stage}
              attention={attention}
              onView={onView}
              onShowConsents={() => setShowsConsents(true)}
              onCode={onCode}
            />
          ),
          books: <BankAccountsWindow flow={bankAccounts} mayKeep={mayChange} />,
          statements: <StatementsWindow imports={imports} onShowConnections={() => onView('connections')} />,
          schedules: <SchedulesWindow flow={schedules} mayChange={mayChange} onShowMail={() => onView('mail')} />,
          log: <LogWindow />,
          audit: <AuditWindow />,
          mail: <MailWindow mayChange={mayChange} />,
          orphans: <OrphansWindow mayChange={mayChange} />,
          users: <UsersWindow self={application.user} />,
          settings: <Settings mayChange={mayChange} areThrownAway={application.profile.secrets_in_memory} />,
        }}
      </Frame>
      <SessionDialogs flow={sessions} stage={stage} />
      <BankAccountDialogs flow={bankAccounts} />
      <RefreshDialogs flow={refreshes} onMend={onMend} />
      <ImportDialogs flow={imports} onMend={onMend} />
      <ConsentCalendar
        // A renewal that is begun in it stands before it, and leads back to it.
        isOpen={showsConsents && stage === null}
        onRenew={onMend}
        onClose={() => setShowsConsents(false)}
      />
      <ScheduleDialogs flow={schedules} isShown={view === 'schedules'} onShowMail={() => onView('mail')} />
      <RemovalDialogs flow={removals} onSetUpMail={mayChange ? () => onView('mail') : null} />
    </>
  );
}

interface ConnectionsProps extends Pick<Props, 'application' | 'onView' | 'onCode'> {
  onShowConsents: () => void;
  flows: {
    sessions: ReturnType<typeof useSessionFlow>;
    removals: ReturnType<typeof useRemovalFlow>;
    bankAccounts: BankAccountFlow;
    refreshes: RefreshFlow;
  };
  /** The session that stands in front of the user. */
  stage: Stage | null;
  attention: Attention;
}

/** The view of the connections, and where it leads to. */
function Connections({ application, flows, stage, attention, onView, onShowConsents, onCode }: ConnectionsProps) {
  const { sessions, removals, bankAccounts, refreshes } = flows;
  const mayChange = application.user.role === 'integration_user';
  return (
    <ConnectionsWindow
      application={application}
      acts={{
        onConnect: () => sessions.confirm([{ purpose: 'connect' }]),
        onUpdate: sessions.update,
        onReplace: (connection) => sessions.confirm([{ purpose: 'replace', connection }]),
        onReconnect: (connection) => sessions.confirm([{ purpose: 'reconnect', connection }]),
        onShowConsents,
        onRemove: removals.confirm,
        onRefresh: (connections) => refreshes.openFor(connections.map(({ id }) => id)),
      }}
      rowActs={{ onTakeUp: sessions.takeUpOf, onShowRemoval: ({ id }) => removals.show(id) }}
      onLinkAccount={
        mayChange
          ? (account, { institution }) => bankAccounts.ask({ kind: 'link_account', account, institution })
          : null
      }
      onTakeUpSession={sessions.takeUp}
      inFront={sessionOf(stage)}
      advice={mayChange && <SignOutAdvice />}
      notices={
        <>
          <RefreshNotice flow={refreshes} />
          <AccessNotices application={application} onCode={onCode} />
          <Notices
            attention={attention}
            mayChange={application.user.role === 'integration_user'}
            onFix={sessions.fix}
            onShowConsents={onShowConsents}
            onShowRemoval={removals.show}
            onShowMail={() => onView('mail')}
            onShowOrphans={() => onView('orphans')}
            onShowRecords={() => onView('settings')}
            onShowAudit={() => onView('audit')}
          />
        </>
      }
    />
  );
}

/** What whoever is signed in should see to about the own access. */
function AccessNotices({ application: { profile, user }, onCode }: Pick<Props, 'application' | 'onCode'>) {
  // The demo tells its passwords to everybody.
  if (profile.kind !== 'live') return null;
  return (
    <>
      <InitialPassword user={user} />
      <UnkeptCode user={user} onCode={onCode} />
    </>
  );
}

function Settings({ mayChange, areThrownAway }: { mayChange: boolean; areThrownAway: boolean }) {
  return (
    <SettingsWindow mayChange={mayChange}>
      <PlaidKeys mayChange={mayChange} />
      <RecordsSection mayChange={mayChange} areThrownAway={areThrownAway} />
      <Encryption mayChange={mayChange} />
      <LockSection mayChange={mayChange} />
      <LinesSetting mayChange={mayChange} />
      <NotificationsSection mayChange={mayChange} />
      <TraySection mayChange={mayChange} />
    </SettingsWindow>
  );
}

function badgesOf({ auditBreak, messages, orphans }: Attention): Badges {
  return {
    ...(auditBreak !== null && { audit: { count: 1, text: breakTitle(auditBreak) } }),
    ...(messages > 0 && {
      mail: { count: messages, text: `${messages} ${messages === 1 ? 'message waits' : 'messages wait'}` },
    }),
    ...(orphans.length > 0 && {
      orphans: { count: orphans.length, text: `${orphans.length} found at Plaid` },
    }),
  };
}

function sessionOf(stage: Stage | null): string | null {
  return stage !== null && 'session' in stage ? (stage.session?.id ?? null) : null;
}
