//! What signing in and the users take. Every password is a secret from its arrival on.

use secrecy::SecretString;
use serde::Deserialize;
use ts_rs::TS;

/// The first user.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetUpArgument {
    /// The name.
    pub name: String,
    /// The password.
    #[ts(type = "string")]
    pub password: SecretString,
}

/// Who wants to sign in.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignInArgument {
    /// The user.
    pub user_id: String,
    /// The password.
    #[ts(type = "string")]
    pub password: SecretString,
}

/// A command that speaks of one user.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UserArgument {
    /// The user.
    pub user_id: String,
}

/// A new password for a user.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UserPasswordArgument {
    /// The user.
    pub user_id: String,
    /// The new password.
    #[ts(type = "string")]
    pub password: SecretString,
}

/// The password of the user who is signed in, said once more.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PasswordArgument {
    /// The password.
    #[ts(type = "string")]
    pub password: SecretString,
}

/// A recovery code for a new password.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecoverArgument {
    /// The code.
    #[ts(type = "string")]
    pub code: SecretString,
    /// The new password.
    #[ts(type = "string")]
    pub password: SecretString,
}

/// A new password for oneself.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangePasswordArgument {
    /// The present password.
    #[ts(type = "string")]
    pub present: SecretString,
    /// The new one.
    #[ts(type = "string")]
    pub new: SecretString,
}

/// An accountant with a first password.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddAccountantArgument {
    /// The name.
    pub name: String,
    /// The first password.
    #[ts(type = "string")]
    pub password: SecretString,
}

/// A password that is being chosen.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StrengthArgument {
    /// Whose it is to be. What is in the name makes it no stronger.
    pub name: String,
    /// The password.
    #[ts(type = "string")]
    pub password: SecretString,
}

/// When the application locks.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LockSettingArgument {
    /// After how many minutes.
    pub minutes: u32,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_password_has_a_text() {
        let argument: SignInArgument =
            serde_json::from_value(json!({ "user_id": "usr_1", "password": "opensesame" })).unwrap();
        assert!(!format!("{argument:?}").contains("opensesame"));
    }
}
