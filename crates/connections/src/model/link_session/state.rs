//! The state machine of a link session. Pure: what follows on what, and nothing else.
//!
//! What becomes of a login that a completed page brings stands in `arrival`.

#[path = "arrival.rs"]
mod arrival;

/// How the page came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Plaid says that it was completed.
    Completed,
    /// Plaid says that it was left without success.
    Exited,
    /// The user left it. Plaid may not know yet.
    Left,
    /// The window or the whole application vanished. Plaid may not know yet.
    Lost,
    /// Plaid no longer knows the link token, so the page can't go on.
    Expired,
}

impl Ending {
    /// Whether the page can do nothing more at the bank. After any other ending it is watched: a page that was exited can be
    /// opened anew, as long as its address leads somewhere.
    #[must_use]
    pub const fn is_final(self) -> bool {
        match self {
            Self::Completed | Self::Expired => true,
            Self::Exited | Self::Left | Self::Lost => false,
        }
    }

    /// How the page has ended after Plaid told more of it. Nothing where that is no news.
    const fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Exited | Self::Left | Self::Lost, Event::Finished { success: true }) => Some(Self::Completed),
            (Self::Left | Self::Lost, Event::Finished { success: false }) => Some(Self::Exited),
            (Self::Exited | Self::Left | Self::Lost, Event::Expired) => Some(Self::Expired),
            _ => None,
        }
    }
}

/// A page that came to its end, and is not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ended {
    /// How it came to it.
    pub ending: Ending,
    /// What an earlier reading came to, where the records were already brought to the truth once: the page was left,
    /// read, watched, and Plaid has closed it since.
    pub earlier: Option<Outcome>,
}

/// What a settled session came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Completed at Plaid, and in the records.
    Updated,
    /// Not completed, yet something had changed at the bank, and the records were brought to it.
    Repaired,
    /// Not completed, and nothing had changed.
    Unchanged,
    /// Over, and nobody knows what it changed: the accounts could not be read. Those on record stay as they were.
    Unread,
    /// The page was never opened.
    NotOpened,
    /// A new login is in the records.
    Brought(Brought),
    /// A page that was completed brought no login into the records.
    Fruitless(Fruitless),
}

/// What became of a new login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Brought {
    /// A bank is connected.
    Connected,
    /// A connection has a new login in the place of an earlier one.
    Replaced,
    /// A removed connection works again.
    Reconnected,
}

/// Why a completed page brought no login into the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fruitless {
    /// The user did not want it any more.
    Stopped,
    /// The user picked another bank than that of the connection.
    WrongBank,
    /// What the page brought was not taken up in time. Nothing was made at Plaid that anybody pays for.
    TooLate,
    /// Plaid refused for good, or no longer knows the login.
    Refused,
    /// The login was made, and the answer with its token never came.
    Lost,
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Written before the link token is asked for. Nothing can have happened at the bank.
    Requested,
    /// The page is open, in our window or in the user's browser.
    Open,
    /// The page is left; the records don't say yet what it left behind.
    Ended(Ended),
    /// The reconciliation found accounts that only the user can tell apart. Nothing of it is written.
    AwaitingMapping(Ended),
    /// The page was completed at a bank that looks connected already. The user has to say what is wanted; nothing is
    /// exchanged.
    AwaitingChoice,
    /// The public token is in the keyring, and its exchange may be under way or its answer lost.
    Exchanging,
    /// The access token is in the keyring and the login on record; its accounts are not.
    Held,
    /// The records are right as of the ending, but the page may still go on. Read once more when Plaid says more of it.
    Watched {
        /// How the page ended so far.
        ending: Ending,
        /// What the last reading came to.
        outcome: Outcome,
    },
    /// Over.
    Settled(Outcome),
}

