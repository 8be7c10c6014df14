//! What can go wrong with the keyring, named by what the user can do about it.

use std::error::Error;

use super::{entry::Entry, platform};

/// Why a secret can't be had or kept.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// No keyring service answers: start or install one.
    #[error("no keyring service answers")]
    NoService(#[source] Box<dyn Error + Send + Sync>),
    /// The keyring waits for its password, or for something else that the user has to do: unlock it.
    #[error("the keyring is locked")]
    Locked,
    /// The keyring is there and does not answer: wait, or start it anew.
    #[error("the keyring does not answer")]
    Silent,
    /// The keyring was not unlocked, or does not let the application in: allow it.
    #[error("the keyring refuses")]
    Refused(#[source] Box<dyn Error + Send + Sync>),
    /// The keyring works and has no such entry: bring the keyring back that has it.
    #[error("the keyring has no entry `{entry}`")]
    Missing {
        /// The name of the entry.
        entry: String,
    },
    /// The entry holds something else than what was put there.
    #[error("the entry `{entry}` of the keyring is damaged")]
    Damaged {
        /// The name of the entry.
        entry: String,
    },
    /// Anything else: try again.
    #[error("the keyring failed")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}

/// What stands between the application and the keyring as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyringTrouble {
    /// No service answers for it.
    Missing,
    /// It waits for its password.
    Locked,
    /// It was not unlocked, or does not let the application in.
    Refused,
    /// It is there and does not answer.
    Silent,
}

impl From<KeyringTrouble> for VaultError {
    fn from(trouble: KeyringTrouble) -> Self {
        match trouble {
            KeyringTrouble::Missing => Self::NoService("it did not answer a moment ago".into()),
            KeyringTrouble::Locked => Self::Locked,
            KeyringTrouble::Refused => Self::Refused("it refused a moment ago".into()),
            KeyringTrouble::Silent => Self::Silent,
        }
    }
}

impl VaultError {
    /// What it says of the keyring as a whole. Nothing where only one entry is concerned: then the keyring answers.
    #[must_use]
    pub const fn trouble(&self) -> Option<KeyringTrouble> {
        match self {
            Self::Missing { .. } | Self::Damaged { .. } => None,
            Self::NoService(_) => Some(KeyringTrouble::Missing),
            Self::Locked => Some(KeyringTrouble::Locked),
            Self::Silent => Some(KeyringTrouble::Silent),
            Self::Refused(_) | Self::Failed(_) => Some(KeyringTrouble::Refused),
        }
    }

    /// Whether only one entry is concerned, so that others may well be had.
    pub(crate) const fn is_of_one_entry(&self) -> bool {
        self.trouble().is_none()
    }

    /// What an error of the keyring means for an entry. Errors that carry what the entry holds are not kept.
    pub(super) fn of(entry: Entry) -> impl Fn(keyring_core::Error) -> Self {
        use keyring_core::Error as Keyring;
        move |error| match error {
            Keyring::NoEntry => Self::Missing { entry: entry.to_string() },
            Keyring::BadEncoding(held) | Keyring::BadDataFormat(held, _) => {
                drop(zeroize::Zeroizing::new(held));
                Self::Damaged { entry: entry.to_string() }
            }
            Keyring::NoStorageAccess(_)
            | Keyring::PlatformFailure(_)
            | Keyring::BadStoreFormat(_)
            | Keyring::TooLong(..)
            | Keyring::Invalid(..)
            | Keyring::Ambiguous(_)
            | Keyring::NoDefaultStore
            | Keyring::NotSupportedByStore(_) => Self::of_all(error),
            // The crate may learn of more.
            other => Self::of_all(other),
        }
    }

    /// What an error of the keyring means that is about no entry.
    pub(super) fn of_all(error: keyring_core::Error) -> Self {
        use keyring_core::Error as Keyring;
        match error {
            Keyring::NoStorageAccess(source) => platform::refusal(source),
            Keyring::PlatformFailure(source) => platform::failure(source),
            Keyring::BadEncoding(held) | Keyring::BadDataFormat(held, _) => {
                drop(zeroize::Zeroizing::new(held));
                Self::Failed("an entry is damaged".into())
            }
            Keyring::NoEntry
            | Keyring::BadStoreFormat(_)
            | Keyring::TooLong(..)
            | Keyring::Invalid(..)
            | Keyring::Ambiguous(_)
            | Keyring::NoDefaultStore
            | Keyring::NotSupportedByStore(_) => Self::Failed(error.into()),
            // The crate may learn of more.
            other => Self::Failed(other.into()),
        }
    }
}
