//! All states and all events in one table, and what holds whatever happens.

use proptest::{collection::vec, prelude::*, sample::select};

use super::*;

const ENDINGS: [Ending; 5] = [Ending::Completed, Ending::Exited, Ending::Left, Ending::Lost, Ending::Expired];
const OUTCOMES: [Outcome; 5] =
    [Outcome::Updated, Outcome::Repaired, Outcome::Unchanged, Outcome::Unread, Outcome::NotOpened];

const EVENTS: [Event; 13] = [
    Event::LinkCreated,
    Event::LinkRefused,
    Event::FoundAtStart,
    Event::Left,
    Event::WindowLost,
    Event::Finished { success: true },
    Event::Finished { success: false },
    Event::Expired,
    Event::Reconciled { changed: true },
    Event::Reconciled { changed: false },
    Event::Unreadable,
    Event::FoundAmbiguous,
    Event::GivenUp,
];

/// What follows, a line for each kind of state and a column for each event in the order of [`EVENTS`]:
/// `.` refused · `=` stays · `open` · `none` settled, not opened · `completed`, `exited`, `left`, `lost`, `expired` ended
/// that way, with `?` in front still awaiting the mapping · `asked` awaiting the mapping · `read` settled, or watched where the ending is not final.
const TABLE: [(&str, &str); 11] = [
    ("requested       ", "open none none none .    .         .      none    .    .    .    .    ."),
    ("open            ", ".    .    lost left lost completed exited expired .    .    .    .    ."),
    ("ended, final    ", ".    .    =    .    .    .         .      .       read read read asked read"),
    ("ended, not final", ".    .    =    .    .    completed exited expired read read read asked read"),
    ("ended, exited   ", ".    .    =    .    .    completed .      expired read read read asked read"),
    ("asked, final    ", ".    .    =    .    .    .         .      .       read read =    =    read"),
    ("asked, not final", ".    .    =    .    .    ?completed ?exited ?expired read read =    =    read"),
    ("asked, exited   ", ".    .    =    .    .    ?completed .     ?expired read read =    =    read"),
    ("watched, exited ", ".    .    =    .    .    completed .      expired .    .    .    .    ."),
    ("watched         ", ".    .    =    .    .    completed exited expired .    .    .    .    ."),
    ("settled         ", ".    .    .    .    .    .         .      .       .    .    .    .    ."),
];

fn all_pages() -> impl Iterator<Item = Ended> {
    let earlier = [None].into_iter().chain(OUTCOMES.map(Some));
    earlier.flat_map(|earlier| ENDINGS.map(|ending| Ended { ending, earlier }))
}

fn all_states() -> Vec<State> {
    let mut states = vec![State::Requested, State::Open];
    states.extend(all_pages().map(State::Ended));
    states.extend(all_pages().map(State::AwaitingMapping));
    let open = ENDINGS.into_iter().filter(|ending| !ending.is_final());
    states.extend(open.flat_map(|ending| OUTCOMES.map(|outcome| State::Watched { ending, outcome })));
    states.extend(OUTCOMES.map(State::Settled));
    states
}

fn kind(state: State) -> &'static str {
    match state {
        State::Requested => "requested",
        State::Open => "open",
        State::Ended(page) if page.ending.is_final() => "ended, final",
        State::Ended(Ended { ending: Ending::Exited, .. }) => "ended, exited",
        State::Ended(_) => "ended, not final",
        State::AwaitingMapping(page) if page.ending.is_final() => "asked, final",
        State::AwaitingMapping(Ended { ending: Ending::Exited, .. }) => "asked, exited",
        State::AwaitingMapping(_) => "asked, not final",
        State::Watched { ending: Ending::Exited, .. } => "watched, exited",
        State::Watched { .. } => "watched",
        State::Settled(_) => "settled",
        State::AwaitingChoice | State::Exchanging | State::Held => unreachable!("the table of arrivals has these"),
    }
}

/// The page of a state, and what an earlier reading of it came to.
fn page(state: State) -> (Option<Ending>, Option<Outcome>) {
    match state {
        State::Requested | State::Open | State::AwaitingChoice | State::Exchanging | State::Held => (None, None),
        State::Ended(page) | State::AwaitingMapping(page) => (Some(page.ending), page.earlier),
        State::Watched { ending, outcome } => (Some(ending), Some(outcome)),
        State::Settled(outcome) => (None, Some(outcome)),
    }
}

/// The outcome of a reading, written down once more and the other way round.
fn outcome(ending: Ending, earlier: Option<Outcome>, event: Event) -> Outcome {
    if event == (Event::Reconciled { changed: true }) {
        return if ending == Ending::Completed { Outcome::Updated } else { Outcome::Repaired };
    }
    if event != (Event::Reconciled { changed: false }) {
        return earlier.unwrap_or(Outcome::Unread);
    }
    let known = earlier.filter(|earlier| *earlier != Outcome::Unread);
    known.unwrap_or(if ending == Ending::Completed { Outcome::Updated } else { Outcome::Unchanged })
}

