// Generated from src-tauri/src/commands/table.rs. Not to be edited: after a change there run
// `cargo xtask bindings`.

/** An account connection. */
export type AccountConnectionArgument = {
  /** Its id. */
  account_id: string,
};

/** How the accounts at the bank differ from those on record, in numbers. */
export type AccountNewsView = {
  /** Accounts that no record knows. */
  appeared: number,
  /** Active accounts that the bank no longer tells of. */
  vanished: number,
  /** Accounts that have another id at Plaid. */
  renamed: number,
};

/** What became of an account in a run. */
export type AccountOutcomeView = {
  /** The account connection. */
  account_id: string,
  /** In which part of the work. */
  task: TaskView,
  /** How it came out. */
  outcome: OutcomeOfRunView,
  /** The same in a sentence. */
  words: string,
};

/** An account under a connection. */
export type AccountView = {
  /** Our own id. */
  id: string,
  /** The number that people read, `BAC-000000023`. */
  number: string,
  /** The name at the bank. */
  name: string,
  /** The longer name, where the bank tells one. */
  official_name: string | null,
  /** The last digits of the account number. */
  mask: string | null,
  /** Plaid's type, such as `depository`. */
  kind: string,
  /** Plaid's subtype, such as `checking`. */
  subtype: string | null,
  /** The currency. */
  currency: string | null,
  /** Whether it was selected in the last update. */
  active: boolean,
  /** The bank account in the books that it feeds. Told in the list of connections only. */
  feeds: FedView | null,
};

/** An accountant with a first password. */
export type AddAccountantArgument = {
  /** The name. */
  name: string,
  /** The first password. */
  password: string,
};

/** A new bank account. */
export type AddBankAccountArgument = {
  /** The code. */
  code: string,
  /** The name. */
  name: string,
  /** The code of its currency in ISO 4217. */
  currency: string,
};

/** A new schedule. */
export type AddScheduleArgument = {
  /** What it is. */
  terms: TermsView,
};

/** Accounts on record and reported accounts of which more than one pairing is possible. */
export type AmbiguityView = {
  /** On record. */
  on_record: Array<AccountView>,
  /** Reported by the bank. */
  reported: Array<ReportedView>,
};

/** What the application is doing. */
export type ApplicationView = { "state": "starting" } | { "state": "blocked",
  /** What. */
  problem: Problem,
  /** Whether it is a matter of this profile, so that another one can be chosen. Nobody is signed in for that: each
   * profile asks for it itself. */
  can_choose_profile: boolean,
} | { "state": "set_up",
  /** Whose data this is. */
  profile: ProfileView,
} | { "state": "signed_out",
  /** Whose data this is. */
  profile: ProfileView,
  /** The door. */
  entrance: EntranceView,
} | { "state": "ready",
  /** Whose data this is. */
  profile: ProfileView,
  /** Who works with it. */
  user: UserView,
  /** The users of the demo, between whom one switches without a password. Empty elsewhere. */
  demo_users: Array<UserView>,
  /** The version of the application. */
  version: string,
};

/** Which part of the audit is to be read. */
export type AuditArgument = {
  /** Which entries. */
  filter: AuditFilterArgument,
  /** Where the part begins, as the part before said, or `null` for the newest entries. */
  before: number | null,
};

/** Something else that is recorded of an act. */
export type AuditDetailView = {
  /** What it is. */
  name: string,
  /** What it is, as a text. */
  value: string,
};

/** One act. */
export type AuditEntryView = {
  /** Its place in the chain. */
  id: number,
  /** When it was done, or `null` where what is recorded is no time. */
  at: string | null,
  /** Who did it: the name of a user, or that of the application. */
  who: string,
  /** What was done. */
  what: string,
  /** The id of the record that it was done to. */
  object_id: string,
  /** The bank that the record belongs to. */
  institution: InstitutionView | null,
  /** What the record is called, where it belongs to no bank. */
  object_name: string | null,
  /** What came of it. */
  outcome: string,
  /** Plaid's ids of the requests that led to it. */
  request_ids: Array<string>,
  /** The rest. */
  details: Array<AuditDetailView>,
};

/** Which entries of the audit are wanted. What is `null` or empty narrows nothing. */
export type AuditFilterArgument = {
  /** Of this one. */
  who: string | null,
  /** This act. */
  what: string | null,
  /** Not before this time. */
  from: string | null,
  /** Before this time. */
  until: string | null,
  /** With all of these words. */
  words: Array<SearchedWordArgument>,
};

/** A part of the entries that were asked for. */
export type AuditPageView = {
  /** The entries, the newest first. */
  entries: Array<AuditEntryView>,
  /** Where the next part begins, or `null` where this is the last one. */
  next: number | null,
  /** How many entries there are in all. */
  found: number,
  /** Everybody who ever did something. */
  people: Array<string>,
  /** Whatever was ever done. */
  acts: Array<string>,
};

/** What the last look at the chain found. */
export type AuditStateView = { "kind": "unchecked" } | { "kind": "complete",
  /** How many entries there are. */
  entries: number,
  /** When it was looked. */
  checked_at: string,
} | { "kind": "broken",
  /** What, first of all. */
  found: BreakView,
  /** When it was looked. */
  checked_at: string,
};

/** Whether Plaid lists the firm's logins. */
export type AvailabilityView = "unknown" | "available" | "refused";

/** A command that speaks of one backup. */
export type BackupArgument = {
  /** The name of its file. */
  name: string,
};

/** A backup that failed. */
export type BackupFailureView = {
  /** When. */
  at: string,
  /** Why. */
  problem: Problem,
};

/** Why a backup was taken. */
export type BackupKindView = "before_migration" | "daily" | "asked_for";

/** A backup. */
export type BackupView = {
  /** The name of its file. */
  name: string,
  /** When it was taken. */
  taken_at: string,
  /** Why. */
  kind: BackupKindView,
  /** The schema of the records in it. */
  schema: number,
  /** How large it is. */
  bytes: number,
  /** Whether it can be restored. */
  usability: UsabilityView,
};

/** What a bank told of an account. */
export type BalanceView = {
  /** When it was told. */
  at: string,
  /** Of when it is, where the bank does not tell that of this moment. */
  as_of: string | null,
  /** What is in the account, or what is owed. */
  current: MoneyView | null,
  /** What can be spent. */
  available: MoneyView | null,
  /** The limit of credit or overdraft. */
  limit: MoneyView | null,
};

/** A command that speaks of one bank account. */
export type BankAccountArgument = {
  /** The bank account. */
  bank_account_id: string,
};

/** What a line would do. */
export type BankAccountChangeView = { "kind": "new",
  /** Whether it is in use. */
  active: boolean,
} | { "kind": "changed",
  /** The name on record, where it is another one. */
  name_before: string | null,
  /** Whether it would be in use, where that changes. */
  active: boolean | null,
} | { "kind": "unchanged" } | { "kind": "faulty",
  /** Why. */
  fault: BankAccountFaultView,
};

/** Why a line can't be taken. */
export type BankAccountFaultView = { "kind": "uneven" } | { "kind": "code",
  /** Why. */
  flaw: NameFlawView,
} | { "kind": "name",
  /** Why. */
  flaw: NameFlawView,
} | { "kind": "currency" } | { "kind": "active" } | { "kind": "repeated",
  /** Where that line stands. */
  line: number,
} | { "kind": "other_currency",
  /** Which. */
  on_record: string,
} | { "kind": "fed" };

/** A list of bank accounts. */
export type BankAccountFileArgument = {
  /** The bytes of the file, in base64. */
  file: string,
};

/** What a file would do. */
export type BankAccountImportPreviewView = {
  /** Line by line. */
  rows: Array<BankAccountRowView>,
  /** The headings of columns that nothing is read from. */
  unused: Array<string>,
  /** What the import is asked for with. */
  mark: string,
};

/** A line of a file. */
export type BankAccountRowView = {
  /** Where it stands in the file, counted from 1. */
  line: number,
  /** The code, as it is written. */
  code: string,
  /** The name, as it is written. */
  name: string,
  /** The currency, as it is written. */
  currency: string,
  /** What it would do. */
  change: BankAccountChangeView,
};

