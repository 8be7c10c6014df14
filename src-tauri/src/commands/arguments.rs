//! What the commands take. Ids arrive as text and are read by the handlers.

use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};
use ts_rs::TS;

pub use self::{access::*, balances::*, bank_accounts::*, schedules::*, statements::*};
use crate::views::{PlaidEnvironmentView, SecurityView};

mod access;
mod balances;
mod bank_accounts;
mod schedules;
mod statements;

/// The argument of a command that takes none.
#[derive(Debug, Deserialize, TS)]
#[ts(type = "undefined")]
pub struct NoArgument;

/// Which connection is to be updated.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartUpdateArgument {
    /// The connection.
    pub connection_id: String,
    /// Whether the page is to be opened although the connection turns out to work.
    pub even_if_healthy: bool,
}

/// A command that speaks of one link session.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SessionArgument {
    /// The link session.
    pub session_id: String,
}

/// A command that speaks of one connection.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConnectionArgument {
    /// The connection.
    pub connection_id: String,
}

/// What the user told apart.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecideMappingArgument {
    /// The link session.
    pub session_id: String,
    /// One decision for each reported account that was asked about.
    pub decisions: Vec<DecisionArgument>,
}

/// What one reported account is.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecisionArgument {
    /// The `account_id` of the reported account, as the mapping named it.
    pub account_id: String,
    /// The id of the account on record that it is, or `null` where it is a new one.
    pub is: Option<String>,
}

/// What the user wants of a bank that looks connected already.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecideDuplicateArgument {
    /// The link session.
    pub session_id: String,
    /// What is wanted.
    pub choice: DuplicateChoiceArgument,
}

/// What can be wanted of a bank that looks connected already.
#[derive(Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DuplicateChoiceArgument {
    /// The connection that there is: it is updated, or reconnected where it was removed.
    UseExisting {
        /// The connection.
        connection_id: String,
    },
    /// A second login at the bank.
    ConnectAnyway,
    /// Nothing.
    Stop,
}

/// How mail is to be sent. Its text for logs does not show the password.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MailSettingsArgument {
    /// The server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is protected.
    pub security: SecurityView,
    /// The user name, or `null` where the server asks for none.
    pub user_name: Option<String>,
    /// The address that the mail comes from.
    pub sender: String,
    /// The addresses that it goes to.
    pub recipients: Vec<String>,
    /// A new password, or `null` where the one in the keyring stays.
    #[serde(deserialize_with = "password")]
    #[ts(type = "string | null")]
    pub password: Option<SecretString>,
}

/// Keys for Plaid. Its text for logs does not show the secret.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlaidKeysArgument {
    /// Which of Plaid's environments they are for.
    pub environment: PlaidEnvironmentView,
    /// Names the firm there.
    pub client_id: String,
    /// The secret, or `null` where that in the keyring is meant.
    #[serde(deserialize_with = "password")]
    #[ts(type = "string | null")]
    pub secret: Option<SecretString>,
}

/// Keys for Plaid that are to be kept.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SavePlaidKeysArgument {
    /// The keys.
    pub keys: PlaidKeysArgument,
    /// Whether the user vouches for them, so that Plaid is not asked. Another secret for the present client alone can be
    /// kept like that.
    pub untested: bool,
}

/// Which profile.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfileArgument {
    /// The name of its folder.
    pub folder: String,
}

/// A command that speaks of one message.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MessageArgument {
    /// The message.
    pub message_id: String,
}

/// Which part of the messages is listed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MessagesArgument {
    /// How many come before it.
    pub offset: u32,
}

/// A command that speaks of one backup.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupArgument {
    /// The name of its file.
    pub name: String,
}

/// Which of the logins that nobody holds are to be removed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemoveOrphansArgument {
    /// Plaid's ids of them.
    pub item_ids: Vec<String>,
}

/// Which part of the audit is to be read.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuditArgument {
    /// Which entries.
    pub filter: AuditFilterArgument,
    /// Where the part begins, as the part before said, or `null` for the newest entries.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
}

/// Which entries of the audit are wanted. What is `null` or empty narrows nothing.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuditFilterArgument {
    /// Of this one.
    pub who: Option<String>,
    /// This act.
    pub what: Option<String>,
    /// Not before this time.
    pub from: Option<String>,
    /// Before this time.
    pub until: Option<String>,
    /// With all of these words.
    pub words: Vec<SearchedWordArgument>,
}

