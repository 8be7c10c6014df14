//! The names of the entries in the keyring. They are for ever: under another name a secret is not found again.

use std::{collections::HashMap, fmt};

use keyring_core::CredentialStore;

use super::{VaultError, platform::takes_labels};
use crate::model::ids::{ConnectionId, LinkSessionId, LoginId};

/// One secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    DatabaseKey,
    /// The key that the records get next, while it is being changed.
    NextDatabaseKey,
    /// The key that the records had before, for as long as a backup is still under it.
    FormerDatabaseKey,
    ApiSecret,
    SmtpPassword,
    AccessToken(LoginId),
    /// Where the token of a connection's first login stood before logins had names of their own.
    FirstAccessToken(ConnectionId),
    PublicToken(LinkSessionId),
}

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DatabaseKey => formatter.write_str("database-key"),
            Self::NextDatabaseKey => formatter.write_str("database-key-next"),
            Self::FormerDatabaseKey => formatter.write_str("database-key-former"),
            Self::ApiSecret => formatter.write_str("plaid-api-secret"),
            Self::SmtpPassword => formatter.write_str("smtp-password"),
            Self::AccessToken(of) => write!(formatter, "access-token/{of}"),
            Self::FirstAccessToken(of) => write!(formatter, "access-token/{of}"),
            Self::PublicToken(of) => write!(formatter, "public-token/{of}"),
        }
    }
}

impl Entry {
    /// The login whose access token stands under this name.
    pub(super) fn login_of(name: &str) -> Option<LoginId> {
        let of = name.strip_prefix("access-token/")?;
        let first = || of.parse().map(|of: ConnectionId| LoginId::new(of.uuid()));
        of.parse().or_else(|_| first()).ok()
    }

    /// The entry in this store, whether it exists or not.
    pub(super) fn in_store(self, store: &CredentialStore, service: &str) -> Result<keyring_core::Entry, VaultError> {
        let name = self.to_string();
        let label = format!("{service}: {name}");
        let labelled = HashMap::from([("label", label.as_str())]);
        let modifiers = takes_labels(store).then_some(&labelled);
        store.build(service, &name, modifiers).map_err(VaultError::of(self))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_name_of_an_access_token_tells_whose_it_is() {
        let id = Uuid::from_u128(0xc0de);
        for entry in [Entry::AccessToken(LoginId::new(id)), Entry::FirstAccessToken(ConnectionId::new(id))] {
            assert_eq!(Entry::login_of(&entry.to_string()), Some(LoginId::new(id)), "{entry}");
        }
        for other in [Entry::PublicToken(LinkSessionId::new(id)), Entry::DatabaseKey, Entry::ApiSecret] {
            assert_eq!(Entry::login_of(&other.to_string()), None, "{other}");
        }
        assert_eq!(Entry::login_of("access-token/of-somebody"), None);
    }

    #[test]
    fn the_names_stay_as_they_are() {
        let id = Uuid::from_u128(0xc0de);
        let names = [
            Entry::DatabaseKey,
            Entry::NextDatabaseKey,
            Entry::FormerDatabaseKey,
            Entry::ApiSecret,
            Entry::SmtpPassword,
            Entry::AccessToken(LoginId::new(id)),
            Entry::FirstAccessToken(ConnectionId::new(id)),
            Entry::PublicToken(LinkSessionId::new(id)),
        ]
        .map(|entry| entry.to_string());
        assert_eq!(
            names,
            [
                "database-key",
                "database-key-next",
                "database-key-former",
                "plaid-api-secret",
                "smtp-password",
                "access-token/lgn_0000000000000000000000000000c0de",
                "access-token/con_0000000000000000000000000000c0de",
                "public-token/lks_0000000000000000000000000000c0de",
            ]
        );
    }
}