/** A bank account in the firm's own books. */
export type BankAccountView = {
  /** Our own id. */
  id: string,
  /** What the books call it. */
  code: string,
  /** What people call it. */
  name: string,
  /** The code of its currency. */
  currency: string,
  /** Whether it is in use. */
  active: boolean,
  /** What feeds it. */
  feed: FeedView | null,
  /** How many statements it has. */
  statements: number,
  /** Where the next statement begins, where it has some. */
  continues: BeginningView | null,
  /** What it had before its first statement, where it has some. */
  opening: OpeningBalanceView | null,
};

/** What a file did. */
export type BankAccountsImportedView = {
  /** How many bank accounts were added. */
  added: number,
  /** How many were changed. */
  changed: number,
  /** How many lines said what is on record. */
  unchanged: number,
  /** How many lines could not be taken. */
  left_out: number,
};

/** The bank accounts and the suggestions. */
export type BankAccountsView = {
  /** All of them, by their code. */
  accounts: Array<BankAccountView>,
  /** What may belong together. Nothing is linked without a yes. */
  suggestions: Array<SuggestionView>,
  /** How many suggestions were refused. */
  refused: number,
};

/** Where statements begin. */
export type BeginningView = {
  /** What was in the account before. */
  opening: MoneyView,
  /** The first day, `2026-10-01`. */
  starts_on: string,
};

/** Why a backup is still under the former key. */
export type BehindReasonView = "damaged" | "disk_full" | "other";

/** A backup that is still under the former key. */
export type BehindView = {
  /** The file as it is found beside the records. */
  name: string,
  /** Why. */
  reason: BehindReasonView,
};

/** A bank account, as other lists name it. */
export type BookView = {
  /** The bank account. */
  id: string,
  /** Its code in the books. */
  code: string,
  /** Its name. */
  name: string,
  /** Its currency. */
  currency: string,
};

/** The first place where the chain does not hold. */
export type BreakView = { "kind": "changed",
  /** Its place. */
  id: number,
} | { "kind": "missing",
  /** The place of the first. */
  first: number,
  /** The place of the last. */
  last: number,
} | { "kind": "inserted",
  /** Its place. */
  id: number,
} | { "kind": "cut_off",
  /** The place of the last one that is there; 0 where there is none. */
  last: number,
  /** That of the last one that was written. */
  written: number,
} | { "kind": "end_changed" };

/** What a bank account is to be from now on. */
export type ChangeBankAccountArgument = {
  /** The bank account. */
  bank_account_id: string,
  /** Its code. */
  code: string,
  /** Its name. */
  name: string,
  /** Whether it is in use. */
  active: boolean,
};

/** What can become of an account in an update. */
export type ChangeKind = "kept" | "account_id_changed" | "now_inactive" | "active_again" | "still_inactive" | "new";

/** Where the statements of a bank account are to begin. */
export type ChangeOpeningArgument = {
  /** The bank account. */
  bank_account_id: string,
  /** Where. */
  opening: OpeningArgument,
};

/** A new password for oneself. */
export type ChangePasswordArgument = {
  /** The present password. */
  present: string,
  /** The new one. */
  new: string,
};

/** A schedule that becomes another one. */
export type ChangeScheduleArgument = {
  /** The schedule. */
  schedule_id: string,
  /** What it is to be. */
  terms: TermsView,
};

/** What became of one account. */
export type ChangeView = {
  /** What. */
  kind: ChangeKind,
  /** The number that people read. */
  number: string,
  /** The name at the bank. */
  name: string,
  /** The last digits of the account number. */
  mask: string | null,
  /** Plaid's type of the account. */
  account_kind: string,
  /** Plaid's subtype of the account. */
  subtype: string | null,
};

/** The kinds of problem that the main window tells apart. A kind exists only where the user can do something else. */
export type Code = "not_ready" | "already_running" | "keyring_missing" | "keyring_locked" | "keyring_refused" | "keyring_silent" | "keyring_entry_missing" | "keyring_entry_damaged" | "access_token_missing" | "database_missing" | "records_elsewhere" | "database_unreadable" | "database_wrong_key" | "database_newer" | "database_read_only" | "records_busy" | "disk_full" | "backup_unusable" | "export_failed" | "plaid_unreachable" | "plaid_busy" | "profile_unreadable" | "owner_unreadable" | "plaid_secret_missing" | "invalid_plaid_keys" | "plaid_keys_refused" | "plaid_refused" | "bank_unavailable" | "bank_not_served" | "session_open" | "awaiting_mapping" | "connection_obsolete" | "connection_gone" | "removing" | "not_obsolete" | "no_longer_possible" | "mail_unreachable" | "mail_password_refused" | "mail_refused" | "mail_not_encrypted" | "invalid_mail_settings" | "mail_not_set_up" | "not_found" | "not_allowed" | "signed_out" | "password_unusable" | "password_guessable" | "name_unusable" | "name_taken" | "lock_setting_unusable" | "invalid_import" | "invalid_schedule" | "schedule_running" | "bank_account_code_taken" | "invalid_bank_account" | "currency_differs" | "currency_unofficial" | "not_in_use" | "already_linked" | "bank_account_fed" | "invalid_opening" | "statements_exist" | "file_unusable" | "preview_outdated" | "internal";

/** A command that speaks of one connection. */
export type ConnectionArgument = {
  /** The connection. */
  connection_id: string,
};

/** A connection. */
export type ConnectionView = {
  /** Our own id. */
  id: string,
  /** The bank. */
  institution: InstitutionView,
  /** The one status to show. */
  status: StatusView,
  /** When the bank's consent ends. */
  consent_ends_at: string | null,
  /** When the last update was committed. */
  updated_at: string | null,
  /** Its accounts, by number. */
  accounts: Array<AccountView>,
  /** Whether an update can be started now. */
  can_update: boolean,
  /** Whether a new login can be put in the place of the present one now. */
  can_replace: boolean,
  /** Whether it was removed and can be given a new login now. */
  can_reconnect: boolean,
  /** Whether its removal can be asked for now. */
  can_remove: boolean,
  /** Whether it is paused: nothing is refreshed or imported of it until it is resumed. */
  is_paused: boolean,
  /** How the accounts at the bank differ from those on record, where they do. */
  news: AccountNewsView | null,
  /** The removals of its logins that Plaid has not confirmed. */
  removals: Array<RemovalView>,
};

/** What a bank account had before its first statement. */
export type CorrectOpeningArgument = {
  /** The bank account. */
  bank_account_id: string,
  /** What is right, in units, as the user writes it: `-1,234.50`. */
  balance: string,
};

/** What was not right in an earlier statement. */
export type CorrectionView = "amount_changed" | "removed" | "opening_balance";

/** What the user wants of a bank that looks connected already. */
export type DecideDuplicateArgument = {
  /** The link session. */
  session_id: string,
  /** What is wanted. */
  choice: DuplicateChoiceArgument,
};

/** What the user told apart. */
export type DecideMappingArgument = {
  /** The link session. */
  session_id: string,
  /** One decision for each reported account that was asked about. */
  decisions: Array<DecisionArgument>,
};

/** What follows on the user's choice. */
export type DecidedView = { "kind": "update",
  /** The connection. */
  connection_id: string,
} | { "kind": "goes_on" } | { "kind": "stopped" };

/** What one reported account is. */
export type DecisionArgument = {
  /** The `account_id` of the reported account, as the mapping named it. */
  account_id: string,
  /** The id of the account on record that it is, or `null` where it is a new one. */
  is: string | null,
};

/** How far a message has come to one recipient. */
export type DeliveryStateView = "waiting" | "sending" | "sent" | "refused" | "uncertain";

/** A message on its way to one recipient. */
export type DeliveryView = {
  /** The address. */
  recipient: string,
  /** How far it has come. */
  state: DeliveryStateView,
  /** How often it was tried. */
  attempts: number,
  /** When it is tried again. */
  next_try_at: string | null,
  /** When the server took it. */
  sent_at: string | null,
  /** What the server said the last time, or why nothing came of it. */
  last_answer: string | null,
};

/** One of the two. */
export type DoubtView = {
  /** The day. */
  date: string,
  /** In units. */
  amount: MoneyView,
  /** What the bank calls it. */
  description: string,
};

/** A transaction of which the user has to say whether it is on record already. */
export type DoubtfulView = {
  /** Its row. */
  row: string,
  /** The account connection. */
  account_id: string,
  /** As it is told now. */
  told: DoubtView,
  /** The one on record. */
  known: DoubtView,
};

