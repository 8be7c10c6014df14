//! What the several accounts of a session's ending mean together. Nothing is read or asked here.

use crate::endpoints::link_progress::{Exit, LinkSession};

/// The event of a user who goes without success.
pub(crate) const EXIT: &str = "EXIT";
/// The event of a user who goes with success.
const HANDOFF: &str = "HANDOFF";

/// How a finished session ended. In update mode a success still has to be confirmed by `/item/get`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The user went through to the end.
    Succeeded,
    /// The user left, gave up, or was too slow.
    Exited(Exit),
    /// What Plaid tells contradicts itself. Only the Item itself can say what became of it.
    Unclear,
}

impl LinkSession {
    /// How the session ended, or nothing while it is open: Plaid calls it finished by `finished_at` alone.
    ///
    /// A public token, in whichever place, and the event `HANDOFF` speak for success; `exit`, `on_exit` and the event
    /// `EXIT` against it. Both together are unclear.
    ///
    /// Where nothing speaks for either, it matters whether Plaid told of events at all. Whether it does in update mode is
    /// not documented, and `results` may be empty there, so silence is a success: that is Plaid's own way to tell of an
    /// update without an exit. Events that tell of the session, but of no end, contradict such a success. It is
    /// what an abandoned session would look like that Plaid closed without writing an exit.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.finished_at?;
        let has_proof = !self.added.is_empty() || self.events.iter().any(|event| event == HANDOFF);
        Some(match &self.exit {
            None if has_proof || self.events.is_empty() => Verdict::Succeeded,
            Some(exit) if !has_proof => Verdict::Exited(exit.clone()),
            None | Some(_) => Verdict::Unclear,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{endpoints::link_progress::added::AddedItem, tokens::PublicToken};

    fn session(exit: Option<Exit>, has_token: bool, events: &str) -> LinkSession {
        let public_token = PublicToken::new("public-1".into());
        let added = has_token.then_some(AddedItem { public_token, institution: None, accounts: Vec::new() });
        LinkSession {
            id: "session".to_owned(),
            started_at: None,
            finished_at: Some(Timestamp::UNIX_EPOCH),
            exit,
            added: added.into_iter().collect(),
            events: events.split_whitespace().map(str::to_owned).collect(),
        }
    }

    #[test]
    fn the_evidence_is_weighed_together() {
        let exit = Exit { status: None, error: None, request_id: Some("request-1".to_owned()) };
        let exited = Verdict::Exited(exit.clone());
        let table = [
            (false, false, "", Verdict::Succeeded),
            (false, false, "OPEN HANDOFF", Verdict::Succeeded),
            (false, false, "OPEN TRANSITION_VIEW", Verdict::Unclear),
            (false, true, "", Verdict::Succeeded),
            (false, true, "OPEN", Verdict::Succeeded),
            (false, true, "OPEN HANDOFF", Verdict::Succeeded),
            (true, false, "", exited.clone()),
            (true, false, "OPEN", exited.clone()),
            (true, false, "OPEN ERROR EXIT", exited),
            (true, false, "OPEN HANDOFF", Verdict::Unclear),
            (true, false, "HANDOFF EXIT", Verdict::Unclear),
            (true, true, "", Verdict::Unclear),
        ];
        for (has_exit, has_token, events, expected) in table {
            let found = session(has_exit.then(|| exit.clone()), has_token, events).verdict();
            assert_eq!(found, Some(expected), "exit: {has_exit}, token: {has_token}, events: {events}");
        }
    }

    #[test]
    fn nothing_is_said_of_an_open_session_whatever_speaks_for_its_end() {
        let exit = Exit { status: None, error: None, request_id: None };
        for (exit, has_token, events) in [(Some(exit), false, "EXIT"), (None, true, "HANDOFF"), (None, false, "")] {
            let open = LinkSession { finished_at: None, ..session(exit, has_token, events) };
            assert_eq!(open.verdict(), None);
        }
    }
}
