//! The guard: while a bank's page may be open, every way out asks first.
//!
//! Plaid gives no sign that credentials were entered, so the guard stands from the moment a session is open, in our
//! window and in the user's browser alike. Pure: it decides, `link::keeper` acts.

use connections::model::ids::LinkSessionId;

/// What the user wishes to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The bank's page.
    Close,
    /// The application.
    Quit,
    /// The place of the user: somebody else may sign in.
    SignOut,
    /// The computer, for a while.
    Lock,
}

/// Who stands at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Guard {
    /// No page is open. Everyone may go.
    #[default]
    Off,
    /// A page is open.
    On {
        /// The session.
        session: LinkSessionId,
        /// The wish that waits for the user's answer.
        wish: Option<Wish>,
    },
}

/// What can happen at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The core says which session is open now, if any.
    OpenSession(Option<LinkSessionId>),
    /// The user wishes to leave.
    Wished(Wish),
    /// The user stays in this session.
    Stay(LinkSessionId),
    /// The user leaves this session.
    Leave(LinkSessionId),
    /// The window of the page is gone without a word.
    WindowLost,
    /// Somebody wishes to quit, and nobody is signed in who could be asked.
    Abandoned,
}

/// What is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Nothing.
    Nothing,
    /// Bring the main window to the front, which shows the warning.
    Ask,
    /// Back to the page of this session.
    ShowPage(LinkSessionId),
    /// The page's window goes, the session is over.
    CloseWindow,
    /// The session is left, its window goes.
    Leave(LinkSessionId),
    /// The session is left, and then what was wished for is done.
    LeaveAnd(LinkSessionId, Wish),
    /// The session lost its window.
    Lost(LinkSessionId),
    /// Nothing is in the way of what was wished for.
    Grant(Wish),
}

impl Guard {
    /// The guard after an event, and what is to be done.
    pub fn after(self, event: Event) -> (Self, Act) {
        match self {
            Self::Off => after_off(event),
            Self::On { session, wish } => after_on(session, wish, event),
        }
    }

    /// The wish that waits for the user's answer in this session.
    pub fn wish(self, of: LinkSessionId) -> Option<Wish> {
        match self {
            Self::On { session, wish } if session == of => wish,
            Self::On { .. } | Self::Off => None,
        }
    }
}

fn after_off(event: Event) -> (Guard, Act) {
    match event {
        Event::OpenSession(Some(session)) => (Guard::On { session, wish: None }, Act::Nothing),
        // A window that outlived its session.
        Event::Wished(Wish::Close) => (Guard::Off, Act::CloseWindow),
        Event::Wished(wish) => (Guard::Off, Act::Grant(wish)),
        Event::Abandoned => (Guard::Off, Act::Grant(Wish::Quit)),
        // Its page is still being asked for, so there is nothing to guard. It can be called off all the same.
        Event::Leave(session) => (Guard::Off, Act::Leave(session)),
        Event::OpenSession(None) | Event::Stay(_) | Event::WindowLost => (Guard::Off, Act::Nothing),
    }
}