/** What can be wanted of a bank that looks connected already. */
export type DuplicateChoiceArgument = { "kind": "use_existing",
  /** The connection. */
  connection_id: string,
} | { "kind": "connect_anyway" } | { "kind": "stop" };

/** A bank that looks connected already. Nothing is connected before the user has said what is wanted. */
export type DuplicateView = {
  /** The link session. */
  session_id: string,
  /** The bank. */
  institution: InstitutionView,
  /** The connections that have some of the accounts, those that work first. */
  existing: Array<ExistingConnectionView>,
  /** The accounts that the user selected at the bank. */
  offered: Array<OfferedAccountView>,
};

/** What is known of the key of the records. */
export type EncryptionView = {
  /** When the key was changed the last time. `null` where it is the first one. */
  changed_at: string | null,
  /** Who changed it. */
  changed_by: string | null,
  /** The backups that are still under the former key. */
  behind: Array<BehindView>,
  /** Whether the key is kept in memory only, because there is no keyring. */
  is_in_memory: boolean,
  /** Why the last change since the start failed. */
  failed: Problem | null,
};

/** The door while nobody is signed in. */
export type EntranceView = {
  /** Who can sign in, the integration user first. */
  users: Array<UserView>,
  /** The id of who signed in the last time, or who locked the application. */
  expected: string | null,
  /** Whether the application was locked, and not left. */
  is_locked: boolean,
  /** The password of everybody, which only the demo tells. */
  demo_password: string | null,
};

/** A connection that has some of the accounts. */
export type ExistingConnectionView = {
  /** The connection. */
  connection_id: string,
  /** Whether it was removed, so that it would be reconnected. */
  obsolete: boolean,
  /** All of its accounts. */
  accounts: Array<AccountView>,
};

/** What is to be exported, and how. */
export type ExportAuditArgument = {
  /** What kind of file. */
  format: ExportFormatArgument,
  /** Which entries. */
  filter: AuditFilterArgument,
  /** What the screens call acts and outcomes. */
  spellings: SpellingsArgument,
};

/** What kind of file. */
export type ExportFormatArgument = "csv" | "json";

/** Which statements are to be taken out, and how. */
export type ExportStatementsArgument = {
  /** What kind of file. */
  format: StatementFormatArgument,
  /** The statements. */
  statement_ids: Array<string>,
};

/** A file that was written. */
export type ExportedView = {
  /** Where it is, for people. */
  file: string,
  /** How many entries it has. */
  entries: number,
};

/** A bank account as it is named beside what feeds it. */
export type FedView = {
  /** Our own id. */
  id: string,
  /** What the books call it. */
  code: string,
  /** What people call it. */
  name: string,
};

/** What feeds a bank account. */
export type FeedView = {
  /** The account at the bank. */
  account: AccountView,
  /** The connection that it is under. */
  connection_id: string,
  /** The bank. */
  institution: InstitutionView,
  /** Whether the connection was removed, or is being removed. */
  is_obsolete: boolean,
  /** Where its statements begin. */
  begins: BeginningView,
};

/** A gap. */
export type GapArgument = {
  /** The account connection. */
  account_id: string,
  /** The first day, such as `2026-11-03`. */
  first: string,
  /** The last day. */
  last: string,
};

/** Days in a row of which nobody told anything. */
export type GapView = {
  /** The first one. */
  first: string,
  /** The last one. */
  last: string,
  /** Who has seen to it. `null` while it is open. */
  seen: SeenGapView | null,
};

/** Days of an account of which nobody told anything. */
export type GapsView = {
  /** The account connection. */
  account_id: string,
  /** The gaps, in order. */
  gaps: Array<GapView>,
};

/** An account and what can be imported of it. */
export type ImportAccountView = {
  /** The account connection. */
  id: string,
  /** Its number, such as `BAC-000000023`. */
  number: string,
  /** Its name at the bank. */
  name: string,
  /** The last digits of its number at the bank. */
  mask: string | null,
  /** Its bank. */
  institution: InstitutionView,
  /** The bank account that it feeds. */
  bank_account: BookView | null,
  /** The last day of the last statement. */
  last_statement: string | null,
  /** The first day of the next statement. */
  next_from: string | null,
  /** The opening balance of the next statement. */
  next_opening: MoneyView | null,
  /** Why it can't be imported now. */
  unusable: UnusableView | null,
  /** How many of its transactions wait to be told apart. */
  doubtful: number,
};

/** What is to be imported. */
export type ImportArgument = {
  /** The account connections. */
  account_ids: Array<string>,
  /** The statement date, such as `2026-11-30`. */
  until: string,
};

/** A list of bank accounts that was looked at. */
export type ImportBankAccountsArgument = {
  /** The bytes of the file, in base64. */
  file: string,
  /** The mark of the preview. */
  mark: string,
};

/** How far the import of an account has come. */
export type ImportStateView = { "kind": "waiting" } | { "kind": "working" } | { "kind": "cancelled" } | { "kind": "statements",
  /** Their names, in order. */
  names: Array<string>,
  /** How many lines they have together. */
  lines: number,
  /** What the last one closes with. */
  closing: MoneyView,
  /** What the bank says instead, where that differs. */
  difference: MoneyView | null,
} | { "kind": "nothing",
  /** What the last statement closes with. `null` where it can't be told what the bank says to that. */
  closing: MoneyView | null,
  /** What the bank says instead, where that differs. */
  difference: MoneyView | null,
} | { "kind": "already",
  /** The day. */
  until: string,
} | { "kind": "before",
  /** The day. */
  first: string,
} | { "kind": "ahead",
  /** The day. */
  until: string,
} | { "kind": "unusable",
  /** Why. */
  why: UnusableView,
} | { "kind": "amounts",
  /** How many. */
  number: number,
} | { "kind": "not_read",
  /** Why. */
  why: NotReadView,
  /** Plaid's code. */
  code: string | null,
} | { "kind": "not_written" };

/** A bank. */
export type InstitutionView = {
  /** Plaid's id of it, `ins_…`, shown beside the name. */
  id: string,
  /** Its name. */
  name: string,
};

/** Whether the keyring was looked through. */
export type KeyringSearchView = "unknown" | "done" | "impossible";

/** What became of keys. */
export type KeysAnswerView = { "kind": "taken",
  /** Plaid's id of the request. Empty where it sent none. */
  request_id: string,
} | { "kind": "kept_untested" } | { "kind": "refused" } & KeysRefusalView;

/** What can be done about a refusal. */
export type KeysReasonView = "wrong_keys" | "wrong_environment" | "busy" | "unreachable" | "other";

/** Why Plaid does not take keys. */
export type KeysRefusalView = {
  /** What can be done about it. */
  reason: KeysReasonView,
  /** Plaid's error type. */
  error_type: string | null,
  /** Plaid's error code. */
  error_code: string | null,
  /** Plaid's own words, or ours where Plaid said nothing. */
  message: string,
  /** Plaid's id of the request. */
  request_id: string | null,
};

/** What the user wished to do while a session was open. */
export type LeaveRequestView = "close" | "quit" | "sign_out" | "lock";

/** By what lines are sorted. */
export type LineOrderArgument = "statement" | "date" | "amount" | "description";

/** Some of the lines that were looked for. */
export type LinePageView = {
  /** How many there are in all. */
  total: number,
  /** What they come to together. `null` where there are none. */
  sum: MoneyView | null,
  /** Those that were asked for. */
  lines: Array<LineView>,
};

/** A line of a statement. */
export type LineView = {
  /** What tells it from every other line. */
  key: string,
  /** The name of its statement. */
  statement: string,
  /** Its place there. */
  position: number,
  /** What it makes up for, where it is a correction. */
  correction: CorrectionView | null,
  /** Its day. */
  date: string,
  /** What comes in is positive. */
  amount: MoneyView,
  /** What the bank calls it. */
  description: string,
  /** A reference or the number of a check. */
  reference: string | null,
};

/** Which lines are looked for. */
export type LinesArgument = {
  /** Those of this bank account. */
  bank_account_id: string,
  /** Only those of this statement. */
  statement_id: string | null,
  /** What their description or reference holds. */
  words: string,
  /** The first day. */
  from: string | null,
  /** The last day. */
  until: string | null,
  /** The least amount in units, whichever way it goes, such as `12.50`. */
  least: string | null,
  /** The greatest amount in units. */
  greatest: string | null,
  /** By what they are sorted. */
  order: LineOrderArgument,
  /** Whether the last one comes first. */
  descending: boolean,
  /** How many are passed over. */
  offset: number,
  /** How many are wanted. */
  count: number,
};

