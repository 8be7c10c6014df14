// Generated from src-tauri/src/commands/table.rs. Not to be edited: after a change there run
// `cargo test -p bank-connections -- --ignored write_the_bindings`.

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
} | { "state": "ready",
  /** Whose data this is. */
  profile: ProfileView,
  /** Who works with it. */
  user: UserView,
  /** The version of the application. */
  version: string,
};

/** What can become of an account in an update. */
export type ChangeKind = "kept" | "account_id_changed" | "now_inactive" | "active_again" | "still_inactive" | "new";

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
export type Code = "not_ready" | "already_running" | "keyring_missing" | "keyring_locked" | "keyring_refused" | "keyring_entry_missing" | "access_token_missing" | "database_unreadable" | "database_newer" | "database_read_only" | "disk_full" | "plaid_unreachable" | "plaid_busy" | "plaid_keys_refused" | "plaid_refused" | "bank_unavailable" | "bank_not_served" | "session_open" | "awaiting_mapping" | "connection_obsolete" | "connection_gone" | "not_found" | "not_allowed" | "internal";

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
};

/** What the user told apart. */
export type DecideMappingArgument = {
  /** The link session. */
  session_id: string,
  /** One decision for each reported account that was asked about. */
  decisions: Array<DecisionArgument>,
};

/** What one reported account is. */
export type DecisionArgument = {
  /** The `account_id` of the reported account, as the mapping named it. */
  account_id: string,
  /** The id of the account on record that it is, or `null` where it is a new one. */
  is: string | null,
};

/** A bank. */
export type InstitutionView = {
  /** Plaid's id of it, `ins_…`, shown beside the name. */
  id: string,
  /** Its name. */
  name: string,
};

/** What the user wished to do while a session was open. */
export type LeaveRequestView = "close" | "quit";

/** What the user has to tell apart. */
export type MappingView = {
  /** The link session. */
  session_id: string,
  /** The bank. */
  institution: InstitutionView,
  /** Group by group. */
  ambiguities: Array<AmbiguityView>,
};

/** What a session can come to. */
export type OutcomeView = "updated" | "repaired" | "unchanged" | "unread" | "not_opened";

/** Where the page of a session is open. */
export type PlaceView = "window" | "browser";

/** Why something can't be done, in words that are safe to show and to log. */
export type Problem = {
  /** What can be done about it. */
  code: Code,
  /** What happened, for people who look closer. Never holds a secret. */
  message: string,
  /** The next step, where there is one that only this place knows. */
  hint: string | null,
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
};

/** Why a connection needs an update. */
export type ReasonView = "credentials_changed" | "mfa_changed" | "login_locked" | "consent_ends" | "new_accounts";

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

/** What a user may do. */
export type RoleView = "integration_user" | "accountant";

/** A command that speaks of one link session. */
export type SessionArgument = {
  /** The link session. */
  session_id: string,
};

/** The link session in front of the user. */
export type SessionView = {
  /** Our own id. */
  id: string,
  /** The connection it updates. */
  connection_id: string,
  /** The bank. */
  institution: InstitutionView,
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

/** How far a link session has come. */
export type StageView = "requested" | "open" | "settling" | "waiting" | "awaiting_mapping";

/** Which connection is to be updated. */
export type StartUpdateArgument = {
  /** The connection. */
  connection_id: string,
  /** Whether the page is to be opened although the connection turns out to work. */
  even_if_healthy: boolean,
};

/** The statuses a connection can have. */
export type StatusKind = "active" | "needs_update" | "updating" | "update_interrupted" | "awaiting_mapping" | "needs_reconnecting" | "bank_unavailable" | "obsolete";

/** The status of a connection. */
export type StatusView = {
  /** Which. */
  kind: StatusKind,
  /** Why it needs an update. `null` for every other kind. */
  reason: ReasonView | null,
};

/** What a settled session came to. Exists only after its changes are in the records. */
export type UpdateResultView = {
  /** The link session. */
  session_id: string,
  /** The connection it updated. */
  connection_id: string,
  /** The bank. */
  institution: InstitutionView,
  /** What it came to. */
  outcome: OutcomeView,
  /** Whether it was found unfinished when the application started. */
  recovered: boolean,
  /** The status of the connection now. */
  status: StatusView,
  /** When it was committed. */
  settled_at: string,
  /** Account by account. */
  changes: Array<ChangeView>,
};

/** What became of the wish to update. */
export type UpdateStartView = { "kind": "opened",
  /** The link session. */
  session_id: string,
} | { "kind": "healed" } | { "kind": "called_off" };

/** Who works with the application. */
export type UserView = {
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
  /** All connections with their accounts. */
  bank_connections: { argument: undefined; answer: Array<ConnectionView> };
  /** The link sessions under way, the most pressing first. */
  sessions: { argument: undefined; answer: Array<SessionView> };
  /** The results of sessions that the user has not acknowledged, the oldest first. */
  results: { argument: undefined; answer: Array<UpdateResultView> };
  /** Begins the update of a connection and opens the Link window. */
  start_update: { argument: StartUpdateArgument; answer: UpdateStartView };
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
  /** What the user has to tell apart before a session can be settled. */
  mapping: { argument: SessionArgument; answer: MappingView };
  /** What the user told apart. */
  decide_mapping: { argument: DecideMappingArgument; answer: null };
  /** Takes the result of a session off the screen. */
  acknowledge_result: { argument: SessionArgument; answer: null };
};

/** Every event and what it carries. */
export type Events = {
  /** Something changed: everything that is shown has to be asked for anew. */
  changed: null;
};