/// What can happen to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// Plaid gave a link token and the address of the page.
    LinkCreated,
    /// Plaid gave none, for good.
    LinkRefused,
    /// The application started and found the session unfinished.
    FoundAtStart,
    /// The user left the page.
    Left,
    /// The window of the page is gone without a word.
    WindowLost,
    /// Plaid says that the page is finished, and whether with success.
    Finished {
        /// Whether it was completed.
        success: bool,
    },
    /// Plaid no longer knows the link token, or its time is over.
    Expired,
    /// The plan is committed. `changed` tells whether it changed anything.
    Reconciled {
        /// Whether the records differ from before.
        changed: bool,
    },
    /// Plaid has no accounts to tell, because the login does not work or is gone. The records of the accounts stay.
    Unreadable,
    /// The plan has accounts that only the user can tell apart.
    FoundAmbiguous,
    /// The reading is given up: the login is gone, or a later update takes its place and reads what this one left.
    GivenUp,
    /// The bank that was picked looks connected already.
    FoundDuplicate,
    /// The public token is in the keyring, and is to be exchanged.
    Accepted,
    /// The access token is in the keyring.
    Exchanged,
    /// The new login and its accounts are committed.
    Brought(Brought),
    /// Nothing comes of the page.
    Fruitless(Fruitless),
}

/// An event that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a link session that is {state:?} can't be {event:?}")]
pub struct Refused {
    /// The state, which stays.
    pub state: State,
    /// The event.
    pub event: Event,
}

impl State {
    /// Whether there is nothing left to be done.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Settled(_))
    }

    /// Whether the page may be open in front of the user, so that every way out has to be guarded.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Requested | Self::Open)
    }

    /// What the session came to, where its result is in the records.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Watched { outcome, .. } | Self::Settled(outcome) => Some(outcome),
            Self::Requested
            | Self::Open
            | Self::Ended(_)
            | Self::AwaitingMapping(_)
            | Self::AwaitingChoice
            | Self::Exchanging
            | Self::Held => None,
        }
    }

    /// The state after an event.
    ///
    /// # Errors
    /// [`Refused`] where the event can't happen in this state; the state stays.
    pub const fn after(self, event: Event) -> Result<Self, Refused> {
        let next = match self {
            Self::Requested => after_requested(event),
            Self::Open => after_open(event),
            Self::Ended(ending) => after_ended(ending, event),
            Self::AwaitingMapping(ending) => after_awaiting(ending, event),
            Self::AwaitingChoice | Self::Exchanging | Self::Held => arrival::after(self, event),
            Self::Watched { ending, outcome } => after_watched(ending, outcome, event),
            Self::Settled(_) => None,
        };
        match next {
            Some(state) => Ok(state),
            None => Err(Refused { state: self, event }),
        }
    }
}

const fn ended(ending: Ending, earlier: Option<Outcome>) -> State {
    State::Ended(Ended { ending, earlier })
}

const fn finished(success: bool, earlier: Option<Outcome>) -> State {
    ended(if success { Ending::Completed } else { Ending::Exited }, earlier)
}

const fn after_requested(event: Event) -> Option<State> {
    match event {
        Event::LinkCreated => Some(State::Open),
        Event::LinkRefused | Event::FoundAtStart | Event::Left | Event::Expired => {
            Some(State::Settled(Outcome::NotOpened))
        }
        Event::WindowLost
        | Event::Finished { .. }
        | Event::Reconciled { .. }
        | Event::Unreadable
        | Event::FoundAmbiguous
        | Event::GivenUp
        | Event::FoundDuplicate
        | Event::Accepted
        | Event::Exchanged
        | Event::Brought(_)
        | Event::Fruitless(_) => None,
    }
}

const fn after_open(event: Event) -> Option<State> {
    match event {
        Event::FoundAtStart | Event::WindowLost => Some(ended(Ending::Lost, None)),
        Event::Left => Some(ended(Ending::Left, None)),
        Event::Finished { success } => Some(finished(success, None)),
        Event::Expired => Some(ended(Ending::Expired, None)),
        Event::LinkCreated
        | Event::LinkRefused
        | Event::Reconciled { .. }
        | Event::Unreadable
        | Event::FoundAmbiguous
        | Event::GivenUp
        | Event::FoundDuplicate
        | Event::Accepted
        | Event::Exchanged
        | Event::Brought(_)
        | Event::Fruitless(_) => None,
    }
}