/** What is to feed what. */
export type LinkBankAccountArgument = {
  /** The account connection. */
  account_id: string,
  /** The bank account. */
  bank_account_id: string,
  /** Where its statements begin. `null` where it has some already, which go on. */
  opening: OpeningArgument | null,
};

/** When the application locks. */
export type LockSettingArgument = {
  /** After how many minutes. */
  minutes: number,
};

/** When the application locks. */
export type LockSettingView = {
  /** After how many minutes. */
  minutes: number,
  /** What can be chosen. */
  offered: Array<number>,
  /** Whether it also locks when the screen of this computer is locked. */
  with_lock: boolean,
  /** Whether it also locks when this computer is put to sleep. */
  with_sleep: boolean,
};

/** A session or a removal. */
export type LogEntryView = {
  /** When it was begun. */
  at: string,
  /** By whom: the name of a user, or that of the application. */
  who: string,
  /** The bank. `null` where none was picked. */
  institution: InstitutionView | null,
  /** The bank of the connection that it was about, where another one was picked. */
  expected_institution: InstitutionView | null,
  /** What was wanted. */
  kind: LogKindView,
  /** What it came to. */
  outcome: LogOutcomeView,
  /** Plaid's error code, where there is one. */
  error_code: string | null,
  /** Plaid's id of the last call. */
  request_id: string | null,
  /** Plaid's id of the session. */
  plaid_session_id: string | null,
};

/** What was wanted. */
export type LogKindView = "connect" | "update" | "replace" | "reconnect" | "removal";

/** What it came to. */
export type LogOutcomeView = OutcomeView | LogStateView;

/** What can be said of a session that is not over, and of a removal. */
export type LogStateView = "under_way" | "removing" | "removed";

/** A session whose login was made and never arrived. */
export type LostLoginView = {
  /** The link session. */
  session_id: string,
  /** The bank, where it is known. */
  institution: InstitutionView | null,
  /** When it was lost. */
  at: string,
  /** Plaid's id of the session. */
  plaid_session_id: string | null,
  /** Plaid's id of the last call, where there was an answer. */
  request_id: string | null,
  /** What to send to Plaid Support. */
  support_text: string,
};

/** How mail is to be sent. Its text for logs does not show the password. */
export type MailSettingsArgument = {
  /** The server. */
  host: string,
  /** Its port. */
  port: number,
  /** How the way to it is protected. */
  security: SecurityView,
  /** The user name, or `null` where the server asks for none. */
  user_name: string | null,
  /** The address that the mail comes from. */
  sender: string,
  /** The addresses that it goes to. */
  recipients: Array<string>,
  /** A new password, or `null` where the one in the keyring stays. */
  password: string | null,
};

/** How mail is sent. The password stays in the keyring. */
export type MailSettingsView = {
  /** The server. */
  host: string,
  /** Its port. */
  port: number,
  /** How the way to it is protected. */
  security: SecurityView,
  /** The user name, where the server asks for one. */
  user_name: string | null,
  /** The address that the mail comes from. */
  sender: string,
  /** The addresses that it goes to. */
  recipients: Array<string>,
  /** Whether the keyring has a password. */
  has_password: boolean,
};

/** What the user has to tell apart. */
export type MappingView = {
  /** The link session. */
  session_id: string,
  /** What the session is for. */
  purpose: PurposeView,
  /** The bank. */
  institution: InstitutionView,
  /** Group by group. */
  ambiguities: Array<AmbiguityView>,
};

/** A command that speaks of one message. */
export type MessageArgument = {
  /** The message. */
  message_id: string,
};

/** A part of the messages. */
export type MessagePageView = {
  /** First those that are open, then the others, each the newest first. */
  messages: Array<OutboxMessageView>,
  /** How many of all messages are open. */
  open: number,
  /** How many messages there are. */
  all: number,
};

/** Which part of the messages is listed. */
export type MessagesArgument = {
  /** How many come before it. */
  offset: number,
};

/** An amount, digit by digit: it never passes through a binary float. */
export type MoneyView = {
  /** In units, with all decimal places of the currency: `-12.50`. */
  amount: string,
  /** Its code in ISO 4217. */
  currency: string,
};

/** How many lines a statement takes. */
export type MostLinesArgument = {
  /** The number. */
  lines: number,
};

/** Why a text can't be a code or a name. */
export type NameFlawView = "empty" | "too_long" | "unprintable";

/** Why a bank could not be read. */
export type NotReadView = "not_ready" | "not_given" | "too_often" | "needs_update" | "needs_reconnecting" | "plaid_unreachable" | "plaid_keys_refused" | "plaid_refused" | "bank_unavailable" | "keyring";

/** Which notifications the system is to show. */
export type NotificationsArgument = {
  /** Those that tell of a connection that needs the user. */
  of_connections: boolean,
  /** Those that tell of the end of a refresh, an import or a run of a schedule. */
  of_endings: boolean,
};

/** Which notifications the system shows. */
export type NotificationsView = {
  /** Those that tell of a connection that needs the user. */
  of_connections: boolean,
  /** Those that tell of the end of a refresh, an import or a run of a schedule. */
  of_endings: boolean,
};

/** An account that the user selected at the bank. */
export type OfferedAccountView = {
  /** The name at the bank. */
  name: string,
  /** The last digits of the account number. */
  mask: string | null,
  /** Plaid's type. */
  kind: string,
  /** Plaid's subtype. */
  subtype: string | null,
  /** Whether one of the connections has it. */
  is_connected: boolean,
};

/** Where statements begin. */
export type OpeningArgument = {
  /** What was in the account before, in units, as the user writes it: `-1,234.50`. */
  balance: string,
  /** The first day, `2026-10-01`. */
  starts_on: string,
};

/** The opening balance of a bank account that has statements. */
export type OpeningBalanceView = {
  /** What its statements have. */
  used: MoneyView,
  /** What is right. The same, unless a correction waits for the next statement. */
  right: MoneyView,
};

/** How far the removal of a login that nobody holds has come. */
export type OrphanStateView = "found" | "removing" | "removed";

/** A login that no record knows. */
export type OrphanView = {
  /** Plaid's id of it. */
  item_id: string,
  /** The bank, where Plaid tells. */
  institution: InstitutionView | null,
  /** How far its removal has come. */
  state: OrphanStateView,
  /** When it was found. */
  found_at: string,
  /** Whether the keyring has its access token, by which it is removed. */
  in_keyring: boolean,
  /** Plaid's code, where its removal failed. */
  error_code: string | null,
  /** Plaid's id of the confirmation, or of the refusal. */
  request_id: string | null,
  /** What to send to Plaid Support, until it is removed. */
  support_text: string | null,
};

/** What is known of logins that nobody holds. */
export type OrphansView = {
  /** Whether Plaid lists the firm's logins. */
  availability: AvailabilityView,
  /** Whether the keyring was looked through. */
  keyring: KeyringSearchView,
  /** How many access tokens the keyring has that neither the records nor Plaid know. */
  strangers: number,
  /** Those that no record knows. */
  found: Array<OrphanView>,
  /** Sessions whose login was made and never arrived. */
  lost: Array<LostLoginView>,
};

/** A message. */
export type OutboxMessageView = {
  /** Our own id. */
  id: string,
  /** The subject. */
  subject: string,
  /** When it was written. */
  created_at: string,
  /** Whether it goes out by itself or can be sent again. */
  is_open: boolean,
  /** Recipient by recipient. Empty where it was not known how mail is sent. */
  deliveries: Array<DeliveryView>,
};

/** Whether messages can go out, and how many wait for that. */
export type OutboxView = {
  /** Whether it is known how mail is sent. */
  is_configured: boolean,
  /** How many messages wait: for their next try, or for mail being set up. */
  waiting: number,
};

/** How it came out for an account. */
export type OutcomeOfRunView = "done" | "nothing_new" | "differs" | "left_out" | "failed" | "cancelled";

/** What a session can come to. */
export type OutcomeView = "updated" | "repaired" | "unchanged" | "unread" | "not_opened" | "connected" | "replaced" | "reconnected" | "stopped" | "wrong_bank" | "too_late" | "refused" | "lost";

/** A client at Plaid. */
export type OwnerView = {
  /** Which environment. */
  environment: PlaidEnvironmentView,
  /** Its address. */
  address: string,
  /** The client id. */
  client_id: string,
};

