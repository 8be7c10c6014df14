//! The tokens of Plaid, each a type of its own, so that one can't be passed where another is meant.
//!
//! Access and public tokens are secrets: they can't be printed, compared or serialised, and only the HTTP client and
//! the vault read them. Link tokens and the address of the page may reach a window and the encrypted records, but they
//! open a session, so they stay out of `Debug` too.

use std::fmt;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

macro_rules! secret_token {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(SecretString);

        impl $name {
            /// The token that this secret is.
            #[must_use]
            pub const fn new(secret: SecretString) -> Self {
                Self(secret)
            }

            /// The secret itself, still hidden.
            #[must_use]
            pub const fn secret(&self) -> &SecretString {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(|token| Self(token.into()))
            }
        }
    };
}

macro_rules! session_text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// What was stored earlier, as Plaid gave it.
            #[must_use]
            pub const fn new(text: String) -> Self {
                Self(text)
            }

            /// The text for the window or the encrypted records. It must not be logged.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($name), "([REDACTED])"))
            }
        }
    };
}

secret_token!(
    /// The lasting key to an Item. Plaid gives it exactly once; lost, the Item can't be read, removed or stopped.
    AccessToken
);
secret_token!(
    /// What the user's session at the bank ends in: good for one exchange within 30 minutes.
    PublicToken
);
session_text!(
    /// Names one opening of Plaid's page.
    LinkToken
);
session_text!(
    /// The address of Plaid's page for one link token. Whoever has it can go through the session.
    HostedLinkUrl
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_token_shows_in_debug() {
        let secret = || SecretString::from("marker-1b7e");
        let texts = [
            format!("{:?}", AccessToken::new(secret())),
            format!("{:?}", PublicToken::new(secret())),
            format!("{:?}", LinkToken::new("marker-1b7e".to_owned())),
            format!("{:?}", HostedLinkUrl::new("https://marker-1b7e".to_owned())),
        ];
        for text in texts {
            assert!(!text.contains("marker-1b7e"), "{text}");
            assert!(text.contains("[REDACTED]"), "{text}");
        }
    }
}
