//! What Plaid knows of an opened page, and what follows from it for the session.

use std::time::Duration;

use jiff::Timestamp;
use plaid::{ErrorClass, LinkProgress, Verdict};
use tracing::{instrument, warn};

use crate::{
    Connections, StoreError,
    model::{
        connection::Institution,
        link_session::{Event, LinkSession, Page, PageExit},
    },
    store,
};

/// How long an opened page may still be at work after its link token ran out, before somebody has to look: Plaid closes
/// an abandoned session 5 to 15 minutes after the last action.
const GRACE: Duration = Duration::from_mins(15);
/// How long Plaid tells what became of a page. From then on nobody can say more of it.
const TOLD_FOR: Duration = Duration::from_hours(6);

impl Connections {
    /// Asks Plaid about the page of a session, and moves the session on where the answer says so. The session comes back
    /// as it is now; `None` where somebody else moved it.
    #[instrument(skip_all, fields(session = %session.id))]
    pub(crate) async fn ask(&self, session: LinkSession) -> Result<Option<LinkSession>, StoreError> {
        let Some(page) = &session.page else { return Ok(Some(session)) };
        let (events, last, request_id) = match self.plaid().link_progress(&page.token).await {
            Ok(answer) => (events_of(&answer.value, page, self.now()), last_of(answer.value), Some(answer.request_id)),
            Err(error) if error.class() == ErrorClass::Session => {
                (vec![Event::Expired], None, error.request_id().map(str::to_owned))
            }
            Err(error) => {
                warn!(%error, request_id = error.request_id(), "nothing is known of the page");
                (events_of_time(page, self.now()), None, None)
            }
        };
        match events.into_iter().find(|event| session.state.after(*event).is_ok()) {
            None => self.note_opening(session, last, request_id).await,
            Some(event) => {
                self.advance_upon(session.id, event, request_id.as_deref(), |session| {
                    let Some(last) = last else { return };
                    session.institution = session.institution.take().or_else(|| left_at(last.exit.as_ref()));
                    session.exit = last.exit.map(PageExit::from).or(session.exit.take());
                    session.plaid_session_id = Some(last.id);
                })
                .await
            }
        }
    }

    /// Keeps what Plaid calls the last opening of a page of which there is nothing else to say: whoever leaves it may be
    /// asked for that.
    async fn note_opening(
        &self,
        session: LinkSession,
        last: Option<plaid::LinkSession>,
        request_id: Option<String>,
    ) -> Result<Option<LinkSession>, StoreError> {
        let Some(last) = last.filter(|last| session.plaid_session_id.as_deref() != Some(&last.id)) else {
            return Ok(Some(session));
        };
        let mut records = self.database().write().await?;
        let mut on_record = store::link_sessions::get(&mut records, session.id).await?.ok_or(StoreError::NotFound)?;
        if on_record.state != session.state {
            return Ok(None);
        }
        on_record.plaid_session_id = Some(last.id);
        on_record.note_request(request_id.as_deref());
        store::link_sessions::save(&mut records, &on_record).await?;
        records.commit().await?;
        Ok(Some(on_record))
    }
}

/// What happened to the page, the most telling first; nothing while it may still be at work. What the session knows
/// already it refuses, and takes the next.
///
/// A page can be opened more than once, in the window and in the browser. One success is the success of all: Plaid
/// takes no second one. Without a success it has ended when all of them have, and is over when it can't be opened anew.
/// Where the last one has ended and an earlier one has not, the user has left, and somebody may still come back to the
/// earlier one.
fn events_of(progress: &LinkProgress, page: &Page, now: Timestamp) -> Vec<Event> {
    let sessions = &progress.sessions;
    if sessions.iter().any(|session| session.verdict() == Some(Verdict::Succeeded)) {
        return vec![Event::Finished { success: true }];
    }
    let is_finished = |session: &plaid::LinkSession| session.finished_at.is_some();
    let is_over = (now >= page.expires_at).then_some(Event::Expired);
    match sessions.iter().max_by_key(|session| session.started_at) {
        None => is_over.into_iter().collect(),
        Some(_) if sessions.iter().all(is_finished) => {
            [Event::Finished { success: false }].into_iter().chain(is_over).collect()
        }
        Some(last) => {
            let is_left = is_finished(last).then_some(Event::Left);
            events_of_time(page, now).into_iter().chain(is_left).collect()
        }
    }
}