/** What came of a password that was said. */
export type PasswordAnswerView = { "kind": "right" } | { "kind": "wrong",
  /** When the next try is looked at. `null`: at once. */
  retry_at: string | null,
} | { "kind": "too_soon",
  /** When the next try is looked at. */
  retry_at: string,
};

/** The password of the user who is signed in, said once more. */
export type PasswordArgument = {
  /** The password. */
  password: string,
};

/** A connection that is to be paused or to go on. */
export type PauseArgument = {
  /** The connection. */
  connection_id: string,
  /** Whether it is to be paused. */
  is_paused: boolean,
};

/** Where the page of a session is open. */
export type PlaceView = "window" | "browser";

/** Which of Plaid's environments. */
export type PlaidEnvironmentView = "sandbox" | "production" | "other";

/** Keys for Plaid. Its text for logs does not show the secret. */
export type PlaidKeysArgument = {
  /** Which of Plaid's environments they are for. */
  environment: PlaidEnvironmentView,
  /** Names the firm there. */
  client_id: string,
  /** The secret, or `null` where that in the keyring is meant. */
  secret: string | null,
};

/** The keys of the present profile. */
export type PlaidKeysView = {
  /** Whose they are. Nobody's in the demo. */
  owner: OwnerView | null,
  /** Whether there is a secret. */
  has_secret: boolean,
  /** Whether variables of the environment chose the profile of this start. They will at the next one, too. */
  is_from_environment: boolean,
  /** The address beside Plaid's own two that keys can be entered for, where there is one. */
  other_address: string | null,
};

/** Why something can't be done, in words that are safe to show and to log. */
export type Problem = {
  /** What can be done about it. */
  code: Code,
  /** What happened, for people who look closer. Never holds a secret. */
  message: string,
  /** The next step, where there is one that only this place knows. */
  hint: string | null,
};

/** Which profile. */
export type ProfileArgument = {
  /** The name of its folder. */
  folder: string,
};

/** A profile that can be opened. */
export type ProfileChoiceView = {
  /** The name of its folder. */
  folder: string,
  /** Whose it is. Nobody's is the demo. */
  owner: OwnerView | null,
  /** Whether it is the present one. */
  is_open: boolean,
};

/** The kinds of profile. */
export type ProfileKind = "demo" | "live";

/** Whose data the application works on. */
export type ProfileView = {
  /** Test banks or the firm's own. */
  kind: ProfileKind,
  /** Where Plaid is: `Simulator`, `Sandbox`, `Production` or a host. */
  environment: string,
  /** Whether there is no keyring, so that the secrets and records of this demo last until it quits. */
  secrets_in_memory: boolean,
  /** Whether there is no secret to ask Plaid with. The records can be seen all the same. */
  needs_secret: boolean,
};

/** How far an account has come in a run. */
export type ProgressView<State> = {
  /** The account connection. */
  id: string,
  /** How far. */
  state: State,
};

/** What a link session is for. */
export type PurposeView = "update" | "connect" | "replace" | "reconnect";

/** Why a connection needs an update. */
export type ReasonView = "credentials_changed" | "mfa_changed" | "login_locked" | "consent_ends" | "new_accounts";

/** What the records are like at present. */
export type RecordsConditionView = {
  /** Why nothing can be saved. `null` where everything can. */
  refusal: Problem | null,
  /** The last backup, where it failed. */
  backup_failure: BackupFailureView | null,
};

/** The file of the records and its backups. */
export type RecordsView = {
  /** Where the file is. */
  file: string,
  /** Where the backups are, and what they replaced. */
  folder: string,
  /** The backups, the newest first. */
  backups: Array<BackupView>,
};

/** A recovery code for a new password. */
export type RecoverArgument = {
  /** The code. */
  code: string,
  /** The new password. */
  password: string,
};

/** What came of a recovery code, or of a password, that was said for a new recovery code. */
export type RecoveryAnswerView = { "kind": "right",
  /** The next recovery code. It is shown this once and kept nowhere. */
  code: string,
} | { "kind": "wrong",
  /** When the next try is looked at. `null`: at once. */
  retry_at: string | null,
} | { "kind": "too_soon",
  /** When the next try is looked at. */
  retry_at: string,
};

/** The recovery code of a new integration user. It is shown this once and kept nowhere. */
export type RecoveryCodeView = {
  /** The code. */
  code: string,
};

/** An account and what is known of its balance. */
export type RefreshAccountView = {
  /** The account connection. */
  id: string,
  /** Its number, such as `BAC-000000023`. */
  number: string,
  /** Its name at the bank. */
  name: string,
  /** The last digits of its number at the bank. */
  mask: string | null,
  /** Its connection. */
  connection_id: string,
  /** Its bank. */
  institution: InstitutionView,
  /** The bank account that it feeds. */
  bank_account: BookView | null,
  /** Whether its balance is what is owed, as that of a card or a loan. */
  is_owed: boolean,
  /** What its bank told last. */
  last: BalanceView | null,
  /** Why it can't be refreshed now. */
  unusable: UnusableView | null,
};

/** What is to be refreshed. */
export type RefreshArgument = {
  /** The account connections. */
  account_ids: Array<string>,
};

/** How far the refresh of an account has come. */
export type RefreshStateView = { "kind": "waiting" } | { "kind": "working" } | { "kind": "cancelled",
  /** Whether its bank may have been asked by then. */
  is_asked: boolean,
} | { "kind": "balance",
  /** The balance. */
  balance: BalanceView,
} | { "kind": "no_balance" } | { "kind": "unholdable" } | { "kind": "not_told" } | { "kind": "unusable",
  /** Why. */
  why: UnusableView,
} | { "kind": "not_read",
  /** Why. */
  why: NotReadView,
  /** Plaid's code. */
  code: string | null,
} | { "kind": "not_written" };

/** A try to remove a login that failed. It is tried again by itself. */
export type RemovalFailureView = {
  /** What stands in the way. */
  problem: Problem,
  /** How many tries in a row failed. */
  attempts: number,
  /** When the last one failed. */
  failed_at: string,
  /** When it is tried again. */
  next_try_at: string,
  /** Plaid's type of the error, where Plaid answered. */
  error_type: string | null,
  /** Plaid's code of the error. */
  error_code: string | null,
  /** Plaid's words. */
  error_message: string | null,
  /** Plaid's id of the refused request. */
  request_id: string | null,
  /** What to send to Plaid Support. */
  support_text: string,
};

/** The removal of a login that Plaid has not confirmed yet. */
export type RemovalView = {
  /** Plaid's id of the login. */
  item_id: string,
  /** Whether another login took its place, so that the connection goes on without it. */
  is_former: boolean,
  /** When it was asked for. */
  asked_at: string,
  /** The last try, where it failed. */
  failure: RemovalFailureView | null,
};

/** Which of the logins that nobody holds are to be removed. */
export type RemoveOrphansArgument = {
  /** Plaid's ids of them. */
  item_ids: Array<string>,
};

/** What became of the wish to remove a connection. */
export type RemovedView = { "kind": "removed" } | { "kind": "removing",
  /** The try that failed. */
  failure: RemovalFailureView,
};

/** An account as the bank reports it. */
export type ReportedView = {
  /** What a decision names it by. */
  account_id: string,
  /** The name at the bank. */
  name: string,
  /** The longer name, where the bank tells one. */
  official_name: string | null,
  /** The last digits of the account number. */
  mask: string | null,
  /** Plaid's type. */
  kind: string,
  /** Plaid's subtype. */
  subtype: string | null,
  /** The currency. */
  currency: string | null,
};

/** The days of a schedule. */
export type RhythmView = { "kind": "daily" } | { "kind": "weekdays" } | { "kind": "weekly",
  /** The day. */
  day: number,
} | { "kind": "monthly",
  /** The day. */
  day: number,
};

/** What a user may do. */
export type RoleView = "integration_user" | "accountant";

/** How far a run has come. */
export type RunStateView = "running" | "done" | "cancelled" | "put_off" | "interrupted";

/** A run over accounts. */
export type RunView<State> = {
  /** When it began. */
  started_at: string,
  /** When it ended. */
  ended_at: string | null,
  /** Whether it was cancelled. */
  is_cancelled: boolean,
  /** Each account. */
  accounts: Array<ProgressView<State>>,
};

