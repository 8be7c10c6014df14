//! What crosses to the main window: plain data to draw, in the words of the screens.
//!
//! No secret, no token and no address of a bank page is ever part of it. Times are RFC 3339 texts in UTC.

mod conversions;
mod failures;
mod problem;

use serde::Serialize;
use ts_rs::TS;

pub use self::{
    conversions::id,
    problem::{Code, Problem},
};

/// What the application is doing.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ApplicationView {
    /// Opening the records.
    Starting,
    /// Something outside has to be put right first. `retry_start` tries again.
    Blocked {
        /// What.
        problem: Problem,
    },
    /// Everything can be asked for.
    Ready {
        /// Whose data this is.
        profile: ProfileView,
        /// Who works with it.
        user: UserView,
        /// The version of the application.
        version: String,
    },
}

/// Whose data the application works on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProfileView {
    /// Test banks or the firm's own.
    pub kind: ProfileKind,
    /// Where Plaid is: `Simulator`, `Sandbox`, `Production` or a host.
    pub environment: String,
    /// Whether there is no keyring, so that the secrets and records of this demo last until it quits.
    pub secrets_in_memory: bool,
}

/// The kinds of profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    /// Test banks of the application's own.
    Demo,
    /// The firm's own Plaid keys.
    Live,
}

/// Who works with the application.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UserView {
    /// The name to show.
    pub name: String,
    /// What the user may do.
    pub role: RoleView,
}

/// What a user may do.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoleView {
    /// May connect, update, reconnect and remove.
    IntegrationUser,
    /// May look, refresh and import.
    Accountant,
}

/// A bank.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InstitutionView {
    /// Plaid's id of it, `ins_…`, shown beside the name.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The status of a connection.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatusView {
    /// Which.
    pub kind: StatusKind,
    /// Why it needs an update. `null` for every other kind.
    pub reason: Option<ReasonView>,
}

/// The statuses a connection can have.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatusKind {
    /// Works.
    Active,
    /// The user has to act.
    NeedsUpdate,
    /// The bank's page is open.
    Updating,
    /// An update ended, and its result is not in the records yet.
    UpdateInterrupted,
    /// An update ended, and the user has to say which account is which.
    AwaitingMapping,
    /// Plaid no longer knows it.
    NeedsReconnecting,
    /// The bank can't be reached.
    BankUnavailable,
    /// Removed.
    Obsolete,
}

/// Why a connection needs an update.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReasonView {
    /// The bank no longer takes the credentials on file.
    CredentialsChanged,
    /// The bank asks for another second factor.
    MfaChanged,
    /// The bank locked the login.
    LoginLocked,
    /// The bank's consent ends or was withdrawn.
    ConsentEnds,
    /// The bank reports accounts nobody has chosen yet.
    NewAccounts,
}

/// An account under a connection.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccountView {
    /// Our own id.
    pub id: String,
    /// The number that people read, `BAC-000000023`.
    pub number: String,
    /// The name at the bank.
    pub name: String,
    /// The longer name, where the bank tells one.
    pub official_name: Option<String>,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// Plaid's type, such as `depository`.
    pub kind: String,
    /// Plaid's subtype, such as `checking`.
    pub subtype: Option<String>,
    /// The currency.
    pub currency: Option<String>,
    /// Whether it was selected in the last update.
    pub active: bool,
}

/// A connection.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConnectionView {
    /// Our own id.
    pub id: String,
    /// The bank.
    pub institution: InstitutionView,
    /// The one status to show.
    pub status: StatusView,
    /// When the bank's consent ends.
    pub consent_ends_at: Option<String>,
    /// When the last update was committed.
    pub updated_at: Option<String>,
    /// Its accounts, by number.
    pub accounts: Vec<AccountView>,
    /// Whether an update can be started now.
    pub can_update: bool,
}

/// The link session in front of the user.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionView {
    /// Our own id.
    pub id: String,
    /// The connection it updates.
    pub connection_id: String,
    /// The bank.
    pub institution: InstitutionView,
    /// How far it has come.
    pub stage: StageView,
    /// Where its page is open.
    pub place: PlaceView,
    /// The wish to leave that waits for the user's answer.
    pub leave_requested: Option<LeaveRequestView>,
    /// Why the result can't be read yet.
    pub problem: Option<Problem>,
    /// When it is tried again.
    pub retry_at: Option<String>,
}

/// How far a link session has come.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StageView {
    /// The page is being asked for.
    Requested,
    /// The page is open.
    Open,
    /// The page is left, and its result is being read.
    Settling,
    /// Its result can't be read now and is asked for again by itself.
    Waiting,
    /// The user has to say which account is which.
    AwaitingMapping,
}

/// Where the page of a session is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaceView {
    /// In the Link window.
    Window,
    /// In the user's browser.
    Browser,
}

/// What the user wished to do while a session was open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeaveRequestView {
    /// To close the Link window.
    Close,
    /// To quit the application.
    Quit,
}

/// What became of one account.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangeView {
    /// What.
    pub kind: ChangeKind,
    /// The number that people read.
    pub number: String,
    /// The name at the bank.
    pub name: String,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// Plaid's type of the account.
    pub account_kind: String,
    /// Plaid's subtype of the account.
    pub subtype: Option<String>,
}

/// What can become of an account in an update.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Selected before and now.
    Kept,
    /// Selected before and now, under a new id of Plaid's.
    AccountIdChanged,
    /// Selected before, not any more.
    NowInactive,
    /// Selected again.
    ActiveAgain,
    /// Not selected before, and not now.
    StillInactive,
    /// Never seen before.
    New,
}

/// What a settled session came to. Exists only after its changes are in the records.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UpdateResultView {
    /// The link session.
    pub session_id: String,
    /// The connection it updated.
    pub connection_id: String,
    /// The bank.
    pub institution: InstitutionView,
    /// What it came to.
    pub outcome: OutcomeView,
    /// Whether it was found unfinished when the application started.
    pub recovered: bool,
    /// The status of the connection now.
    pub status: StatusView,
    /// When it was committed.
    pub settled_at: String,
    /// Account by account.
    pub changes: Vec<ChangeView>,
}

/// What a session can come to.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeView {
    /// Completed.
    Updated,
    /// Not completed, but the records were brought to what had changed.
    Repaired,
    /// Not completed, and nothing had changed.
    Unchanged,
    /// Over, and nobody knows what it changed: the accounts could not be read.
    Unread,
    /// The page was never opened.
    NotOpened,
}

/// What the user has to tell apart.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingView {
    /// The link session.
    pub session_id: String,
    /// The bank.
    pub institution: InstitutionView,
    /// Group by group.
    pub ambiguities: Vec<AmbiguityView>,
}

/// Accounts on record and reported accounts of which more than one pairing is possible.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AmbiguityView {
    /// On record.
    pub on_record: Vec<AccountView>,
    /// Reported by the bank.
    pub reported: Vec<ReportedView>,
}

/// An account as the bank reports it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportedView {
    /// What a decision names it by.
    pub account_id: String,
    /// The name at the bank.
    pub name: String,
    /// The longer name, where the bank tells one.
    pub official_name: Option<String>,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// Plaid's type.
    pub kind: String,
    /// Plaid's subtype.
    pub subtype: Option<String>,
    /// The currency.
    pub currency: Option<String>,
}

/// What became of the wish to update.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UpdateStartView {
    /// The Link window is open.
    Opened {
        /// The link session.
        session_id: String,
    },
    /// The connection works again by itself, so that nothing has to be done.
    Healed,
    /// The user called it off before the page was there.
    CalledOff,
}
