//! The text for Plaid Support's form: everything that it asks for, and never a token.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::model::connection::Institution;

/// Words of Plaid are cut to this many characters.
const LONGEST_WORDS: usize = 500;
/// What a token of Plaid begins with. No text of this crate is made of one; this is for words that come from outside.
const TOKENS: [&str; 3] = ["access-", "public-", "link-"];

/// Why Plaid Support is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupportReason {
    /// The access token is there, and Plaid does not remove the login.
    RemovalFails,
    /// Nobody holds the access token, so that nobody else can have the login removed.
    NoAccessToken,
    /// The answer that brought the login was lost.
    AnswerLost,
}

/// What Plaid Support has to know of a login that has to be removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportCase {
    /// Why it is needed.
    pub reason: SupportReason,
    /// The bank, where it is known.
    pub institution: Option<Institution>,
    /// Plaid's id of the login. `None` where the answer that told it was lost: then it has to be found first.
    pub item_id: Option<String>,
    /// The random id under which Plaid knows the user, by which a login without an id can be found.
    pub client_user_id: Option<String>,
    /// Plaid's type of the error.
    pub error_type: Option<String>,
    /// Plaid's code of the error.
    pub error_code: Option<String>,
    /// Plaid's words.
    pub error_message: Option<String>,
    /// Plaid's id of the request that failed.
    pub request_id: Option<String>,
    /// Plaid's id of the Link session that brought the login.
    pub plaid_session_id: Option<String>,
    /// When it failed.
    pub at: Timestamp,
}

/// The ready text for Plaid Support's form.
#[must_use]
pub fn support_text(case: &SupportCase) -> String {
    let request = match case.reason {
        SupportReason::RemovalFails => {
            "please remove the Item below. Our calls to remove it fail, and neither access to it nor billing for it \
             should go on."
        }
        SupportReason::NoAccessToken => {
            "please remove the Item below. Nobody holds its access token any more, so that we can’t remove it ourselves, \
             and neither access to it nor billing for it should go on."
        }
        SupportReason::AnswerLost => {
            "the answer to our exchange of a public token was lost, so that there may be an Item whose access token nobody \
             holds. Please find it by the details below and remove it: neither access to it nor billing for it should go \
             on."
        }
    };
    let mut text = format!("Hello,\n\n{request}\n\n");
    for (name, value) in facts(case) {
        writeln!(text, "{name}: {value}").expect("writing into a string can't fail");
    }
    text.push_str("\nThank you.\n");
    text
}

/// What is known, by the names that Plaid uses.
pub(super) fn facts(case: &SupportCase) -> Vec<(&'static str, String)> {
    let or_unknown = |value: &Option<String>| value.as_deref().map_or_else(|| "unknown".to_owned(), without_tokens);
    let mut facts = vec![
        ("Institution", case.institution.as_ref().map_or_else(|| "unknown".to_owned(), named)),
        ("Item ID", or_unknown(&case.item_id)),
    ];
    if case.client_user_id.is_some() {
        facts.push(("Client user ID", or_unknown(&case.client_user_id)));
    }
    let has_error = case.error_type.is_some() || case.error_code.is_some();
    if has_error {
        facts.push(("Error type", or_unknown(&case.error_type)));
        facts.push(("Error code", or_unknown(&case.error_code)));
        facts.push(("Error message", or_unknown(&case.error_message)));
    } else if case.reason != SupportReason::NoAccessToken {
        facts.push(("Error", "no answer came".to_owned()));
    }
    facts.push(("Request ID", or_unknown(&case.request_id)));
    facts.push(("Link session ID", or_unknown(&case.plaid_session_id)));
    facts.push(("Time (UTC)", case.at.strftime("%Y-%m-%d %H:%M:%S").to_string()));
    facts
}

/// A bank with its id.
pub(super) fn named(institution: &Institution) -> String {
    format!("{} ({})", without_tokens(&institution.name), without_tokens(&institution.id))
}

/// Words from outside: on one line, not too long, and without anything that looks like a token.
pub(crate) fn without_tokens(words: &str) -> String {
    let is_token = |word: &str| TOKENS.iter().any(|kind| word.contains(kind)) && word.matches('-').count() >= 3;
    let words = words.split(|character: char| character.is_whitespace() || character.is_control());
    let kept: Vec<&str> =
        words.filter(|word| !word.is_empty()).map(|word| if is_token(word) { "[token]" } else { word }).collect();
    kept.join(" ").chars().take(LONGEST_WORDS).collect()
}