/// What follows from the time alone: whatever the page is at, it can't be at it for ever.
fn events_of_time(page: &Page, now: Timestamp) -> Vec<Event> {
    let is_untold = (now >= page.expires_at + TOLD_FOR).then_some(Event::Expired);
    let is_lost = (now >= page.expires_at + GRACE).then_some(Event::WindowLost);
    is_untold.into_iter().chain(is_lost).collect()
}

/// The bank at which a user left the page, where Plaid tells.
fn left_at(exit: Option<&plaid::Exit>) -> Option<Institution> {
    let whereabouts = exit?.status.as_ref()?;
    let id = whereabouts.institution_id.clone()?;
    Some(Institution { name: whereabouts.institution_name.clone().unwrap_or_else(|| id.clone()), id })
}

/// The last opening of the page.
fn last_of(progress: LinkProgress) -> Option<plaid::LinkSession> {
    progress.sessions.into_iter().max_by_key(|session| session.started_at)
}

impl From<plaid::Exit> for PageExit {
    fn from(exit: plaid::Exit) -> Self {
        Self {
            step: exit.step().map(str::to_owned),
            code: exit.error.as_ref().map(|error| error.code.clone()),
            request_id: exit.request_id,
        }
    }
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
            added: Vec::new(),
            events: Vec::new(),
        }
    }

    #[track_caller]
    fn check(sessions: &[plaid::LinkSession], minute: u32, expected: &[Event]) {
        let page = Page {
            token: LinkToken::new("token".to_owned()),
            url: HostedLinkUrl::new("https://page.test".to_owned()),
            expires_at: Timestamp::UNIX_EPOCH + MINUTE * 30,
        };
        let progress = LinkProgress { sessions: sessions.to_vec(), expires_at: None };
        assert_eq!(events_of(&progress, &page, Timestamp::UNIX_EPOCH + MINUTE * minute), expected);
    }

    const SUCCESS: &[Event] = &[Event::Finished { success: true }];
    const EXIT: &[Event] = &[Event::Finished { success: false }];
    const HOUR: u32 = 60;

    #[test]
    fn a_page_that_nobody_opened_waits_until_its_token_runs_out() {
        check(&[], 29, &[]);
        check(&[], 30, &[Event::Expired]);
    }

    #[test]
    fn an_opened_page_is_lost_when_plaid_should_have_closed_it_and_over_when_plaid_has_forgotten_it() {
        check(&[opened(1, None)], 44, &[]);
        check(&[opened(1, None)], 45, &[Event::WindowLost]);
        check(&[opened(1, None)], 30 + 6 * HOUR, &[Event::Expired, Event::WindowLost]);
    }

    #[test]
    fn a_finished_page_is_over_with_or_without_success() {
        check(&[opened(1, Some(true))], 2, SUCCESS);
        check(&[opened(1, Some(false))], 2, EXIT);
    }

    #[test]
    fn a_page_that_was_exited_can_be_opened_anew_until_its_token_runs_out() {
        check(&[opened(1, Some(false))], 29, EXIT);
        check(&[opened(1, Some(false))], 30, &[Event::Finished { success: false }, Event::Expired]);
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
        check(&[opened(1, Some(false)), opened(2, None)], 3, &[]);
    }

    #[test]
    fn whoever_closed_the_last_opening_has_left_although_an_earlier_one_stands() {
        check(&[opened(1, None), opened(2, Some(false))], 3, &[Event::Left]);
        check(&[opened(2, Some(false)), opened(1, None)], 3, &[Event::Left]);
        check(&[opened(1, None), opened(2, Some(false))], 45, &[Event::WindowLost, Event::Left]);
    }
}
