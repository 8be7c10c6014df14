/** What the shell in memory knows. */
import type {
  ApplicationView,
  AuditEntryView,
  AuditStateView,
  BankAccountsView,
  ConnectionView,
  DuplicateView,
  EncryptionView,
  BankAccountImportPreviewView,
  LockSettingView,
  LogEntryView,
  MappingView,
  OrphansView,
  NotificationsView,
  Problem,
  RecordsConditionView,
  RecordsView,
  PlaidKeysView,
  ProfileChoiceView,
  PasswordAnswerView,
  SessionView,
  StrengthView,
  TrayView,
  UpdateResultView,
  UserRowView,
} from './bindings';
import { balancesAtStart, type BalancesWorld } from './fake.balances';
import { mailAtStart, type MailWorld } from './fake.mail';
import { schedulesAtStart, type SchedulesWorld } from './fake.schedules';
import { statementsAtStart, type StatementsWorld } from './fake.statements';
import { READY, demoConnections } from './samples';
import { COMPLETE, audit } from './samples.audit';
import { userRows } from './samples.access';
import { bankAccounts, importPreview } from './samples.books';
import { log } from './samples.life';
import { records } from './samples.records';

export interface World extends StatementsWorld, BalancesWorld, SchedulesWorld, MailWorld {
  application: ApplicationView;
  connections: ConnectionView[];
  bankAccounts: BankAccountsView;
  /** What the next file would do. */
  importPreview: BankAccountImportPreviewView;
  session: SessionView | null;
  results: UpdateResultView[];
  mapping: MappingView | null;
  duplicate: DuplicateView | null;
  log: LogEntryView[];
  audit: AuditEntryView[];
  auditState: AuditStateView;
  orphans: OrphansView;
  keyring: Problem | null;
  encryption: EncryptionView;
  records: RecordsView;
  condition: RecordsConditionView;
  keys: PlaidKeysView;
  profiles: ProfileChoiceView[];
  users: UserRowView[];
  /** What the next passwords and recovery codes come to. */
  passwordAnswer: PasswordAnswerView;
  strength: StrengthView;
  lock: LockSettingView;
  tray: TrayView;
  notifications: NotificationsView;
}

/** A first start in demo mode, after some days. */
export function worldAtStart(): World {
  return {
    ...statementsAtStart(),
    ...balancesAtStart(),
    ...schedulesAtStart(),
    ...mailAtStart(),
    application: READY,
    connections: demoConnections(),
    bankAccounts: bankAccounts(),
    importPreview: importPreview(),
    session: null,
    results: [],
    mapping: null,
    duplicate: null,
    log: log(),
    audit: audit(),
    auditState: COMPLETE,
    keyring: null,
    encryption: { changed_at: null, changed_by: null, behind: [], is_in_memory: false, failed: null },
    keys: { owner: null, has_secret: true, is_from_environment: false, other_address: null },
    profiles: [{ folder: 'demo', owner: null, is_open: true }],
    orphans: { availability: 'unknown', keyring: 'unknown', strangers: 0, found: [], lost: [] },
    records: records(),
    condition: { refusal: null, backup_failure: null },
    users: userRows(),
    passwordAnswer: { kind: 'right' },
    strength: { score: 3, warning: null, suggestions: [] },
    tray: { is_there: true, stays: false },
    notifications: { of_connections: true, of_endings: true },
    lock: { minutes: 10, offered: [2, 5, 10, 15, 30, 60], with_lock: true, with_sleep: true },
  };
}
