//! A link session: one opening of the hosted page, how far the user has come, and how it ended.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    bank::{BankAccount, Challenge},
    seed::Ids,
    switches::Switches,
};

/// One opening of the hosted page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LinkSession {
    pub(crate) id: String,
    pub(crate) started_at: Timestamp,
    last_action_at: Timestamp,
    pub(crate) step: Step,
    /// The error code that the page shows.
    pub(crate) problem: Option<String>,
    pub(crate) ending: Option<Ending>,
    pub(crate) events: Vec<LinkEvent>,
}

/// How far the user has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Step {
    Consent,
    ChooseBank,
    Credentials {
        institution_id: String,
    },
    /// At a page of the bank, in a window of its own.
    Oauth {
        institution_id: String,
    },
    Mfa {
        login: Login,
        challenge: Challenge,
    },
    SelectAccounts {
        login: Login,
        since: Timestamp,
    },
    /// Everything is delivered. The user still sees the page that says so.
    Delivered {
        item_id: String,
        institution_id: String,
        public_token: Option<String>,
    },
}

/// Who signed in, and what they hold at the bank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Login {
    pub(crate) institution_id: String,
    pub(crate) username: String,
    pub(crate) accounts: Vec<BankAccount>,
}

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Ending {
    pub(crate) at: Timestamp,
    pub(crate) request_id: String,
    pub(crate) how: How,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum How {
    /// With a public token for a new Item, and for an update where it is switched so.
    Success {
        item_id: String,
        public_token: Option<String>,
    },
    Exit {
        error: Option<String>,
        status: Option<String>,
        institution_id: Option<String>,
    },
}

/// Something that happened in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LinkEvent {
    pub(crate) id: String,
    pub(crate) at: Timestamp,
    pub(crate) name: String,
    pub(crate) metadata: Vec<(String, String)>,
}

impl LinkSession {
    pub(super) fn open(ids: &mut Ids, now: Timestamp) -> Self {
        let mut session = Self {
            id: ids.uuid().to_string(),
            started_at: now,
            last_action_at: now,
            step: Step::Consent,
            problem: None,
            ending: None,
            events: Vec::new(),
        };
        session.record(ids, now, "OPEN", &[]);
        session.go(ids, now, Step::Consent);
        session
    }

    /// Whether `/link/token/get` tells of the session.
    pub(crate) fn is_readable(&self, switches: &Switches, now: Timestamp) -> bool {
        self.ending.as_ref().is_none_or(|ending| now < ending.at + switches.result_lifetime())
    }

    pub(super) fn acted(&mut self, now: Timestamp) {
        self.problem = None;
        self.last_action_at = now;
    }

    pub(super) fn go(&mut self, ids: &mut Ids, now: Timestamp, step: Step) {
        self.step = step;
        self.record(ids, now, "TRANSITION_VIEW", &[("view_name", self.step.view_name())]);
    }

    pub(super) fn fail(&mut self, ids: &mut Ids, now: Timestamp, code: &str) {
        self.record(ids, now, "ERROR", &[("error_code", code)]);
        self.problem = Some(code.to_owned());
    }

    pub(super) fn record(&mut self, ids: &mut Ids, now: Timestamp, name: &str, metadata: &[(&str, &str)]) {
        let id = ids.uuid().to_string();
        let institution = self.step.institution_id().map(|id| ("institution_id", id));
        let metadata = metadata.iter().copied().chain(institution);
        let metadata = metadata.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        self.events.push(LinkEvent { id, at: now, name: name.to_owned(), metadata });
    }

    /// Ends the session where it stands. What was delivered stays a success.
    pub(super) fn end(&mut self, ids: &mut Ids, at: Timestamp, error: Option<String>) {
        let how = if let Step::Delivered { item_id, public_token, .. } = &self.step {
            How::Success { item_id: item_id.clone(), public_token: public_token.clone() }
        } else {
            let institution_id = self.step.institution_id().map(str::to_owned);
            How::Exit { error, status: self.step.exit_status().map(str::to_owned), institution_id }
        };
        self.record(ids, at, if matches!(how, How::Success { .. }) { "HANDOFF" } else { "EXIT" }, &[]);
        self.ending = Some(Ending { at, request_id: ids.request_id(), how });
    }

    pub(super) fn pass_time(&mut self, ids: &mut Ids, switches: &Switches, now: Timestamp) {
        if self.ending.is_some() {
            return;
        }
        let selection_ends = match &self.step {
            Step::SelectAccounts { since, .. } => Some(*since + switches.selection_timeout()),
            Step::Consent
            | Step::ChooseBank
            | Step::Credentials { .. }
            | Step::Oauth { .. }
            | Step::Mfa { .. }
            | Step::Delivered { .. } => None,
        };
        let closes = self.last_action_at + switches.session_close_after();
        match selection_ends {
            Some(end) if end <= now && end <= closes => self.end(ids, end, Some("USER_INPUT_TIMEOUT".to_owned())),
            _ if closes <= now => self.end(ids, closes, self.problem.clone()),
            _ => {}
        }
    }

    /// Ends the session now, if it is open, as if it had been abandoned for long enough. Tells whether it was open.
    pub(super) fn abandon(&mut self, ids: &mut Ids, now: Timestamp) -> bool {
        let open = self.ending.is_none();
        if open {
            self.end(ids, now, self.problem.clone());
        }
        open
    }
}

impl Step {
    pub(crate) fn institution_id(&self) -> Option<&str> {
        match self {
            Self::Consent | Self::ChooseBank => None,
            Self::Credentials { institution_id }
            | Self::Oauth { institution_id }
            | Self::Delivered { institution_id, .. } => Some(institution_id),
            Self::Mfa { login, .. } | Self::SelectAccounts { login, .. } => Some(&login.institution_id),
        }
    }

    /// What Plaid says the user was asked for when the session ended.
    fn exit_status(&self) -> Option<&'static str> {
        match self {
            Self::Consent | Self::ChooseBank | Self::Delivered { .. } => None,
            Self::Credentials { .. } => Some("requires_credentials"),
            Self::Oauth { .. } => Some("requires_oauth"),
            Self::Mfa { challenge: Challenge::Device, .. } => Some("requires_code"),
            Self::Mfa { challenge: Challenge::Questions { .. }, .. } => Some("requires_questions"),
            Self::Mfa { challenge: Challenge::Selections, .. } => Some("requires_selections"),
            Self::SelectAccounts { .. } => Some("requires_account_selection"),
        }
    }

    /// What control and the page's own script call the page.
    pub(crate) const fn page(&self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::ChooseBank => "bank",
            Self::Credentials { .. } => "credentials",
            Self::Oauth { .. } => "oauth",
            Self::Mfa { .. } => "mfa",
            Self::SelectAccounts { .. } => "accounts",
            Self::Delivered { .. } => "success",
        }
    }

    /// What Plaid calls the page in its events.
    fn view_name(&self) -> &'static str {
        match self {
            Self::Consent => "CONSENT",
            Self::ChooseBank => "SELECT_INSTITUTION",
            Self::Credentials { .. } => "CREDENTIAL",
            Self::Oauth { .. } => "OAUTH",
            Self::Mfa { .. } => "MFA",
            Self::SelectAccounts { .. } => "SELECT_ACCOUNT",
            Self::Delivered { .. } => "CONNECTED",
        }
    }
}