/** Keys for Plaid that are to be kept. */
export type SavePlaidKeysArgument = {
  /** The keys. */
  keys: PlaidKeysArgument,
  /** Whether the user vouches for them, so that Plaid is not asked. Another secret for the present client alone can be
   * kept like that. */
  untested: boolean,
};

/** A command that speaks of one schedule. */
export type ScheduleArgument = {
  /** The schedule. */
  schedule_id: string,
};

/** A command that speaks of one run of a schedule. */
export type ScheduleRunArgument = {
  /** The run. */
  run_id: string,
};

/** A run of a schedule. */
export type ScheduleRunView = {
  /** Our own id. */
  id: string,
  /** When it was planned. */
  planned_at: string,
  /** Whether it ran so much later that it has to be said. */
  is_made_up: boolean,
  /** How many later times were missed too, which it stands for. */
  missed: number,
  /** Up to which day it imports. */
  import_until: string | null,
  /** When it began. */
  started_at: string,
  /** When it ended. */
  ended_at: string | null,
  /** How far it has come. */
  state: RunStateView,
  /** How many accounts it was about, each counted once. */
  accounts: number,
  /** With how many of them something failed or was cancelled. */
  failed: number,
  /** With how many of them something was left out, and nothing failed. */
  left_out: number,
  /** Who started it. `null` where its time had come. */
  started_by: string | null,
};

/** A schedule and its last runs. */
export type ScheduleView = {
  /** Our own id. */
  id: string,
  /** What it is. */
  terms: TermsView,
  /** When it is due next. `null` while it is off. */
  next_at: string | null,
  /** Whether the last run reached nobody, so that it is tried again soon. */
  is_put_off: boolean,
  /** The newest first. */
  runs: Array<ScheduleRunView>,
};

/** What a schedule does. */
export type ScheduledWorkView = "refresh" | "import" | "both";

/** A word that is looked for. */
export type SearchedWordArgument = {
  /** The word. */
  text: string,
  /** The acts that the window calls so. */
  acts: Array<string>,
  /** The outcomes that the window calls so. */
  outcomes: Array<string>,
};

/** How the way to the server is protected. Nothing is ever sent without. */
export type SecurityView = "starttls" | "tls";

/** A gap that somebody has seen to. */
export type SeeToGapArgument = {
  /** The account connection. */
  account_id: string,
  /** The first day, such as `2026-11-03`. */
  first: string,
  /** The last day. */
  last: string,
  /** What was done about it, in a few words. Empty for none. */
  note: string,
};

/** That somebody has seen to a gap. */
export type SeenGapView = {
  /** Who. */
  by: string,
  /** When. */
  at: string,
  /** What was done about it, where that was said. */
  note: string | null,
};

/** A command that speaks of one link session. */
export type SessionArgument = {
  /** The link session. */
  session_id: string,
};

/** What became of the wish to connect, to replace or to reconnect. */
export type SessionStartView = { "kind": "opened",
  /** The link session. */
  session_id: string,
} | { "kind": "called_off" };

/** The link session in front of the user. */
export type SessionView = {
  /** Our own id. */
  id: string,
  /** What it is for. */
  purpose: PurposeView,
  /** The connection that it is about. `null` while a bank is being connected. */
  connection_id: string | null,
  /** The bank. `null` while the user has not picked one. */
  institution: InstitutionView | null,
  /** How far it has come. */
  stage: StageView,
  /** Where its page is open. */
  place: PlaceView,
  /** The wish to leave that waits for the user's answer. */
  leave_requested: LeaveRequestView | null,
  /** Why the result can't be read yet. */
  problem: Problem | null,
  /** When it is tried again. */
  retry_at: string | null,
};

/** The first user. */
export type SetUpArgument = {
  /** The name. */
  name: string,
  /** The password. */
  password: string,
};

/** Who wants to sign in. */
export type SignInArgument = {
  /** The user. */
  user_id: string,
  /** The password. */
  password: string,
};

/** What the screens call acts and outcomes, by the word that is recorded. */
export type SpellingsArgument = {
  /** The acts. */
  acts: { [key in string]: string },
  /** The outcomes. Where one is called otherwise for one act, that act and a slash stand before it. */
  outcomes: { [key in string]: string },
};

/** How far a link session has come. */
export type StageView = "requested" | "open" | "settling" | "waiting" | "awaiting_choice" | "awaiting_mapping";

/** Which connection is to be updated. */
export type StartUpdateArgument = {
  /** The connection. */
  connection_id: string,
  /** Whether the page is to be opened although the connection turns out to work. */
  even_if_healthy: boolean,
};

/** What kind of file. */
export type StatementFormatArgument = "csv" | "ofx" | "qif" | "camt" | "json";

/** A statement as it is listed. */
export type StatementView = {
  /** The statement. */
  id: string,
  /** Its name. */
  name: string,
  /** The bank account. */
  bank_account: BookView,
  /** The first day. */
  first: string,
  /** The last day. */
  last: string,
  /** Before the first line. */
  opening: MoneyView,
  /** After the last line. */
  closing: MoneyView,
  /** At the last day by the word of the bank. `null` where that can't be told, and for all parts but the last one. */
  bank: MoneyView | null,
  /** How many lines it has. */
  lines: number,
  /** When it was imported. */
  imported_at: string,
  /** By whom. */
  imported_by: string,
};

/** The statuses a connection can have. */
export type StatusKind = "active" | "needs_update" | "updating" | "update_interrupted" | "awaiting_mapping" | "needs_reconnecting" | "bank_unavailable" | "removing" | "obsolete";

/** The status of a connection. */
export type StatusView = {
  /** Which. */
  kind: StatusKind,
  /** Why it needs an update. `null` for every other kind. */
  reason: ReasonView | null,
};

/** A password that is being chosen. */
export type StrengthArgument = {
  /** Whose it is to be. What is in the name makes it no stronger. */
  name: string,
  /** The password. */
  password: string,
};

/** How easily a password is guessed. */
export type StrengthView = {
  /** From 0, which is guessed at once, to 4. */
  score: number,
  /** What makes it easy to guess. */
  warning: string | null,
  /** What would make it better. */
  suggestions: Array<string>,
};

/** What is not to be suggested any more. */
export type SuggestionArgument = {
  /** The account connection. */
  account_id: string,
  /** The bank account. */
  bank_account_id: string,
};

/** An account connection and a bank account that may belong together. */
export type SuggestionView = {
  /** The account in the books. */
  bank_account: FedView,
  /** Its currency. */
  currency: string,
  /** The account at the bank. */
  account: AccountView,
  /** Its bank. */
  institution: InstitutionView,
  /** Whether the last digits of the account number say so, and not its name alone. */
  by_digits: boolean,
  /** Where the next statement begins, where the bank account has some. */
  continues: BeginningView | null,
};

/** A schedule that is to be on or off. */
export type SwitchScheduleArgument = {
  /** The schedule. */
  schedule_id: string,
  /** Whether it is to be on. */
  is_on: boolean,
};

/** A part of the work. */
export type TaskView = "refresh" | "import";

/** What the user says of a doubtful transaction. */
export type TellApartArgument = {
  /** Its row. */
  row: string,
  /** Whether it is the one on record. */
  is_same: boolean,
};

/** What the user says of a schedule. */
export type TermsView = {
  /** Its name. */
  name: string,
  /** What is done. */
  work: ScheduledWorkView,
  /** On which days. */
  rhythm: RhythmView,
  /** At what time on the clock of the time zone, such as `06:30`. */
  time: string,
  /** The time zone, such as `Europe/Berlin`. */
  time_zone: string,
  /** The longest random wait before it, in minutes. */
  spread_minutes: number,
  /** The account connections, or `null` for each one that can be used. */
  account_ids: Array<string> | null,
  /** Who gets a summary by e-mail. */
  recipients: Array<string>,
};

/** What the server said about one recipient of a test message. */
export type TestDeliveryView = {
  /** The address. */
  recipient: string,
  /** Whether the server took the message. */
  accepted: boolean,
  /** The server's own words. */
  answer: string,
};

/** What became of a test message. */
export type TestMessageView = {
  /** Recipient by recipient. */
  deliveries: Array<TestDeliveryView>,
};

/** Whether the application is to stay in the tray. */
export type TrayArgument = {
  /** Whether it is. */
  stays: boolean,
};

/** The tray of the desktop. */
export type TrayView = {
  /** Whether the desktop shows one. */
  is_there: boolean,
  /** Whether the application stays in it when its window is closed. */
  stays: boolean,
};

