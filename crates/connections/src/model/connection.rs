//! A connection and the status that people see of it.

use std::time::Duration;

use jiff::Timestamp;

use super::ids::{ConnectionId, LoginId};

/// How long before the bank's consent ends the user is asked to renew it. As early as Plaid gives its warnings.
const CONSENT_NOTICE: Duration = Duration::from_hours(7 * 24);

/// A bank and Plaid's id of it. The id is always shown beside the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Institution {
    /// `ins_…`
    pub id: String,
    /// The name of the bank.
    pub name: String,
}

impl Institution {
    /// A bank that Plaid does not name.
    #[must_use]
    pub fn unknown() -> Self {
        Self { id: "unknown".to_owned(), name: "A bank that Plaid does not name".to_owned() }
    }
}

/// One login at one bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Our own id.
    pub id: ConnectionId,
    /// The login at Plaid. `None` from the moment at which its removal is asked for.
    pub login: Option<LoginId>,
    /// Plaid's id of the login, also of one that was removed. Shown only in texts for Plaid Support.
    pub item_id: String,
    /// The bank.
    pub institution: Institution,
    /// What the last reading at Plaid said.
    pub health: Health,
    /// When the bank's consent ends, where it does.
    pub consent_ends_at: Option<Timestamp>,
    /// When the accounts on record were last brought to those at the bank: by connecting, by an update, or by the repair
    /// after one that was left.
    pub updated_at: Option<Timestamp>,
    /// Whether the connection was removed. It can't be updated any more, only reconnected.
    pub obsolete: bool,
    /// Whether the user paused it: nothing is refreshed or imported of it until it goes on.
    pub paused: bool,
    /// What was seen of its accounts outside an update. A suggestion; nothing of it is in the records.
    pub news: AccountNews,
}

/// How the accounts at the bank differ from those on record, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AccountNews {
    /// Accounts that no record knows, or that are inactive on record.
    pub appeared: u32,
    /// Active accounts that the bank does not tell of any more.
    pub vanished: u32,
    /// Accounts that Plaid calls by another id than the record does.
    pub renamed: u32,
}

impl AccountNews {
    /// Whether there is nothing new.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.appeared == 0 && self.vanished == 0 && self.renamed == 0
    }
}

/// Why a connection waits for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateReason {
    /// The bank no longer takes the credentials on file.
    CredentialsChanged,
    /// The bank asks for another or a new second factor.
    MfaChanged,
    /// The bank locked the login; it has to be unlocked at the bank first.
    LoginLocked,
    /// The bank's consent was withdrawn, is incomplete or is about to end.
    ConsentEnds,
    /// The bank reports accounts that nobody has chosen or declined yet.
    NewAccounts,
}

/// What the last reading at Plaid said of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// The login works.
    Good,
    /// The user has to act.
    NeedsUpdate(UpdateReason),
    /// Plaid no longer knows the login, so there is nothing left that could be updated.
    Gone,
    /// The bank can't be reached or does not answer. Passes by itself.
    BankUnavailable,
}

/// How far a link session of the connection has come, as far as its status is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionInProgress {
    /// There is none, or it is settled.
    None,
    /// The bank's page is open.
    Open,
    /// It ended, and what it left behind is not read yet.
    Unsettled,
    /// It ended, and the user has to say which account is which.
    AwaitingMapping,
}

/// The status that people see. Exactly one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Works; active accounts can be refreshed and imported.
    Active,
    /// The user has to act.
    NeedsUpdate(UpdateReason),
    /// The bank's page is open at this moment.
    Updating,
    /// An update ended, and its result is not in the records yet. Repairs itself.
    UpdateInterrupted,
    /// An update ended, and the user has to say which account is which.
    AwaitingMapping,
    /// Plaid no longer knows it.
    NeedsReconnecting,
    /// The bank can't be reached. Passes by itself.
    BankUnavailable,
    /// Its removal was asked for, and Plaid has not confirmed it yet. Tried again by itself.
    Removing,
    /// Removed.
    Obsolete,
}

