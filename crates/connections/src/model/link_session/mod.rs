//! A link session: one opening of Plaid's page, from before the link token is asked for until its result is settled.
//!
//! The states are written before each step, so that after a crash the last one written tells what has to be done.
//! Plaid gives no sign that credentials were entered; whoever leaves an open page may have repaired the login already.
//! That is why every ending, whatever it was, leads through a reconciliation.

mod purpose;
mod state;

use std::time::Duration;

use jiff::Timestamp;
use plaid::{HostedLinkUrl, LinkToken};

pub use self::{
    purpose::Purpose,
    state::{Brought, Ended, Ending, Event, Fruitless, Outcome, Refused, State},
};
use super::{
    connection::{Health, Institution, SessionInProgress},
    ids::{ConnectionId, LinkSessionId},
};

/// What Plaid calls the step at which the user is asked for credentials.
const BEFORE_CREDENTIALS: &str = "requires_credentials";

/// A link session as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSession {
    /// Our own id.
    pub id: LinkSessionId,
    /// What it is for.
    pub purpose: Purpose,
    /// The connection that it is about. While it connects a bank: the one that there will be, which is not on record yet.
    pub connection: ConnectionId,
    /// The bank. `None` while the user has not picked one.
    pub institution: Option<Institution>,
    /// Who began it.
    pub started_by: String,
    /// How far it has come.
    pub state: State,
    /// Where the page is shown.
    pub place: Place,
    /// The page at Plaid. `None` until Plaid made one, and again once the session is settled.
    pub page: Option<Page>,
    /// Plaid's id of the session, for Plaid Support. `None` until the page was opened and asked about.
    pub plaid_session_id: Option<String>,
    /// Plaid's id of the last call that led it here, for Plaid Support.
    pub request_id: Option<String>,
    /// How the user left the page without success, where Plaid says so.
    pub exit: Option<PageExit>,
    /// How often its public token was sent for an exchange, counted before each time.
    pub exchanges: u32,
    /// Whether the user wants a second login at a bank that is connected already.
    pub second_login: bool,
    /// Whether it was found unfinished at a start of the application.
    pub recovered: bool,
    /// What stands in the way of settling it. `None` where nothing was tried yet, or the last try succeeded.
    pub delay: Option<Delay>,
    /// When it was begun.
    pub started_at: Timestamp,
    /// When its page came to an end.
    pub ended_at: Option<Timestamp>,
    /// When its result was committed, the last time.
    pub settled_at: Option<Timestamp>,
    /// When the user put its result away. `None` again when a later reading changes the result.
    pub acknowledged_at: Option<Timestamp>,
}

/// After how many tries with the same refusal of Plaid nobody expects another answer any more.
const REFUSED_FOR_GOOD: u32 = 3;

impl LinkSession {
    /// What is put off is due now. How often it failed is kept.
    pub fn try_now(&mut self, now: Timestamp) {
        if let Some(delay) = &mut self.delay {
            delay.next_try_at = now;
        }
    }

    /// Whether its connection is on record: one that is in the making is not.
    #[must_use]
    pub const fn has_connection(&self) -> bool {
        match self.purpose {
            Purpose::Update | Purpose::Replace(_) | Purpose::Reconnect(_) => true,
            Purpose::Connect(_) => matches!(self.state, State::Settled(Outcome::Brought(_))),
        }
    }

    /// What it came to as far as it is known, also while it is read once more.
    #[must_use]
    pub const fn known_outcome(&self) -> Option<Outcome> {
        match self.state {
            State::Ended(page) | State::AwaitingMapping(page) => page.earlier,
            State::Watched { outcome, .. } | State::Settled(outcome) => Some(outcome),
            State::Requested | State::Open | State::AwaitingChoice | State::Exchanging | State::Held => None,
        }
    }