const fn after_ended(page: Ended, event: Event) -> Option<State> {
    match event {
        Event::Reconciled { changed } => Some(page.with(page.outcome(changed))),
        Event::Unreadable | Event::GivenUp => Some(page.with(page.outcome_unread())),
        Event::FoundAmbiguous => Some(State::AwaitingMapping(page)),
        Event::FoundAtStart => Some(State::Ended(page)),
        Event::Finished { .. } | Event::Expired => match page.ending.after(event) {
            Some(ending) => Some(ended(ending, page.earlier)),
            None => None,
        },
        Event::FoundDuplicate | Event::Accepted | Event::Fruitless(_) => arrival::after_completed(page, event),
        Event::LinkCreated
        | Event::LinkRefused
        | Event::Left
        | Event::WindowLost
        | Event::Exchanged
        | Event::Brought(_) => None,
    }
}

/// Neither what becomes of the page meanwhile nor a login that broke again takes the question away: whoever answers it
/// has the accounts read anew.
const fn after_awaiting(page: Ended, event: Event) -> Option<State> {
    match event {
        Event::FoundAtStart | Event::FoundAmbiguous | Event::Unreadable => Some(State::AwaitingMapping(page)),
        Event::Finished { .. } | Event::Expired => match after_ended(page, event) {
            Some(State::Ended(page)) => Some(State::AwaitingMapping(page)),
            Some(_) | None => None,
        },
        Event::Reconciled { .. } | Event::GivenUp => after_ended(page, event),
        Event::Brought(_) | Event::Fruitless(_) if matches!(page.ending, Ending::Completed) => {
            arrival::after_held(event)
        }
        Event::LinkCreated
        | Event::LinkRefused
        | Event::Left
        | Event::WindowLost
        | Event::FoundDuplicate
        | Event::Accepted
        | Event::Exchanged
        | Event::Brought(_)
        | Event::Fruitless(_) => None,
    }
}

const fn after_watched(ending: Ending, outcome: Outcome, event: Event) -> Option<State> {
    match event {
        Event::FoundAtStart => Some(State::Watched { ending, outcome }),
        Event::Finished { .. } | Event::Expired => match ending.after(event) {
            Some(ending) => Some(ended(ending, Some(outcome))),
            None => None,
        },
        Event::LinkCreated
        | Event::LinkRefused
        | Event::Left
        | Event::WindowLost
        | Event::Reconciled { .. }
        | Event::Unreadable
        | Event::FoundAmbiguous
        | Event::GivenUp
        | Event::FoundDuplicate
        | Event::Accepted
        | Event::Exchanged
        | Event::Brought(_)
        | Event::Fruitless(_) => None,
    }
}

impl Ended {
    /// What a committed reading comes to. One that changes nothing after an earlier one leaves that one's outcome.
    const fn outcome(self, changed: bool) -> Outcome {
        match (self.earlier, self.ending, changed) {
            (Some(earlier), _, false) if !matches!(earlier, Outcome::Unread) => earlier,
            (_, Ending::Completed, _) => Outcome::Updated,
            (_, _, true) => Outcome::Repaired,
            (_, _, false) => Outcome::Unchanged,
        }
    }

    /// What it comes to where there was nothing to read, also where Plaid calls the page completed.
    const fn outcome_unread(self) -> Outcome {
        match self.earlier {
            Some(earlier) => earlier,
            None => Outcome::Unread,
        }
    }

    const fn with(self, outcome: Outcome) -> State {
        if self.ending.is_final() { State::Settled(outcome) } else { State::Watched { ending: self.ending, outcome } }
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
