//! The only file of this crate that looks at a secret: on its way into the keyring, out of it, into the connection to the
//! records, and to the mail server; and when a token or a password is hashed or a recovery code is shown. Everything made on the way is
//! wiped, as far as it is ours to wipe.

use std::fmt::Write as _;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use keyring_core::CredentialStore;
use lettre::transport::smtp::authentication::Credentials;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest as _, Sha256};
use sqlx::sqlite::SqliteConnectOptions;
use zeroize::Zeroizing;

use super::{VaultError, entry::Entry, password::HashError};
use crate::model::login::TokenFingerprint;

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
    let held = Zeroizing::new(entry.in_store(store, service)?.get_secret().map_err(VaultError::of(entry))?);
    // Copied, so that what the keyring gave is wiped as a whole, with the room that it did not need.
    match std::str::from_utf8(&held) {
        Ok(text) => Ok(text.into()),
        Err(_) => Err(VaultError::Damaged { entry: entry.to_string() }),
    }
}

/// How many characters a secret has.
pub(super) fn characters(secret: &SecretString) -> usize {
    // EXPOSE: they are counted.
    secret.expose_secret().chars().count()
}

/// Hashes a secret with argon2id, by the parameters that the library recommends.
pub(super) fn hash(secret: &SecretString) -> Result<String, HashError> {
    // EXPOSE: what comes out tells nothing of it.
    let hash: phc::PasswordHash =
        Argon2::default().hash_password(secret.expose_secret().as_bytes()).map_err(|error| HashError(error.into()))?;
    Ok(hash.to_string())
}

/// Whether it is the hash of this secret, by the parameters that the hash names.
pub(super) fn is_hash_of(hash: &str, secret: &SecretString) -> bool {
    let Ok(hash) = phc::PasswordHash::new(hash) else { return false };
    // EXPOSE: it is hashed the same way and compared in constant time.
    Argon2::default().verify_password(secret.expose_secret().as_bytes(), &hash).is_ok()
}

/// How easily a secret is guessed.
pub(super) fn estimate(secret: &SecretString, known: &[&str]) -> zxcvbn::Entropy {
    // EXPOSE: the estimate holds patterns, which are read here and dropped.
    zxcvbn::zxcvbn(secret.expose_secret(), known)
}

/// The letters of a recovery code: none is easily taken for another one.
const CODE_LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_GROUPS: usize = 5;
const CODE_GROUP: usize = 4;

/// A random recovery code, in groups.
pub(super) fn random_code() -> Result<SecretString, HashError> {
    let mut bytes = Zeroizing::new([0_u8; CODE_GROUPS * CODE_GROUP]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|error| HashError(error.into()))?;
    let mut text = Zeroizing::new(String::with_capacity(CODE_GROUPS * (CODE_GROUP + 1)));
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 && index % CODE_GROUP == 0 {
            text.push('-');
        }
        text.push(char::from(CODE_LETTERS[usize::from(byte % 32)]));
    }
    Ok(SecretString::from(text.as_str()))
}

/// The code that was meant by what was typed: without spaces and hyphens, and with letters that look like digits as those.
pub(super) fn code_as_meant(typed: &SecretString) -> SecretString {
    // EXPOSE: it stays wrapped in a new form.
    let typed = typed.expose_secret();
    let mut meant = Zeroizing::new(String::with_capacity(typed.len()));
    for letter in typed.chars().filter(char::is_ascii_alphanumeric) {
        meant.push(match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
    }
    SecretString::from(meant.as_str())
}

/// The text of a recovery code.
pub(super) fn shown_once(code: &SecretString) -> String {
    // EXPOSE: the user has to write it down.
    code.expose_secret().to_owned()
}

/// Whether two secrets say the same.
pub(super) fn are_the_same(one: &SecretString, other: &SecretString) -> bool {
    // EXPOSE: both are our own; nobody can measure the time that this takes.
    one.expose_secret() == other.expose_secret()
}

/// Stands before whatever a fingerprint is taken of, so that it is like no other hash of the same secret. It is for ever.
const FINGERPRINT_OF: &[u8] = b"Bank Connections: access token\0";

/// By what an access token is known again.
pub(super) fn fingerprint(token: &SecretString) -> TokenFingerprint {
    // EXPOSE: a token has more random bits than anybody can try, so that its hash tells nothing of it.
    let hash = Sha256::new().chain_update(FINGERPRINT_OF).chain_update(token.expose_secret()).finalize();
    let mut text = String::with_capacity(hash.len() * 2);
    for byte in hash {
        write!(text, "{byte:02x}").expect("writing into a string can't fail");
    }
    TokenFingerprint::new(text)
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

    /// The key that the keyring gave back from this entry.
    pub(super) fn of(entry: Entry, stored: SecretString) -> Result<Self, VaultError> {
        // EXPOSE: another text would be taken for a passphrase, or end the statement that it stands in.
        let text = stored.expose_secret();
        if text.len() == Self::BYTES * 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(stored))
        } else {
            Err(VaultError::Damaged { entry: entry.to_string() })
        }
    }

    /// As the keyring keeps it.
    pub(super) const fn stored(&self) -> &SecretString {
        &self.0
    }

    /// Whether it is the same key.
    pub(crate) fn is(&self, other: &Self) -> bool {
        // EXPOSE: both are our own; nobody can measure the time that this takes.
        self.0.expose_secret() == other.0.expose_secret()
    }

    /// Has the connection put everything that it opened with another key under this one. The options hold both keys.
    #[must_use]
    pub(crate) fn take_over(&self, options: SqliteConnectOptions) -> SqliteConnectOptions {
        // EXPOSE: the last statement of the opening tells SQLCipher the key that is to come.
        options.pragma("rekey", format!("\"x'{}'\"", self.0.expose_secret()))
    }

    /// Has each connection open the records with this key. The options hold the key from here on, in clear and for as
    /// long as their pool lives: they must not be printed.
    #[must_use]
    pub(crate) fn apply(&self, options: SqliteConnectOptions) -> SqliteConnectOptions {
        // EXPOSE: the first statement of a connection tells SQLCipher the key. As raw bytes it needs no derivation.
        options.pragma("key", format!("\"x'{}'\"", self.0.expose_secret()))
    }
}

/// What the mail server is told of a user, for as long as the signing in takes.
pub(crate) struct MailSignIn<'a> {
    user_name: &'a str,
    password: &'a SecretString,
}

impl<'a> MailSignIn<'a> {
    pub(crate) const fn new(user_name: &'a str, password: &'a SecretString) -> Self {
        Self { user_name, password }
    }

    /// What the library of the mail signs in with. It keeps the password in clear and does not wipe it, so it must be gone
    /// as soon as the server has answered.
    pub(crate) fn credentials(&self) -> Credentials {
        // EXPOSE: the server asks for it, over a connection that is encrypted.
        Credentials::new(self.user_name.to_owned(), self.password.expose_secret().to_owned())
    }

    /// Whether words repeat the password, as it is or in one of the forms in which it was sent. A password of few letters
    /// stands in words that mean something else.
    pub(crate) fn is_repeated_in(&self, words: &str) -> bool {
        // EXPOSE: the words of a server would be kept and shown.
        let password = self.password.expose_secret();
        let at_once = Zeroizing::new(format!("\0{}\0{password}", self.user_name));
        let [at_once, alone] = [at_once.as_str(), password].map(|told| Zeroizing::new(STANDARD.encode(told)));
        [password, at_once.as_str(), alone.as_str()].iter().any(|told| told.len() > 3 && words.contains(told))
    }
}