fn after_on(session: LinkSessionId, wish: Option<Wish>, event: Event) -> (Guard, Act) {
    let unchanged = Guard::On { session, wish };
    match event {
        Event::OpenSession(Some(open)) if open == session => (unchanged, Act::Nothing),
        Event::OpenSession(Some(open)) => (Guard::On { session: open, wish: None }, Act::CloseWindow),
        // Also a wish to quit is over: there is a result to be seen now.
        Event::OpenSession(None) => (Guard::Off, Act::CloseWindow),
        // The last wish is the one that is asked about.
        Event::Wished(new) => (Guard::On { session, wish: Some(new) }, Act::Ask),
        Event::Stay(of) if of == session => (Guard::On { session, wish: None }, Act::ShowPage(session)),
        Event::Leave(of) if of == session => {
            let act = match wish {
                Some(wish @ (Wish::Quit | Wish::SignOut | Wish::Lock)) => Act::LeaveAnd(session, wish),
                Some(Wish::Close) | None => Act::Leave(session),
            };
            // Until the records say that it is left, the page is guarded: writing that can fail.
            (unchanged, act)
        }
        // An answer that speaks of an earlier session.
        Event::Stay(_) | Event::Leave(_) => (unchanged, Act::Nothing),
        Event::WindowLost => (unchanged, Act::Lost(session)),
        // Nobody could answer, and nobody could ever quit. What the page comes to is found at the next start.
        Event::Abandoned => (unchanged, Act::LeaveAnd(session, Wish::Quit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(text: &str) -> LinkSessionId {
        format!("lks_{text:0>32}").parse().unwrap()
    }

    #[test]
    fn every_event_has_its_act() {
        let (one, other) = (session("1"), session("2"));
        let on = |wish| Guard::On { session: one, wish };
        let (close, quit) = (Some(Wish::Close), Some(Wish::Quit));
        let cases = [
            (Guard::Off, Event::OpenSession(Some(one)), on(None), Act::Nothing),
            (Guard::Off, Event::OpenSession(None), Guard::Off, Act::Nothing),
            (Guard::Off, Event::Wished(Wish::Quit), Guard::Off, Act::Grant(Wish::Quit)),
            (Guard::Off, Event::Wished(Wish::SignOut), Guard::Off, Act::Grant(Wish::SignOut)),
            (Guard::Off, Event::Wished(Wish::Lock), Guard::Off, Act::Grant(Wish::Lock)),
            (on(None), Event::Wished(Wish::SignOut), on(Some(Wish::SignOut)), Act::Ask),
            (on(None), Event::Wished(Wish::Lock), on(Some(Wish::Lock)), Act::Ask),
            (on(Some(Wish::Lock)), Event::Stay(one), on(None), Act::ShowPage(one)),
            (on(Some(Wish::SignOut)), Event::Leave(one), on(Some(Wish::SignOut)), Act::LeaveAnd(one, Wish::SignOut)),
            (on(Some(Wish::Lock)), Event::Leave(one), on(Some(Wish::Lock)), Act::LeaveAnd(one, Wish::Lock)),
            (Guard::Off, Event::Wished(Wish::Close), Guard::Off, Act::CloseWindow),
            (Guard::Off, Event::Stay(one), Guard::Off, Act::Nothing),
            (Guard::Off, Event::Leave(one), Guard::Off, Act::Leave(one)),
            (Guard::Off, Event::WindowLost, Guard::Off, Act::Nothing),
            (on(None), Event::OpenSession(Some(one)), on(None), Act::Nothing),
            (on(close), Event::OpenSession(Some(one)), on(close), Act::Nothing),
            (on(quit), Event::OpenSession(None), Guard::Off, Act::CloseWindow),
            (on(close), Event::OpenSession(Some(other)), Guard::On { session: other, wish: None }, Act::CloseWindow),
            (on(None), Event::Wished(Wish::Close), on(close), Act::Ask),
            (on(None), Event::Wished(Wish::Quit), on(quit), Act::Ask),
            (on(close), Event::Wished(Wish::Quit), on(quit), Act::Ask),
            (on(quit), Event::Wished(Wish::Close), on(close), Act::Ask),
            (on(close), Event::Wished(Wish::Close), on(close), Act::Ask),
            (on(close), Event::Stay(one), on(None), Act::ShowPage(one)),
            (on(quit), Event::Stay(one), on(None), Act::ShowPage(one)),
            (on(quit), Event::Stay(other), on(quit), Act::Nothing),
            (on(close), Event::Leave(one), on(close), Act::Leave(one)),
            (on(None), Event::Leave(one), on(None), Act::Leave(one)),
            (on(quit), Event::Leave(one), on(quit), Act::LeaveAnd(one, Wish::Quit)),
            (on(quit), Event::Leave(other), on(quit), Act::Nothing),
            (on(None), Event::WindowLost, on(None), Act::Lost(one)),
            (on(quit), Event::WindowLost, on(quit), Act::Lost(one)),
            (Guard::Off, Event::Abandoned, Guard::Off, Act::Grant(Wish::Quit)),
            (on(None), Event::Abandoned, on(None), Act::LeaveAnd(one, Wish::Quit)),
            (on(close), Event::Abandoned, on(close), Act::LeaveAnd(one, Wish::Quit)),
        ];
        for (guard, event, after, act) in cases {
            assert_eq!(guard.after(event), (after, act), "{guard:?} after {event:?}");
        }
    }

    #[test]
    fn no_wish_ends_an_open_session_by_itself() {
        for wish in [Wish::Close, Wish::Quit, Wish::SignOut, Wish::Lock] {
            for before in [None, Some(Wish::Close), Some(Wish::Quit)] {
                let (_, act) = Guard::On { session: session("1"), wish: before }.after(Event::Wished(wish));
                assert_eq!(act, Act::Ask, "the user has to be asked first");
            }
        }
    }

    #[test]
    fn a_wish_is_told_only_of_its_own_session() {
        let guard = Guard::On { session: session("1"), wish: Some(Wish::Quit) };
        assert_eq!(guard.wish(session("1")), Some(Wish::Quit));
        assert_eq!(guard.wish(session("2")), None);
        assert_eq!(Guard::Off.wish(session("1")), None);
    }
}
