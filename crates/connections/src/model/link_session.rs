//! A link session: one opening of Plaid's page, from before the link token is asked for until its result is settled.
//!
//! The states are written before each step, so that after a crash the last one written tells what has to be done.
//! Plaid gives no sign that credentials were entered; whoever leaves an open page may have repaired the login already.
//! That is why every ending, whatever it was, leads through a reconciliation.

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
    /// Whether the page can do nothing more at the bank. After any other ending it is watched until Plaid closes it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        match self {
            Self::Completed | Self::Exited | Self::Expired => true,
            Self::Left | Self::Lost => false,
        }
    }
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
    /// The page was never opened.
    NotOpened,
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Written before the link token is asked for. Nothing can have happened at the bank.
    Requested,
    /// The page is open, in our window or in the user's browser.
    Open,
    /// The page is left; the records don't say yet what it left behind.
    Ended(Ending),
    /// The reconciliation found accounts that only the user can tell apart. Nothing of it is written.
    AwaitingMapping(Ending),
    /// The records are right as of the ending, but Plaid has not closed the page. Read once more when it does.
    Watched(Outcome),
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
    Finished { success: bool },
    /// Plaid no longer knows the link token, or its time is over.
    Expired,
    /// The plan is committed. `changed` tells whether it changed anything.
    Reconciled { changed: bool },
    /// The plan has accounts that only the user can tell apart.
    FoundAmbiguous,
    /// Another session of the same connection begins and takes the watching over.
    Superseded,
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
            Self::Watched(outcome) => after_watched(outcome, event),
            Self::Settled(_) => None,
        };
        match next {
            Some(state) => Ok(state),
            None => Err(Refused { state: self, event }),
        }
    }
}

const fn finished(success: bool) -> State {
    State::Ended(if success { Ending::Completed } else { Ending::Exited })
}

const fn after_requested(event: Event) -> Option<State> {
    match event {
        Event::LinkCreated => Some(State::Open),
        Event::LinkRefused | Event::FoundAtStart | Event::Left | Event::Expired => Some(State::Settled(Outcome::NotOpened)),
        Event::WindowLost
        | Event::Finished { .. }
        | Event::Reconciled { .. }
        | Event::FoundAmbiguous
        | Event::Superseded => None,
    }
}

const fn after_open(event: Event) -> Option<State> {
    match event {
        Event::FoundAtStart | Event::WindowLost => Some(State::Ended(Ending::Lost)),
        Event::Left => Some(State::Ended(Ending::Left)),
        Event::Finished { success } => Some(finished(success)),
        Event::Expired => Some(State::Ended(Ending::Expired)),
        Event::LinkCreated
        | Event::LinkRefused
        | Event::Reconciled { .. }
        | Event::FoundAmbiguous
        | Event::Superseded => None,
    }
}

const fn after_ended(ending: Ending, event: Event) -> Option<State> {
    match event {
        Event::Reconciled { changed } => {
            let outcome = match (ending, changed) {
                (Ending::Completed, _) => Outcome::Updated,
                (_, true) => Outcome::Repaired,
                (_, false) => Outcome::Unchanged,
            };
            Some(if ending.is_final() { State::Settled(outcome) } else { State::Watched(outcome) })
        }
        Event::FoundAmbiguous => Some(State::AwaitingMapping(ending)),
        Event::FoundAtStart => Some(State::Ended(ending)),
        Event::Finished { success } if !ending.is_final() => Some(finished(success)),
        Event::Expired if !ending.is_final() => Some(State::Ended(Ending::Expired)),
        Event::LinkCreated
        | Event::LinkRefused
        | Event::Left
        | Event::WindowLost
        | Event::Finished { .. }
        | Event::Expired
        | Event::Superseded => None,
    }
}

const fn after_awaiting(ending: Ending, event: Event) -> Option<State> {
    match event {
        Event::FoundAtStart | Event::FoundAmbiguous => Some(State::AwaitingMapping(ending)),
        Event::Finished { .. } | Event::Expired | Event::Reconciled { .. } => after_ended(ending, event),
        Event::LinkCreated | Event::LinkRefused | Event::Left | Event::WindowLost | Event::Superseded => None,
    }
}

const fn after_watched(outcome: Outcome, event: Event) -> Option<State> {
    match event {
        Event::FoundAtStart => Some(State::Watched(outcome)),
        Event::Finished { success } => Some(finished(success)),
        Event::Expired => Some(State::Ended(Ending::Expired)),
        Event::Superseded => Some(State::Settled(outcome)),
        Event::LinkCreated
        | Event::LinkRefused
        | Event::Left
        | Event::WindowLost
        | Event::Reconciled { .. }
        | Event::FoundAmbiguous => None,
    }
}