/// A word that is looked for.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SearchedWordArgument {
    /// The word.
    pub text: String,
    /// The acts that the window calls so.
    pub acts: Vec<String>,
    /// The outcomes that the window calls so.
    pub outcomes: Vec<String>,
}

/// What is to be exported, and how.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportAuditArgument {
    /// What kind of file.
    pub format: ExportFormatArgument,
    /// Which entries.
    pub filter: AuditFilterArgument,
    /// What the screens call acts and outcomes.
    pub spellings: SpellingsArgument,
}

/// What the screens call acts and outcomes, by the word that is recorded.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SpellingsArgument {
    /// The acts.
    pub acts: BTreeMap<String, String>,
    /// The outcomes. Where one is called otherwise for one act, that act and a slash stand before it.
    pub outcomes: BTreeMap<String, String>,
}

/// What kind of file.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormatArgument {
    /// To read.
    Csv,
    /// To check.
    Json,
}

/// A password is a secret from its arrival on. An empty one is none.
fn password<'argument, D: Deserializer<'argument>>(deserializer: D) -> Result<Option<SecretString>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.is_empty()).map(SecretString::from))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn settings(password: &Value) -> Value {
        json!({
            "host": "mail.example", "port": 587, "security": "starttls", "user_name": "firm",
            "sender": "books@firm.example", "recipients": ["owner@firm.example"], "password": password,
        })
    }

    fn read(settings: Value) -> Result<MailSettingsArgument, serde_json::Error> {
        serde_json::from_value(settings)
    }

    #[test]
    fn a_password_has_no_text() {
        let argument = read(settings(&json!("opensesame"))).unwrap();
        assert!(argument.password.is_some());
        assert!(!format!("{argument:?} {argument:#?}").contains("opensesame"));
    }

    #[test]
    fn no_password_and_an_empty_one_leave_the_one_in_the_keyring() {
        for none in [json!(null), json!("")] {
            assert!(read(settings(&none)).unwrap().password.is_none(), "{none}");
        }
    }

    #[test]
    fn settings_of_another_shape_are_refused() {
        for (field, wrong) in [
            ("port", json!(65536)),
            ("port", json!("587")),
            ("security", json!("none")),
            ("recipients", json!("owner@firm.example")),
            ("more", json!(1)),
        ] {
            let mut settings = settings(&json!(null));
            settings[field] = wrong;
            assert!(read(settings.clone()).is_err(), "{settings}");
        }
        let mut forgotten = settings(&json!(null));
        forgotten.as_object_mut().unwrap().remove("password");
        assert!(read(forgotten).is_err(), "a password that is not spoken of is a mistake");
    }

    #[test]
    fn every_choice_is_read_and_a_connection_belongs_to_one_of_them_alone() {
        let read = serde_json::from_value::<DuplicateChoiceArgument>;
        let existing = json!({ "kind": "use_existing", "connection_id": "con_1" });
        let connection_id = "con_1".to_owned();
        assert_eq!(read(existing).unwrap(), DuplicateChoiceArgument::UseExisting { connection_id });
        assert_eq!(read(json!({ "kind": "connect_anyway" })).unwrap(), DuplicateChoiceArgument::ConnectAnyway);
        assert_eq!(read(json!({ "kind": "stop" })).unwrap(), DuplicateChoiceArgument::Stop);
        for wrong in [json!({ "kind": "use_existing" }), json!({ "kind": "remove" }), json!({}), json!("stop")] {
            assert!(read(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_for_plaid_has_no_text() {
        let argument: SavePlaidKeysArgument = serde_json::from_value(json!({
            "keys": { "environment": "production", "client_id": "firm", "secret": "opensesame" }, "untested": false,
        }))
        .unwrap();
        assert!(argument.keys.secret.is_some());
        assert!(!format!("{argument:?} {argument:#?}").contains("opensesame"));
        let none = json!({ "environment": "sandbox", "client_id": "firm", "secret": "" });
        assert!(serde_json::from_value::<PlaidKeysArgument>(none).unwrap().secret.is_none(), "an empty one is none");
    }
}
