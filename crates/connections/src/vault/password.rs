//! Passwords of local users, and the code that stands in for a forgotten one.
//!
//! Only their hashes are kept. A password is judged by its length, and one that is guessed at once is refused. What else it
//! consists of is the user's own business, and how easily it is guessed is told as a hint.

use secrecy::SecretString;
use tokio::task::spawn_blocking;

use super::exposure;

/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;

/// The most characters of a password: far more than anybody types, and few enough to be hashed at once.
pub const LONGEST_PASSWORD: usize = 256;

/// A password that may be set.
#[derive(Debug, Clone)]
pub struct Password(SecretString);

/// Why a password can't be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Take a longer one.
    #[error("the password has fewer than {SHORTEST_PASSWORD} characters")]
    TooShort,
    /// Take a shorter one.
    #[error("the password has more than {LONGEST_PASSWORD} characters")]
    TooLong,
    /// Take another one.
    #[error("the password is guessed at once")]
    Guessable,
}

/// Why a password can't be hashed: the system gives no random bytes, or no memory.
#[derive(Debug, thiserror::Error)]
#[error("the password can't be hashed")]
pub struct HashError(#[source] pub(super) Box<dyn std::error::Error + Send + Sync>);

/// What is kept of a password: argon2id with its parameters and its salt, in the form of the PHC. Its text for logs says
/// nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

/// A code that is shown once and sets a forgotten password anew. Its 100 random bits can't be guessed.
#[derive(Debug, Clone)]
pub struct RecoveryCode(SecretString);

/// How easily a password is guessed, as far as a program can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strength {
    /// From 0, which is guessed at once, to 4.
    pub score: u8,
    /// What makes it easy to guess.
    pub warning: Option<String>,
    /// What would make it better.
    pub suggestions: Vec<String>,
}

impl Password {
    /// A password that somebody chose for the user of this name.
    ///
    /// # Errors
    /// Where it is too short or too long, or guessed at once.
    pub fn new(text: SecretString, of: &str) -> Result<Self, PasswordError> {
        match exposure::characters(&text) {
            0..SHORTEST_PASSWORD => Err(PasswordError::TooShort),
            SHORTEST_PASSWORD..=LONGEST_PASSWORD if strength(&text, &[of]).score == 0 => Err(PasswordError::Guessable),
            SHORTEST_PASSWORD..=LONGEST_PASSWORD => Ok(Self(text)),
            _ => Err(PasswordError::TooLong),
        }
    }

    /// What is kept of it. Another one each time, because of the salt.
    pub(crate) async fn hash(&self) -> Result<PasswordHash, HashError> {
        hashed(self.0.clone()).await
    }
}

impl RecoveryCode {
    /// A new one.
    pub(crate) fn generate() -> Result<Self, HashError> {
        exposure::random_code().map(Self)
    }

    /// What is kept of it.
    pub(crate) async fn hash(&self) -> Result<PasswordHash, HashError> {
        hashed(exposure::code_as_meant(&self.0)).await
    }

    /// The text, for the one time that it is shown.
    #[must_use]
    pub fn shown_once(self) -> String {
        exposure::shown_once(&self.0)
    }
}

impl PasswordHash {
    /// The hash as the records keep it.
    pub(crate) const fn stored(text: String) -> Self {
        Self(text)
    }

    /// As the records keep it.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// Whether it is that of this password.
    pub(crate) async fn is_of(&self, password: SecretString) -> bool {
        let hash = self.clone();
        spawn_blocking(move || exposure::is_hash_of(&hash.0, &password)).await.unwrap_or(false)
    }

    /// Whether it is that of this code, in whatever way it was typed.
    pub(crate) async fn is_of_code(&self, code: &SecretString) -> bool {
        self.is_of(exposure::code_as_meant(code)).await
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PasswordHash(…)")
    }
}

/// Judges a password that is being chosen. What an attacker knows of the user, such as the name, is worth nothing in it.
#[must_use]
pub fn strength(password: &SecretString, known: &[&str]) -> Strength {
    let estimate = exposure::estimate(password, known);
    let feedback = estimate.feedback();
    Strength {
        score: estimate.score().into(),
        warning: feedback.and_then(zxcvbn::feedback::Feedback::warning).map(|warning| warning.to_string()),
        suggestions: feedback
            .map_or_else(Vec::new, |feedback| feedback.suggestions().iter().map(ToString::to_string).collect()),
    }
}

/// Hashing keeps a processor busy for a while, so it is done where nobody waits behind it.
async fn hashed(secret: SecretString) -> Result<PasswordHash, HashError> {
    match spawn_blocking(move || exposure::hash(&secret)).await {
        Ok(hash) => hash.map(PasswordHash),
        Err(error) => Err(HashError(error.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Result<Password, PasswordError> {
        Password::new(text.into(), "Northwind Ltd")
    }

    #[test]
    fn a_password_has_a_length_and_is_not_guessed_at_once() {
        assert_eq!(password("eleven chars").map(drop), Ok(()));
        assert_eq!(password("eleven char").unwrap_err(), PasswordError::TooShort);
        assert_eq!(password("äöüßäöüßäöüß").map(drop), Ok(()), "characters are counted, not bytes");
        let sentence: String = "lamp otter violin sketch 81, ".chars().cycle().take(LONGEST_PASSWORD).collect();
        assert_eq!(password(&sentence).map(drop), Ok(()));
        for guessed in ["aaaaaaaaaaaa", "passwordpassword", "Northwind Ltd"] {
            assert_eq!(password(guessed).map(drop), Err(PasswordError::Guessable), "{guessed}");
        }
        assert_eq!(password(&"x".repeat(257)).unwrap_err(), PasswordError::TooLong);
    }

    #[tokio::test]
    async fn a_hash_is_that_of_its_password_only_and_tells_how_it_was_made() {
        let hash = password("correct horse battery").unwrap().hash().await.unwrap();
        assert!(hash.text().starts_with("$argon2id$v=19$m="), "{}", hash.text());
        assert!(hash.is_of("correct horse battery".into()).await);
        assert!(!hash.is_of("correct horse batterz".into()).await);
        assert_ne!(hash, password("correct horse battery").unwrap().hash().await.unwrap(), "each has its salt");
        assert!(!PasswordHash::stored("nonsense".to_owned()).is_of("nonsense".into()).await);
        assert_eq!(format!("{hash:?}"), "PasswordHash(…)");
    }

    #[tokio::test]
    async fn a_recovery_code_is_the_same_however_it_is_typed() {
        let code = RecoveryCode::generate().unwrap();
        let hash = code.hash().await.unwrap();
        let text = code.shown_once();
        assert_eq!(text.len(), 24, "five groups of four: {text}");
        let careless = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        for typed in [&text, &careless, &format!(" {text} ")] {
            assert!(hash.is_of_code(&SecretString::from(typed.as_str())).await, "{typed}");
        }
        assert_ne!(RecoveryCode::generate().unwrap().shown_once(), text);
        assert!(!hash.is_of_code(&"AAAA-AAAA-AAAA-AAAA-AAAA".into()).await);
    }

    #[test]
    fn what_is_easily_guessed_is_told() {
        let weak = strength(&"password12345".into(), &[]);
        assert!(weak.score <= 1 && weak.warning.is_some(), "{weak:?}");
        assert_eq!(strength(&"lamp otter violin sketch 81".into(), &[]).score, 4);
        let name = strength(&"Northwind Ltd".into(), &["Northwind Ltd"]);
        assert!(name.score <= 1, "{name:?}");
    }
}
