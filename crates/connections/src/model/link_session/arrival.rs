//! From a completed page to a login in the records: the part of the state machine that only sessions which bring a login
//! go through.

use super::{Ended, Ending, Event, Fruitless, Outcome, State};

/// After a page that is over. Only one that was completed brings anything.
pub(super) const fn after_completed(page: Ended, event: Event) -> Option<State> {
    match (page.ending, event) {
        (Ending::Completed, Event::FoundDuplicate) => Some(State::AwaitingChoice),
        (Ending::Completed, Event::Accepted) => Some(State::Exchanging),
        (Ending::Completed, Event::Fruitless(why)) => match why {
            Fruitless::Stopped | Fruitless::WrongBank | Fruitless::TooLate | Fruitless::Refused => Some(over(why)),
            // Nothing was exchanged that could be lost.
            Fruitless::Lost => None,
        },
        _ => None,
    }
}

/// After the bank was found connected already, while the exchange is under way, and once the token is held.
pub(super) const fn after(state: State, event: Event) -> Option<State> {
    match (state, event) {
        (State::AwaitingChoice | State::Exchanging | State::Held, Event::FoundAtStart) => Some(state),
        (State::AwaitingChoice, Event::Accepted) => Some(State::Exchanging),
        (State::AwaitingChoice, Event::Fruitless(why @ (Fruitless::Stopped | Fruitless::TooLate))) => Some(over(why)),
        (State::Exchanging, Event::Exchanged) => Some(State::Held),
        (State::Exchanging, Event::Fruitless(why @ (Fruitless::TooLate | Fruitless::Refused | Fruitless::Lost))) => {
            Some(over(why))
        }
        (State::Held, Event::FoundAmbiguous) => {
            Some(State::AwaitingMapping(Ended { ending: Ending::Completed, earlier: None }))
        }
        (State::Held, event) => after_held(event),
        _ => None,
    }
}

/// Once the token is held, also while the user is asked about the accounts.
pub(super) const fn after_held(event: Event) -> Option<State> {
    match event {
        Event::Brought(brought) => Some(State::Settled(Outcome::Brought(brought))),
        Event::Fruitless(why @ (Fruitless::Stopped | Fruitless::WrongBank | Fruitless::Refused)) => Some(over(why)),
        Event::Fruitless(Fruitless::TooLate | Fruitless::Lost)
        | Event::LinkCreated
        | Event::LinkRefused
        | Event::FoundAtStart
        | Event::Left
        | Event::WindowLost
        | Event::Finished { .. }
        | Event::Expired
        | Event::Reconciled { .. }
        | Event::Unreadable
        | Event::FoundAmbiguous
        | Event::GivenUp
        | Event::FoundDuplicate
        | Event::Accepted
        | Event::Exchanged => None,
    }
}

const fn over(why: Fruitless) -> State {
    State::Settled(Outcome::Fruitless(why))
}

#[cfg(test)]
mod tests {
    use super::{super::Brought, *};

    const COMPLETED: Ended = Ended { ending: Ending::Completed, earlier: None };
    const BROUGHT: [Brought; 3] = [Brought::Connected, Brought::Replaced, Brought::Reconnected];
    const FRUITLESS: [Fruitless; 5] =
        [Fruitless::Stopped, Fruitless::WrongBank, Fruitless::TooLate, Fruitless::Refused, Fruitless::Lost];

    fn events() -> Vec<Event> {
        let mut events = vec![Event::FoundDuplicate, Event::Accepted, Event::Exchanged];
        events.extend(BROUGHT.map(Event::Brought));
        events.extend(FRUITLESS.map(Event::Fruitless));
        events
    }

    /// The events of [`events`] that a state takes, in their order.
    fn taken(state: State) -> Vec<(Event, State)> {
        events().into_iter().filter_map(|event| Some((event, state.after(event).ok()?))).collect()
    }

    fn over_by(reasons: &[Fruitless]) -> Vec<(Event, State)> {
        reasons.iter().map(|why| (Event::Fruitless(*why), over(*why))).collect()
    }

    #[test]
    fn a_login_comes_step_by_step() {
        use Fruitless::{Lost, Refused, Stopped, TooLate, WrongBank};
        let brought = BROUGHT.map(|brought| (Event::Brought(brought), State::Settled(Outcome::Brought(brought))));
        let accepted = (Event::Accepted, State::Exchanging);
        let table = [
            (
                State::Ended(COMPLETED),
                [
                    vec![(Event::FoundDuplicate, State::AwaitingChoice), accepted],
                    over_by(&[Stopped, WrongBank, TooLate, Refused]),
                ],
            ),
            (State::AwaitingChoice, [vec![accepted], over_by(&[Stopped, TooLate])]),
            (State::Exchanging, [vec![(Event::Exchanged, State::Held)], over_by(&[TooLate, Refused, Lost])]),
            (State::Held, [brought.to_vec(), over_by(&[Stopped, WrongBank, Refused])]),
            (State::AwaitingMapping(COMPLETED), [brought.to_vec(), over_by(&[Stopped, WrongBank, Refused])]),
        ];
        for (state, expected) in table {
            assert_eq!(taken(state), expected.concat(), "{state:?}");
        }
    }

    #[test]
    fn only_a_completed_page_brings_a_login() {
        let others = [Ending::Exited, Ending::Left, Ending::Lost, Ending::Expired];
        let pages = others.map(|ending| Ended { ending, earlier: None });
        let states = [State::Requested, State::Open].into_iter();
        let states = states.chain(pages.map(State::Ended)).chain(pages.map(State::AwaitingMapping));
        let watched = State::Watched { ending: Ending::Left, outcome: Outcome::Unchanged };
        for state in states.chain([watched, State::Settled(Outcome::Unchanged)]) {
            assert_eq!(taken(state), [], "{state:?}");
        }
    }

    #[test]
    fn whoever_finds_it_at_the_start_goes_on_where_it_was() {
        for state in [State::AwaitingChoice, State::Exchanging, State::Held] {
            assert_eq!(state.after(Event::FoundAtStart), Ok(state));
            assert!(state.after(Event::Left).is_err(), "there is no page that could be left");
            assert!(state.after(Event::Reconciled { changed: true }).is_err());
        }
    }

    #[test]
    fn accounts_that_can_not_be_told_apart_are_asked_about() {
        assert_eq!(State::Held.after(Event::FoundAmbiguous), Ok(State::AwaitingMapping(COMPLETED)));
    }
}