fn expected(state: State, event: Event, cell: &str) -> Option<State> {
    let (ending, earlier) = page(state);
    let ended = |ending| Some(State::Ended(Ended { ending, earlier }));
    if let Some(ending) = cell.strip_prefix('?') {
        return match expected(state, event, ending) {
            Some(State::Ended(page)) => Some(State::AwaitingMapping(page)),
            other => panic!("`{ending}` is no ending but {other:?}"),
        };
    }
    match cell {
        "." => None,
        "=" => Some(state),
        "open" => Some(State::Open),
        "none" => Some(State::Settled(Outcome::NotOpened)),
        "completed" => ended(Ending::Completed),
        "exited" => ended(Ending::Exited),
        "left" => ended(Ending::Left),
        "lost" => ended(Ending::Lost),
        "expired" => ended(Ending::Expired),
        "asked" => Some(State::AwaitingMapping(Ended { ending: ending.unwrap(), earlier })),
        "read" => {
            let ending = ending.unwrap();
            let outcome = outcome(ending, earlier, event);
            Some(if ending.is_final() { State::Settled(outcome) } else { State::Watched { ending, outcome } })
        }
        other => panic!("`{other}` means nothing"),
    }
}

#[test]
fn every_state_answers_every_event_as_the_table_says() {
    for state in all_states() {
        let (_, row) = TABLE.iter().find(|(name, _)| name.trim() == kind(state)).unwrap();
        let cells: Vec<&str> = row.split_whitespace().collect();
        assert_eq!(cells.len(), EVENTS.len(), "{row}");
        for (event, cell) in EVENTS.into_iter().zip(cells) {
            let expected = expected(state, event, cell).ok_or(Refused { state, event });
            assert_eq!(state.after(event), expected, "{state:?} after {event:?}");
        }
    }
}

#[test]
fn only_a_page_that_can_not_go_on_has_ended_for_good() {
    let last: Vec<Ending> = ENDINGS.into_iter().filter(|ending| ending.is_final()).collect();
    assert_eq!(last, [Ending::Completed, Ending::Expired]);
}

#[test]
fn a_last_reading_that_changes_nothing_keeps_the_earlier_outcome() {
    for outcome in [Outcome::Repaired, Outcome::Unchanged] {
        for event in [Event::Finished { success: false }, Event::Finished { success: true }, Event::Expired] {
            let ended = State::Watched { ending: Ending::Left, outcome }.after(event).unwrap();
            assert_eq!(ended.after(Event::Reconciled { changed: false }).unwrap().outcome(), Some(outcome));
        }
    }
}

#[test]
fn a_completed_page_is_no_update_where_its_accounts_could_not_be_read() {
    let ended = State::Open.after(Event::Finished { success: true }).unwrap();
    assert_eq!(ended.after(Event::Unreadable), Ok(State::Settled(Outcome::Unread)));
}

#[test]
fn a_question_stands_until_it_is_answered_or_given_up() {
    for ending in ENDINGS {
        let asked = State::AwaitingMapping(Ended { ending, earlier: None });
        assert_eq!(asked.after(Event::Unreadable), Ok(asked));
        assert_eq!(asked.after(Event::GivenUp).unwrap().outcome(), Some(Outcome::Unread));
    }
}

/// The events that come by themselves, without the user.
const BY_ITSELF: [Event; 4] =
    [Event::Expired, Event::Reconciled { changed: true }, Event::Unreadable, Event::FoundAtStart];

#[test]
fn every_state_settles_by_itself() {
    for state in all_states() {
        let mut reached = vec![state];
        for _ in 0..4 {
            let next: Vec<State> = reached
                .iter()
                .flat_map(|state| BY_ITSELF.iter().filter_map(|event| state.after(*event).ok()))
                .collect();
            reached.extend(next);
        }
        assert!(reached.iter().any(|state| state.is_settled()), "{state:?} never settles");
    }
}

proptest! {
    #[test]
    fn an_opened_page_is_read_before_it_is_settled(events in vec(select(EVENTS.to_vec()), 0..40)) {
        let mut state = State::Requested;
        let (mut opened, mut read) = (false, false);
        for event in events {
            let Ok(next) = state.after(event) else { continue };
            let was_unread = matches!(state, State::Ended(_) | State::AwaitingMapping(_));
            opened |= next == State::Open;
            let reads = matches!(event, Event::Reconciled { .. } | Event::Unreadable | Event::GivenUp);
            read |= reads;
            prop_assert!(reads || !was_unread || !next.is_settled(), "{:?} settled by {:?}", state, event);
            prop_assert!(!opened || read || !next.is_settled(), "{:?} settled unread by {:?}", state, event);
            state = next;
        }
    }

    #[test]
    fn only_a_completed_page_is_called_updated(events in vec(select(EVENTS.to_vec()), 0..40)) {
        let mut state = State::Requested;
        let mut completed = false;
        for event in events {
            let Ok(next) = state.after(event) else { continue };
            completed |= event == (Event::Finished { success: true });
            let called_updated = next.outcome() == Some(Outcome::Updated);
            prop_assert!(completed || !called_updated, "{:?} after {:?}", next, event);
            state = next;
        }
    }
}