    /// Whether Plaid says that the page was left before anything was sent to the bank. Where it does not say, nobody
    /// claims it.
    #[must_use]
    pub fn is_nothing_sent(&self) -> bool {
        match &self.exit {
            Some(PageExit { step, code: None, .. }) => step.as_ref().is_none_or(|step| step == BEFORE_CREDENTIALS),
            Some(PageExit { code: Some(_), .. }) => false,
            // The very first steps have no name at Plaid.
            None => matches!(self.state, State::Watched { ending: Ending::Exited, .. }),
        }
    }

    /// Whether a later update may take its place, with the login in this health: it waits for something that only
    /// another page can bring. One that brings a login of its own never does: the user gives it up, and the login is
    /// removed.
    #[must_use]
    pub fn gives_way(&self, health: Health) -> bool {
        if self.purpose != Purpose::Update {
            return false;
        }
        match self.state {
            State::AwaitingMapping(_) => matches!(health, Health::NeedsUpdate(_)),
            State::Ended(_) => self.delay.as_ref().is_some_and(Delay::is_for_good),
            State::Requested
            | State::Open
            | State::AwaitingChoice
            | State::Exchanging
            | State::Held
            | State::Watched { .. }
            | State::Settled(_) => false,
        }
    }

    /// Keeps Plaid's id of a call, where it gave one.
    pub fn note_request(&mut self, request_id: Option<&str>) {
        if let Some(request_id) = request_id.filter(|id| !id.is_empty()) {
            self.request_id = Some(request_id.to_owned());
        }
    }

    /// Writes the state down, with the time at which the page ended and at which the result was there first. A session
    /// that is settled asks nothing any more, so the token and the address of its page are forgotten.
    pub fn move_to(&mut self, state: State, at: Timestamp) {
        match state {
            State::Requested | State::Open => {}
            State::Ended(_) | State::AwaitingMapping(_) | State::AwaitingChoice | State::Exchanging | State::Held => {
                self.ended_at = self.ended_at.or(Some(at));
            }
            State::Watched { .. } | State::Settled(_) => self.settled_at = self.settled_at.or(Some(at)),
        }
        if state.is_settled() {
            self.page = None;
        }
        self.state = state;
    }

    /// What the session means for the status of its connection.
    #[must_use]
    pub const fn progress(&self) -> SessionInProgress {
        match self.state {
            State::Requested | State::Open => SessionInProgress::Open,
            // The records are right as of an earlier reading; the last one is worth a word only where it fails.
            State::Ended(Ended { earlier: Some(_), .. }) if self.delay.is_none() => SessionInProgress::None,
            State::Ended(_) | State::AwaitingChoice | State::Exchanging | State::Held => SessionInProgress::Unsettled,
            State::AwaitingMapping(_) => SessionInProgress::AwaitingMapping,
            State::Watched { .. } | State::Settled(_) => SessionInProgress::None,
        }
    }
}

/// The page that Plaid made for a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Asks Plaid about the page.
    pub token: LinkToken,
    /// The address of the page.
    pub url: HostedLinkUrl,
    /// From here on the page can't be opened any more, by our own clock.
    pub expires_at: Timestamp,
}

/// How a user left the page without success, as Plaid tells it. For Plaid Support, and for the user who asks why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageExit {
    /// Before which step, such as `requires_credentials`.
    pub step: Option<String>,
    /// Plaid's error code, where something went wrong.
    pub code: Option<String>,
    /// Plaid's id of the last call inside the page.
    pub request_id: Option<String>,
}

/// Where the page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a window of the application.
    Window,
    /// In the user's browser.
    Browser,
}

/// A try to settle a session that failed, and when the next one is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delay {
    /// How many tries in a row failed in this way. At least one.
    pub attempts: u32,
    /// When to try again.
    pub next_try_at: Timestamp,
    /// What stood in the way.
    pub setback: Setback,
    /// Plaid's error code, for Plaid Support.
    pub code: Option<String>,
    /// Plaid's id of the refused request, for Plaid Support.
    pub request_id: Option<String>,
}

