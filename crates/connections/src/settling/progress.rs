//! What Plaid knows of an opened page, and what follows from it for the session.

use std::time::Duration;

use jiff::Timestamp;
use plaid::{ErrorClass, LinkProgress};
use tracing::{instrument, warn};

use crate::{
    Connections, StoreError,
    model::link_session::{Event, LinkSession, Page},
};

/// How long an opened page may still be at work after its link token ran out: Plaid closes an abandoned session 5 to 15
/// minutes after the last action.
const GRACE: Duration = Duration::from_mins(15);

impl Connections {
    /// Asks Plaid about the page of a session, and moves the session on where the answer says so. The session comes back
    /// as it is now; `None` where somebody else moved it.
    #[instrument(skip_all, fields(session = %session.id))]
    pub(crate) async fn ask(&self, session: LinkSession) -> Result<Option<LinkSession>, StoreError> {
        let Some(page) = &session.page else { return Ok(Some(session)) };
        let (event, plaid_session_id) = match self.plaid().link_progress(&page.token).await {
            Ok(answer) => (
                event_of(&answer.value, page, self.now()),
                answer.value.sessions.last().map(|opened| opened.id.clone()),
            ),
            Err(error) if error.class() == ErrorClass::Session => (Some(Event::Expired), None),
            Err(error) => {
                warn!(%error, request_id = error.request_id(), "nothing is known of the page");
                // Whatever it was at, it can't be at it for ever.
                ((self.now() >= page.expires_at + GRACE).then_some(Event::Expired), None)
            }
        };
        match event.filter(|event| session.state.after(*event).is_ok()) {
            None => Ok(Some(session)),
            Some(event) => {
                self.advance(session.id, event, |session| {
                    session.plaid_session_id = plaid_session_id.or(session.plaid_session_id.take());
                })
                .await
            }
        }
    }
}

/// What happened to the page, or nothing while it may still be at work.
///
/// A page can be opened more than once, in the window and in the browser. One success is the success of all: Plaid
/// takes no second one. Without a success it is over when all of them are. Where the last one is over and an earlier one
/// is not, the user has left, and somebody may still come back to the earlier one.
fn event_of(progress: &LinkProgress, page: &Page, now: Timestamp) -> Option<Event> {
    let sessions = &progress.sessions;
    let is_finished = |session: &&plaid::LinkSession| session.finished_at.is_some();
    if sessions.iter().filter(is_finished).any(|session| session.exit.is_none()) {
        return Some(Event::Finished { success: true });
    }
    let Some(last) = sessions.iter().max_by_key(|session| session.started_at) else {
        return (now >= page.expires_at).then_some(Event::Expired);
    };
    if sessions.iter().all(|session| session.finished_at.is_some()) {
        return Some(Event::Finished { success: false });
    }
    if now >= page.expires_at + GRACE {
        return Some(Event::Expired);
    }
    last.finished_at.is_some().then_some(Event::Left)
}

#[cfg(test)]
mod tests {
    use plaid::{Exit, HostedLinkUrl, LinkToken};

    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    /// A session that began in this minute; finished or not, and then with an exit or not.
    fn opened(minute: u32, finished: Option<bool>) -> plaid::LinkSession {
        let exit = Exit { status: None, error: None, request_id: None };
        plaid::LinkSession {
            id: format!("opened-{minute}"),
            started_at: Some(Timestamp::UNIX_EPOCH + MINUTE * minute),
            finished_at: finished.map(|_| Timestamp::UNIX_EPOCH + MINUTE * (minute + 1)),
            exit: (finished == Some(false)).then_some(exit),
            public_tokens: Vec::new(),
            events: Vec::new(),
        }
    }

    #[track_caller]
    fn check(sessions: &[plaid::LinkSession], minute: u32, expected: Option<Event>) {
        let page = Page {
            token: LinkToken::new("token".to_owned()),
            url: HostedLinkUrl::new("https://page.test".to_owned()),
            expires_at: Timestamp::UNIX_EPOCH + MINUTE * 30,
        };
        let progress = LinkProgress { sessions: sessions.to_vec(), expires_at: None };
        assert_eq!(event_of(&progress, &page, Timestamp::UNIX_EPOCH + MINUTE * minute), expected);
    }

    const SUCCESS: Option<Event> = Some(Event::Finished { success: true });
    const EXIT: Option<Event> = Some(Event::Finished { success: false });

    #[test]
    fn a_page_that_nobody_opened_waits_until_its_token_runs_out() {
        check(&[], 29, None);
        check(&[], 30, Some(Event::Expired));
    }

    #[test]
    fn an_opened_page_may_outlive_its_token_by_the_time_that_plaid_takes_to_close_it() {
        check(&[opened(1, None)], 44, None);
        check(&[opened(1, None)], 45, Some(Event::Expired));
    }

    #[test]
    fn a_finished_page_is_over_with_or_without_success() {
        check(&[opened(1, Some(true))], 2, SUCCESS);
        check(&[opened(1, Some(false))], 2, EXIT);
    }

    #[test]
    fn of_several_openings_one_success_is_enough() {
        check(&[opened(1, None), opened(2, Some(true))], 3, SUCCESS);
        check(&[opened(1, Some(true)), opened(2, None)], 3, SUCCESS);
        check(&[opened(1, Some(false)), opened(2, Some(true))], 3, SUCCESS);
    }

    #[test]
    fn without_success_all_openings_have_to_be_over() {
        check(&[opened(1, Some(false)), opened(2, Some(false))], 3, EXIT);
        check(&[opened(1, Some(false)), opened(2, None)], 3, None);
    }

    #[test]
    fn whoever_closed_the_last_opening_has_left_although_an_earlier_one_stands() {
        check(&[opened(1, None), opened(2, Some(false))], 3, Some(Event::Left));
        check(&[opened(2, Some(false)), opened(1, None)], 3, Some(Event::Left));
        check(&[opened(1, None), opened(2, Some(false))], 45, Some(Event::Expired));
    }
}
