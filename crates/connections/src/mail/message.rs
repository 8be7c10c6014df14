//! The message about a login that can't be removed: what failed, what the application does next, and what to do.

use jiff::Timestamp;
use maud::html;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    page::page,
    support::{SupportCase, SupportReason, facts, named, support_text, without_tokens},
};
use crate::{
    Connections, StoreError,
    model::{
        connection::Institution,
        ids::{LoginId, MessageId},
        mail::Message,
    },
    store,
};

/// A login that can't be removed at Plaid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovalTrouble {
    /// The login. There is one message for it, however often its removal fails.
    pub login: LoginId,
    /// Plaid's id of it.
    pub item_id: String,
    /// The bank.
    pub institution: Institution,
    /// What the user knows it by.
    pub of: TroubleOf,
    /// Whether the keyring no longer has the access token, without which Plaid takes no call to remove it.
    pub is_token_missing: bool,
    /// How many tries in a row failed.
    pub attempts: u32,
    /// When the last one failed.
    pub at: Timestamp,
    /// Plaid's type of the error.
    pub error_type: Option<String>,
    /// Plaid's code of the error.
    pub error_code: Option<String>,
    /// Plaid's words.
    pub error_message: Option<String>,
    /// Plaid's id of the refused request.
    pub request_id: Option<String>,
    /// Plaid's id of the Link session that brought the login, where it is known.
    pub plaid_session_id: Option<String>,
}

/// What a login that can't be removed belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TroubleOf {
    /// A connection that is being removed with it.
    Connection,
    /// A connection that goes on with another login.
    Former,
    /// Nothing: it was given up before it was connected.
    NeverConnected,
}

impl Connections {
    /// Writes the message about a login that can't be removed, in the caller's transaction: one for each login, to each
    /// recipient that is set up. Doing it again changes nothing. `true` where it is new; the caller then calls
    /// [`Connections::wake_mail`] after the commit.
    #[instrument(skip_all, fields(login = %trouble.login))]
    pub(crate) async fn write_removal_message(
        &self,
        records: &mut SqliteConnection,
        trouble: &RemovalTrouble,
    ) -> Result<bool, StoreError> {
        let message = trouble.message(MessageId::new(self.fresh_uuid()), self.now());
        let settings = store::mail_settings::get(records).await?;
        let recipients = settings.map(|settings| settings.recipients).unwrap_or_default();
        self.post(records, message, &recipients).await
    }
}

impl RemovalTrouble {
    /// The message about it, under this id, written at this time.
    #[must_use]
    pub fn message(&self, id: MessageId, created_at: Timestamp) -> Message {
        let content = Content::of(self);
        Message {
            id,
            cause: format!("removal/{}", self.login),
            text: content.text(),
            html: content.html(),
            subject: content.subject,
            created_at,
        }
    }

    /// The same for Plaid Support.
    #[must_use]
    pub fn support_case(&self) -> SupportCase {
        SupportCase {
            reason: if self.is_token_missing { SupportReason::NoAccessToken } else { SupportReason::RemovalFails },
            institution: Some(self.institution.clone()),
            item_id: Some(self.item_id.clone()),
            client_user_id: None,
            error_type: self.error_type.clone(),
            error_code: self.error_code.clone(),
            error_message: self.error_message.clone(),
            request_id: self.request_id.clone(),
            plaid_session_id: self.plaid_session_id.clone(),
            at: self.at,
        }
    }
}

/// What the message says, before it is text or HTML.
struct Content {
    subject: String,
    lead: String,
    facts: Vec<(&'static str, String)>,
    next: [String; 2],
    advice: &'static str,
    support: String,
}

impl Content {
    fn of(trouble: &RemovalTrouble) -> Self {
        let case = trouble.support_case();
        let bank = without_tokens(&trouble.institution.name);
        let mut facts = facts(&case);
        facts.push(("Failed tries", trouble.attempts.to_string()));
        Self {
            subject: format!("{}: a login could not be removed at Plaid", named(&trouble.institution)),
            lead: lead(trouble, &bank),
            facts,
            next: next(trouble),
            advice: advice(trouble),
            support: support_text(&case),
        }
    }

    fn text(&self) -> String {
        let facts: Vec<_> = self.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        format!(
            "{}\n\nWHAT FAILED\n\n{}\n\nWHAT HAPPENS NEXT\n\n{}\n\nWHAT YOU CAN DO\n\n{}\n\n-----\n{}-----\n",
            self.lead,
            facts.join("\n"),
            self.next.join("\n\n"),
            self.advice,
            self.support,
        )
    }

    fn html(&self) -> String {
        let body = html! {
            p { (self.lead) }
            h2 { "What failed" }
            table {
                @for (name, value) in &self.facts {
                    tr { th scope="row" { (name) } td { (value) } }
                }
            }
            h2 { "What happens next" }
            @for paragraph in &self.next { p { (paragraph) } }
            h2 { "What you can do" }
            p { (self.advice) }
            pre { (self.support) }
        };
        page(&self.subject, &body)
    }
}

fn lead(trouble: &RemovalTrouble, bank: &str) -> String {
    if trouble.is_token_missing {
        format!(
            "A login at {bank} is to be removed at Plaid, and the keyring of this computer no longer has the access to it. \
             Only Plaid Support can remove it now."
        )
    } else {
        format!("Bank Connections asked Plaid to remove a login at {bank}, and that failed.")
    }
}

fn next(trouble: &RemovalTrouble) -> [String; 2] {
    let shown = match trouble.of {
        TroubleOf::Connection => "Until then the connection is shown as Removing.",
        TroubleOf::Former => "The connection itself goes on without this login, which is shown there as Removing.",
        TroubleOf::NeverConnected => {
            "This login was given up before it was connected, so it belongs to no connection in Bank Connections."
        }
    };
    let tries = if trouble.is_token_missing {
        "Bank Connections looks for the access in the keyring again, at each start too, and can remove the login only if \
         the keyring has it again."
    } else {
        "Bank Connections keeps the access token and tries again by itself, after growing waits of up to 10 minutes and at \
         each start, until Plaid confirms the removal."
    };
    let until = "Until Plaid confirms it, the login goes on to exist and to be billed.";
    let done = match trouble.of {
        TroubleOf::Connection | TroubleOf::Former => {
            " Where Bank Connections shows it as Removing no longer, it was removed meanwhile and nothing is left to do."
        }
        TroubleOf::NeverConnected => " The connection log of Bank Connections shows when it is removed.",
    };
    [format!("{tries} {shown}"), format!("{until}{done}")]
}

const fn advice(trouble: &RemovalTrouble) -> &'static str {
    match (trouble.is_token_missing, trouble.of) {
        (true, _) => {
            "Contact Plaid Support through the Plaid Dashboard and ask them to remove the Item. This text has what their \
             form asks for:"
        }
        (false, TroubleOf::Connection | TroubleOf::Former) => {
            "If it is still shown as Removing later, contact Plaid Support through the Plaid Dashboard and ask them to \
             remove the Item. This text has what their form asks for:"
        }
        (false, TroubleOf::NeverConnected) => {
            "If the connection log does not show its removal later, contact Plaid Support through the Plaid Dashboard and \
             ask them to remove the Item. This text has what their form asks for:"
        }
    }
}
