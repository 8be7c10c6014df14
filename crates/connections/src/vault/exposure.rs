//! The only file of this crate that looks at a secret: on its way into the keyring, out of it, and into the connection
//! to the records. Everything made on the way is wiped.

use std::fmt::Write as _;

use keyring_core::CredentialStore;
use secrecy::{ExposeSecret, SecretString};
use sqlx::sqlite::SqliteConnectOptions;
use zeroize::Zeroizing;

use super::{VaultError, entry::Entry};

/// Puts a secret into the keyring, as text: not every keyring takes other bytes.
pub(super) fn write(
    store: &CredentialStore,
    service: &str,
    entry: Entry,
    secret: &SecretString,
) -> Result<(), VaultError> {
    // EXPOSE: the keyring is where it belongs.
    entry.in_store(store, service)?.set_secret(secret.expose_secret().as_bytes()).map_err(VaultError::of(entry))
}

/// Takes a secret out of the keyring.
pub(super) fn read(store: &CredentialStore, service: &str, entry: Entry) -> Result<SecretString, VaultError> {
    let held = entry.in_store(store, service)?.get_secret().map_err(VaultError::of(entry))?;
    match String::from_utf8(held) {
        Ok(text) => Ok(text.into()),
        Err(error) => {
            drop(Zeroizing::new(error.into_bytes()));
            Err(VaultError::Damaged { entry: entry.to_string() })
        }
    }
}

/// What a secret says, for the tests of the vault.
#[cfg(test)]
pub(super) fn text(secret: &SecretString) -> &str {
    secret.expose_secret()
}

/// The key of the records: 32 random bytes, kept as hexadecimal text.
#[derive(Debug, Clone)]
pub struct DatabaseKey(SecretString);

impl DatabaseKey {
    const BYTES: usize = 32;

    /// A new random key.
    pub(super) fn generate() -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0_u8; Self::BYTES]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|error| VaultError::Failed(error.into()))?;
        let mut text = Zeroizing::new(String::with_capacity(Self::BYTES * 2));
        for byte in bytes.iter() {
            write!(text, "{byte:02x}").expect("writing into a string can't fail");
        }
        Ok(Self(SecretString::from(text.as_str())))
    }

    /// The key that the keyring gave back.
    pub(super) fn of(stored: SecretString) -> Result<Self, VaultError> {
        // EXPOSE: another text would be taken for a passphrase, or end the statement that it stands in.
        let text = stored.expose_secret();
        if text.len() == Self::BYTES * 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(stored))
        } else {
            Err(VaultError::Damaged { entry: Entry::DatabaseKey.to_string() })
        }
    }

    /// As the keyring keeps it.
    pub(super) const fn stored(&self) -> &SecretString {
        &self.0
    }

    /// Whether it is the same key.
    pub(super) fn is(&self, other: &Self) -> bool {
        // EXPOSE: both are our own; nobody can measure the time that this takes.
        self.0.expose_secret() == other.0.expose_secret()
    }

    /// Has each connection open the records with this key. The options hold the key from here on, in clear and for as
    /// long as their pool lives: they must not be printed.
    #[must_use]
    pub(crate) fn apply(&self, options: SqliteConnectOptions) -> SqliteConnectOptions {
        // EXPOSE: the first statement of a connection tells SQLCipher the key. As raw bytes it needs no derivation.
        options.pragma("key", format!("\"x'{}'\"", self.0.expose_secret()))
    }
}