impl Delay {
    /// The longest wait for the next try. One that seems to be further away is left from a clock that was wrong.
    pub(crate) const LONGEST_WAIT: Duration = Duration::from_mins(10);

    /// Whether the next try is still to be waited for.
    pub(crate) fn is_pending(&self, now: Timestamp) -> bool {
        self.next_try_at > now && self.next_try_at <= now + Self::LONGEST_WAIT
    }

    fn is_for_good(&self) -> bool {
        self.setback == Setback::PlaidRefused && self.attempts >= REFUSED_FOR_GOOD
    }
}

/// What stands in the way of settling a session. Each passes by itself or by an act of the user; none is for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setback {
    /// No answer from Plaid: no network, a time-out, or Plaid itself is down.
    PlaidUnreachable,
    /// Plaid does not take the firm's keys.
    PlaidKeysRefused,
    /// Plaid refuses the request for a reason of its own, or gives an answer that makes no sense.
    PlaidRefused,
    /// The bank can't be reached.
    BankUnavailable,
    /// There is no keyring service.
    KeyringMissing,
    /// The keyring is locked.
    KeyringLocked,
    /// The keyring refuses.
    KeyringRefused,
    /// The keyring no longer holds the access token.
    KeyringEntryMissing,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn open() -> LinkSession {
        let page = Page {
            token: LinkToken::new("link-sandbox-1".to_owned()),
            url: HostedLinkUrl::new("https://hosted.example/1".to_owned()),
            expires_at: Timestamp::UNIX_EPOCH,
        };
        LinkSession {
            id: LinkSessionId::new(Uuid::nil()),
            purpose: Purpose::Update,
            connection: ConnectionId::new(Uuid::nil()),
            institution: None,
            started_by: "Integration user".to_owned(),
            state: State::Open,
            place: Place::Window,
            page: Some(page),
            plaid_session_id: None,
            request_id: None,
            exit: None,
            exchanges: 0,
            second_login: false,
            recovered: false,
            delay: None,
            started_at: Timestamp::UNIX_EPOCH,
            ended_at: None,
            settled_at: None,
            acknowledged_at: None,
        }
    }

    #[test]
    fn only_a_session_that_is_settled_forgets_the_token_and_the_address_of_its_page() {
        let ended = Ended { ending: Ending::Left, earlier: None };
        for (state, keeps_its_page) in [
            (State::Ended(ended), true),
            (State::AwaitingMapping(ended), true),
            (State::Watched { ending: Ending::Left, outcome: Outcome::Unchanged }, true),
            (State::Settled(Outcome::Unchanged), false),
        ] {
            let mut session = open();
            session.move_to(state, Timestamp::UNIX_EPOCH);
            assert_eq!(session.page.is_some(), keeps_its_page, "{state:?}");
        }
    }

    #[test]
    fn nothing_was_sent_only_where_plaid_says_so() {
        let left = State::Watched { ending: Ending::Left, outcome: Outcome::Repaired };
        let exited = State::Watched { ending: Ending::Exited, outcome: Outcome::Repaired };
        let exit = |step: Option<&str>, code: Option<&str>| {
            Some(PageExit {
                step: step.map(str::to_owned),
                code: code.map(str::to_owned),
                request_id: Some("request".to_owned()),
            })
        };
        for (state, exit, is_nothing_sent) in [
            (exited, None, true),
            (exited, exit(None, None), true),
            (exited, exit(Some("requires_credentials"), None), true),
            (exited, exit(Some("requires_credentials"), Some("INVALID_CREDENTIALS")), false),
            (exited, exit(Some("requires_account_selection"), None), false),
            (left, None, false),
            (State::Settled(Outcome::Repaired), None, false),
        ] {
            let session = LinkSession { state, exit, ..open() };
            assert_eq!(session.is_nothing_sent(), is_nothing_sent, "{state:?} with {:?}", session.exit);
        }
    }
}