/** Why an account can't be used. */
export type UnusableView = "not_linked" | "inactive" | "obsolete" | "paused" | "updating" | "replaced" | "bank_account_inactive";

/** What a settled session came to. Exists only after its changes are in the records. */
export type UpdateResultView = {
  /** The link session. */
  session_id: string,
  /** What the session was for. */
  purpose: PurposeView,
  /** The connection that it was about. `null` where a bank was to be connected and is not. */
  connection_id: string | null,
  /** The bank that the user went to. `null` where none was picked. */
  institution: InstitutionView | null,
  /** The bank of the connection, where the user picked another one. */
  expected_institution: InstitutionView | null,
  /** What it came to. */
  outcome: OutcomeView,
  /** Whether it was found unfinished when the application started. */
  recovered: boolean,
  /** The status of the connection now, where there is one. */
  status: StatusView | null,
  /** When it was committed. */
  settled_at: string,
  /** Account by account. */
  changes: Array<ChangeView>,
  /** The removal of the login that was replaced, as long as Plaid has not confirmed it. */
  removal: RemovalView | null,
  /** What to send to Plaid Support, where the new login is lost. */
  support_text: string | null,
  /** Whether Plaid says that the page was left before anything was sent to the bank. */
  is_nothing_sent: boolean,
  /** Plaid's error code, where the page was left with one. */
  exit_code: string | null,
  /** Plaid's id of the last call inside the page, where it was left without success. */
  request_id: string | null,
};

/** What became of the wish to update. */
export type UpdateStartView = { "kind": "opened",
  /** The link session. */
  session_id: string,
} | { "kind": "healed" } | { "kind": "called_off" };

/** Whether a backup can be restored. */
export type UsabilityView = "opens" | "does_not_open" | "newer";

/** A command that speaks of one user. */
export type UserArgument = {
  /** The user. */
  user_id: string,
};

/** A new password for a user. */
export type UserPasswordArgument = {
  /** The user. */
  user_id: string,
  /** The new password. */
  password: string,
};

/** A user as the list of users shows it. */
export type UserRowView = {
  /** The user. */
  user: UserView,
  /** When the user signed in the last time. */
  signed_in_at: string | null,
  /** Whether the password is still the one that the integration user set. */
  password_is_initial: boolean,
  /** Whether nobody has said that the user's recovery code is written down. */
  code_is_unkept: boolean,
  /** When the access was taken away. */
  removed_at: string | null,
};

/** Someone who works with the application. */
export type UserView = {
  /** The id. */
  id: string,
  /** The name to show. */
  name: string,
  /** What the user may do. */
  role: RoleView,
};