impl Health {
    /// The health of a login whose bank's consent ends at a time: where nothing else stands in the way, the user is asked
    /// to renew it early enough.
    #[must_use]
    pub fn with_consent(self, ends_at: Option<Timestamp>, now: Timestamp) -> Self {
        let ends_soon = ends_at.is_some_and(|ends_at| ends_at <= now + CONSENT_NOTICE);
        match self {
            Self::Good if ends_soon => Self::NeedsUpdate(UpdateReason::ConsentEnds),
            Self::Good | Self::NeedsUpdate(_) | Self::Gone | Self::BankUnavailable => self,
        }
    }
}

impl Connection {
    /// The one status to show at this time, the most pressing first.
    #[must_use]
    pub fn status(&self, session: SessionInProgress, now: Timestamp) -> Status {
        match session {
            SessionInProgress::Open => Status::Updating,
            SessionInProgress::Unsettled => Status::UpdateInterrupted,
            SessionInProgress::AwaitingMapping => Status::AwaitingMapping,
            SessionInProgress::None if self.obsolete => Status::Obsolete,
            SessionInProgress::None if self.login.is_none() => Status::Removing,
            SessionInProgress::None => match self.health.with_consent(self.consent_ends_at, now) {
                Health::Good => Status::Active,
                Health::NeedsUpdate(reason) => Status::NeedsUpdate(reason),
                Health::Gone => Status::NeedsReconnecting,
                Health::BankUnavailable => Status::BankUnavailable,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn connection(health: Health, obsolete: bool) -> Connection {
        Connection {
            id: ConnectionId::new(Uuid::from_u128(1)),
            login: Some(LoginId::new(Uuid::from_u128(1))),
            item_id: "item".to_owned(),
            institution: Institution { id: "ins_1".to_owned(), name: "Bank".to_owned() },
            health,
            consent_ends_at: None,
            updated_at: None,
            obsolete,
            paused: false,
            news: AccountNews::default(),
        }
    }

    #[test]
    fn a_session_that_is_not_settled_weighs_more_than_the_health() {
        let reason = UpdateReason::LoginLocked;
        let healths = [
            (Health::Good, Status::Active),
            (Health::NeedsUpdate(reason), Status::NeedsUpdate(reason)),
            (Health::Gone, Status::NeedsReconnecting),
            (Health::BankUnavailable, Status::BankUnavailable),
        ];
        for (health, status) in healths {
            let table = [
                (SessionInProgress::None, status),
                (SessionInProgress::Open, Status::Updating),
                (SessionInProgress::Unsettled, Status::UpdateInterrupted),
                (SessionInProgress::AwaitingMapping, Status::AwaitingMapping),
            ];
            for (session, expected) in table {
                assert_eq!(connection(health, false).status(session, NOW), expected);
            }
            assert_eq!(connection(health, true).status(SessionInProgress::None, NOW), Status::Obsolete);
            let removing = Connection { login: None, ..connection(health, false) };
            assert_eq!(removing.status(SessionInProgress::None, NOW), Status::Removing);
        }
    }

    #[test]
    fn whoever_reconnects_sees_how_far_that_has_come() {
        let status = |session| connection(Health::Gone, true).status(session, NOW);
        assert_eq!(status(SessionInProgress::Open), Status::Updating);
        assert_eq!(status(SessionInProgress::AwaitingMapping), Status::AwaitingMapping);
    }

    #[test]
    fn a_consent_that_is_on_record_comes_to_its_end_without_a_reading() {
        let reason = Status::NeedsUpdate(UpdateReason::ConsentEnds);
        let login = Connection { consent_ends_at: Some(NOW + CONSENT_NOTICE), ..connection(Health::Good, false) };
        assert_eq!(login.status(SessionInProgress::None, NOW - Duration::from_secs(1)), Status::Active);
        assert_eq!(login.status(SessionInProgress::None, NOW), reason);
        let gone = Connection { health: Health::Gone, ..login };
        assert_eq!(gone.status(SessionInProgress::None, NOW), Status::NeedsReconnecting);
    }
}