/** Every command: what it takes and what it answers. */
export type Commands = {
  /** What the application is doing: starting, blocked by a problem, or ready. */
  application: { argument: undefined; answer: ApplicationView };
  /** Tries to start again after a problem. */
  retry_start: { argument: undefined; answer: null };
  /** Creates the integration user, where there is none, and signs that user in. */
  set_up: { argument: SetUpArgument; answer: RecoveryCodeView };
  /** Signs a user in. */
  sign_in: { argument: SignInArgument; answer: PasswordAnswerView };
  /** Becomes another user of the demo, without a password. */
  switch_user: { argument: UserArgument; answer: null };
  /** Sets the integration user's password anew with the recovery code, and signs that user in. */
  recover_password: { argument: RecoverArgument; answer: RecoveryAnswerView };
  /** Wishes to sign out. Asks first while a session is open. */
  sign_out: { argument: undefined; answer: null };
  /** Wishes to lock. Asks first while a session is open. */
  lock: { argument: undefined; answer: null };
  /** Says that somebody is at the keyboard. */
  is_active: { argument: undefined; answer: null };
  /** How easily a password that is being chosen is guessed. */
  password_strength: { argument: StrengthArgument; answer: StrengthView };
  /** Changes the password of the user who is signed in. */
  change_password: { argument: ChangePasswordArgument; answer: PasswordAnswerView };
  /** Makes a new recovery code for the integration user. */
  renew_recovery_code: { argument: PasswordArgument; answer: RecoveryAnswerView };
  /** Says that the recovery code, which is shown once, is written down. */
  keep_recovery_code: { argument: undefined; answer: null };
  /** All users, also those whose access was taken away. */
  users: { argument: undefined; answer: Array<UserRowView> };
  /** Adds an accountant. */
  add_accountant: { argument: AddAccountantArgument; answer: null };
  /** Gives an accountant another first password. */
  reset_password: { argument: UserPasswordArgument; answer: null };
  /** Takes the access of an accountant away. */
  remove_user: { argument: UserArgument; answer: null };
  /** When the application locks. */
  lock_setting: { argument: undefined; answer: LockSettingView };
  /** Sets when the application locks. */
  set_lock_setting: { argument: LockSettingArgument; answer: null };
  /** All connections with their accounts. */
  bank_connections: { argument: undefined; answer: Array<ConnectionView> };
  /** The firm's own bank accounts, what feeds each, and what may be meant to. */
  bank_accounts: { argument: undefined; answer: BankAccountsView };
  /** Adds a bank account. */
  add_bank_account: { argument: AddBankAccountArgument; answer: null };
  /** Changes the code or the name of a bank account, or whether it is in use. */
  change_bank_account: { argument: ChangeBankAccountArgument; answer: null };
  /** Has an account connection feed a bank account. */
  link_bank_account: { argument: LinkBankAccountArgument; answer: null };
  /** Has it not be suggested any more that an account connection feeds a bank account. */
  refuse_suggestion: { argument: SuggestionArgument; answer: null };
  /** Has everything be suggested again that was refused. */
  suggest_again: { argument: undefined; answer: null };
  /** Takes what feeds a bank account away from it. Its statements stay. */
  unlink_bank_account: { argument: BankAccountArgument; answer: null };
  /** Has the statements of a bank account begin elsewhere, as long as there are none. */
  change_opening: { argument: ChangeOpeningArgument; answer: null };
  /** Says what a bank account had before its first statement. The next statement makes up for the difference. */
  correct_opening: { argument: CorrectOpeningArgument; answer: null };
  /** What a list of bank accounts would add and change. Nothing is written. */
  preview_bank_accounts: { argument: BankAccountFileArgument; answer: BankAccountImportPreviewView };
  /** Takes over what the preview of a list showed. */
  import_bank_accounts: { argument: ImportBankAccountsArgument; answer: BankAccountsImportedView };
  /** The link sessions under way, the most pressing first. */
  sessions: { argument: undefined; answer: Array<SessionView> };
  /** The results of sessions that the user has not acknowledged, the oldest first. */
  results: { argument: undefined; answer: Array<UpdateResultView> };
  /** Begins the update of a connection and opens the Link window. */
  start_update: { argument: StartUpdateArgument; answer: UpdateStartView };
  /** Begins to connect a bank and opens the Link window. */
  start_connect: { argument: undefined; answer: SessionStartView };
  /** Begins to put a new login in the place of the present one and opens the Link window. */
  start_replace: { argument: ConnectionArgument; answer: SessionStartView };
  /** Begins to give a removed connection a new login and opens the Link window. */
  start_reconnect: { argument: ConnectionArgument; answer: SessionStartView };
  /** Shows the Link window of an open session, building it anew where it is gone. */
  show_link_window: { argument: SessionArgument; answer: null };
  /** Continues the open session in the user's browser. */
  open_in_browser: { argument: SessionArgument; answer: null };
  /** Takes the wish to leave back: the session goes on. */
  stay: { argument: SessionArgument; answer: null };
  /** Leaves the open session, and the application where the wish was to quit. */
  leave: { argument: SessionArgument; answer: null };
  /** Wishes to quit. Asks first while a session is open. */
  request_quit: { argument: undefined; answer: null };
  /** Reads now what an interrupted update left behind. */
  retry_settling: { argument: ConnectionArgument; answer: null };
  /** Tries now a session that waits, also one whose bank is not connected yet. */
  retry_session: { argument: SessionArgument; answer: null };
  /** A bank that looks connected already, of which the user has to say what is wanted. */
  duplicate: { argument: SessionArgument; answer: DuplicateView };
  /** What the user wants of it. */
  decide_duplicate: { argument: DecideDuplicateArgument; answer: DecidedView };
  /** Gives up a session that brings a new login and waits. The login is removed where it was made. */
  give_up: { argument: SessionArgument; answer: null };
  /** What the user has to tell apart before a session can be settled. */
  mapping: { argument: SessionArgument; answer: MappingView };
  /** What the user told apart. */
  decide_mapping: { argument: DecideMappingArgument; answer: null };
  /** Takes the result of a session off the screen. */
  acknowledge_result: { argument: SessionArgument; answer: null };
  /** Removes a connection at Plaid. Its accounts and their history stay. */
  remove_connection: { argument: ConnectionArgument; answer: RemovedView };
  /** Tries now what is left of the removals of a connection. */
  retry_removal: { argument: ConnectionArgument; answer: null };
  /** Every session and every removal, the newest first. */
  connection_log: { argument: undefined; answer: Array<LogEntryView> };
  /** A part of the audit: who did what, the newest first. */
  audit: { argument: AuditArgument; answer: AuditPageView };
  /** What the last check of the audit found. */
  audit_state: { argument: undefined; answer: AuditStateView };
  /** Checks the audit now. */
  check_audit: { argument: undefined; answer: AuditStateView };
  /** Writes entries of the audit into a new file in the user's folder of downloads. */
  export_audit: { argument: ExportAuditArgument; answer: ExportedView };
  /** Shows the file that was exported last in the file manager. */
  show_export: { argument: undefined; answer: null };
  /** How mail is sent, or `null` where that is not set up. */
  mail_settings: { argument: undefined; answer: MailSettingsView | null };
  /** Keeps how mail is sent, its password in the keyring. */
  save_mail_settings: { argument: MailSettingsArgument; answer: null };
  /** Forgets how mail is sent, and its password. */
  forget_mail_settings: { argument: undefined; answer: null };
  /** Sends a test message with settings that need not be kept yet. */
  send_test_message: { argument: MailSettingsArgument; answer: TestMessageView };
  /** Whether messages can go out, and how many wait for that. */
  outbox: { argument: undefined; answer: OutboxView };
  /** A part of the messages, what has not gone out first. */
  messages: { argument: MessagesArgument; answer: MessagePageView };
  /** What a message says. */
  message_text: { argument: MessageArgument; answer: string };
  /** Sends a message again to everyone who may not have it. */
  send_again: { argument: MessageArgument; answer: null };
  /** Opens a message in the mail program of the computer. */
  compose_in_mail_program: { argument: MessageArgument; answer: null };
  /** What stands between the application and the keyring, or `null`. */
  keyring: { argument: undefined; answer: Problem | null };
  /** Tries whether the keyring answers. The system may ask for its password. */
  retry_keyring: { argument: undefined; answer: null };
  /** How the records are encrypted. */
  encryption: { argument: undefined; answer: EncryptionView };
  /** Puts the records and their backups under a new key. They are closed for that moment. */
  rotate_database_key: { argument: undefined; answer: null };
  /** The keys for Plaid, without the secret, and where else one can go. */
  plaid_keys: { argument: undefined; answer: PlaidKeysView };
  /** Asks Plaid whether it takes these keys. Nothing is kept. */
  test_plaid_keys: { argument: PlaidKeysArgument; answer: KeysAnswerView };
  /** Keeps keys that Plaid takes, and goes on to the profile that they open where it is another one. */
  save_plaid_keys: { argument: SavePlaidKeysArgument; answer: KeysAnswerView };
  /** Forgets the secret for Plaid. The connections stay. */
  forget_plaid_secret: { argument: undefined; answer: null };
  /** The profiles that there are. */
  profiles: { argument: undefined; answer: Array<ProfileChoiceView> };
  /** Goes on to another profile. */
  open_profile: { argument: ProfileArgument; answer: null };
  /** The logins at Plaid that nobody holds, and those that were lost on their way here. */
  orphans: { argument: undefined; answer: OrphansView };
  /** Looks for them at Plaid now. */
  look_for_orphans: { argument: undefined; answer: null };
  /** Removes logins that nobody holds. */
  remove_orphans: { argument: RemoveOrphansArgument; answer: null };
  /** Every account with when it was refreshed last, or why it can't be. */
  refresh_accounts: { argument: undefined; answer: Array<RefreshAccountView> };
  /** Begins to ask the banks for the balances of accounts, in the background. */
  start_refresh: { argument: RefreshArgument; answer: null };
  /** The last refresh, as it goes on or came out, or `null`. */
  refresh_run: { argument: undefined; answer: RunView<RefreshStateView> | null };
  /** Ends the refresh. What was read stays. */
  cancel_refresh: { argument: undefined; answer: null };
  /** What the bank of an account told over time, the newest first. */
  balance_history: { argument: AccountConnectionArgument; answer: Array<BalanceView> };
  /** Every account with what can be imported of it, or why nothing can. */
  import_accounts: { argument: undefined; answer: Array<ImportAccountView> };
  /** Begins to import accounts up to a statement date, in the background. */
  start_import: { argument: ImportArgument; answer: null };
  /** The last import, as it goes on or came out, or `null`. */
  import_run: { argument: undefined; answer: RunView<ImportStateView> | null };
  /** Ends the import. What is imported stays. */
  cancel_import: { argument: undefined; answer: null };
  /** Every statement, the newest first. */
  statements: { argument: undefined; answer: Array<StatementView> };
  /** Lines of a bank account or of one statement, a part at a time. */
  statement_lines: { argument: LinesArgument; answer: LinePageView };
  /** Writes statements into a new file in the user's folder of downloads. */
  export_statements: { argument: ExportStatementsArgument; answer: ExportedView };
  /** Transactions that may be on record already. */
  doubtful_transactions: { argument: undefined; answer: Array<DoubtfulView> };
  /** Says whether a doubtful transaction is the one on record. */
  tell_apart: { argument: TellApartArgument; answer: null };
  /** The days of each account of which nobody told anything. */
  gap_report: { argument: undefined; answer: Array<GapsView> };
  /** Says that somebody has seen to a gap. */
  see_to_gap: { argument: SeeToGapArgument; answer: null };
  /** Has a gap be open again that somebody has seen to. */
  reopen_gap: { argument: GapArgument; answer: null };
  /** How many lines a statement takes at most. */
  most_statement_lines: { argument: undefined; answer: number };
  /** Sets how many lines a statement takes at most. */
  set_most_statement_lines: { argument: MostLinesArgument; answer: null };
  /** Whether the application stays in the tray when its window is closed, and whether there is one. */
  tray: { argument: undefined; answer: TrayView };
  /** Sets whether the application stays in the tray. */
  set_tray: { argument: TrayArgument; answer: null };
  /** Which notifications the system shows. */
  notifications: { argument: undefined; answer: NotificationsView };
  /** Sets which notifications the system shows. */
  set_notifications: { argument: NotificationsArgument; answer: null };
  /** The schedules with their last runs, by their name. */
  schedules: { argument: undefined; answer: Array<ScheduleView> };
  /** What became of each account in a run of a schedule. */
  schedule_run: { argument: ScheduleRunArgument; answer: Array<AccountOutcomeView> };
  /** Adds a schedule. */
  add_schedule: { argument: AddScheduleArgument; answer: null };
  /** Changes a schedule. */
  change_schedule: { argument: ChangeScheduleArgument; answer: null };
  /** Switches a schedule on or off. */
  switch_schedule: { argument: SwitchScheduleArgument; answer: null };
  /** Runs a schedule at once, in the background. When it is due next stays as it is. */
  run_schedule_now: { argument: ScheduleArgument; answer: null };
  /** Removes a schedule. */
  remove_schedule: { argument: ScheduleArgument; answer: null };
  /** Pauses a connection, or has it go on. */
  pause_connection: { argument: PauseArgument; answer: null };
  /** The file of the records and its backups, also where the records don't open. */
  records: { argument: undefined; answer: RecordsView };
  /** Whether the records take what is written, and whether the last backup failed. */
  records_condition: { argument: undefined; answer: RecordsConditionView };
  /** Takes a backup of the records now. */
  back_up_now: { argument: undefined; answer: null };
  /** Puts a backup in the place of the records. What was there is kept. */
  restore_backup: { argument: BackupArgument; answer: null };
  /** Begins with empty records where they are missing and backups of them are there. Those are kept. */
  begin_anew: { argument: undefined; answer: null };
};

/** Every event and what it carries. */
export type Events = {
  /** Something changed: everything that is shown has to be asked for anew. */
  changed: null;
};
