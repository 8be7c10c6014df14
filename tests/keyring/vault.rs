//! The vault, spoken to line by line.
//!
//! The keyring is found through the environment of a process, which can't be changed while the process runs. So each
//! test has the vault in a process of its own, on a bus of its own; ending the process is what a restart is.

#![allow(clippy::print_stdout, reason = "the answers are what the test reads")]

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use connections::clock::Clock;
use connections::model::ids::LoginId;
use connections::store::Database;
use connections::vault::{Profile, Vault, VaultError};
use plaid::AccessToken;
use secrecy::ExposeSecret;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let mut vault = None;
    for line in io::stdin().lines() {
        let line = line?;
        let words: Vec<_> = line.split(' ').collect();
        let answer = match (&words[..], &vault) {
            (["open", profile], _) => match open(profile).await {
                Ok(opened) => {
                    vault = Some(opened);
                    Ok("ok".to_owned())
                }
                Err(error) => Err(error),
            },
            (command, Some(vault)) => answer(vault, command).await,
            (_, None) => Ok("open a vault first".to_owned()),
        };
        println!("{}", answer.unwrap_or_else(|error| said(&error)));
    }
    Ok(())
}

async fn open(profile: &str) -> Result<Vault, VaultError> {
    Vault::open(if profile == "live" { Profile::Live } else { Profile::Demo }).await
}

async fn answer(vault: &Vault, command: &[&str]) -> Result<String, VaultError> {
    let ok = |()| "ok".to_owned();
    let found = |text: &str| format!("found {text}");
    match command {
        ["put", secret] => vault.put_api_secret(&(*secret).into()).await.map(ok),
        ["get"] => vault.api_secret().await.map(|secret| found(secret.expose_secret())),
        ["forget"] => vault.forget_api_secret().await.map(ok),
        ["put-token", of, token] => vault.put_access_token(login(of), &AccessToken::new((*token).into())).await.map(ok),
        ["get-token", of] => vault.access_token(login(of)).await.map(|token| found(token.secret().expose_secret())),
        ["tokens"] => vault.logins_with_tokens().await.map(of_whom),
        ["records", file] => records(vault, Path::new(file)).await,
        _ => Ok("no such command".to_owned()),
    }
}

/// Which logins were found to have a token.
fn of_whom(logins: Option<BTreeSet<LoginId>>) -> String {
    let Some(logins) = logins else { return "can't be searched".to_owned() };
    let names: Vec<_> = logins.iter().map(LoginId::to_string).collect();
    let names = if names.is_empty() { "nobody".to_owned() } else { names.join(" ") };
    format!("found those of {names}")
}

/// Opens the records with the key of the keyring, and closes them again.
async fn records(vault: &Vault, file: &Path) -> Result<String, VaultError> {
    let key = vault.database_key(file).await?;
    match Database::open(file, &key, &Clock::System).await {
        Ok(database) => {
            database.close().await;
            Ok("ok".to_owned())
        }
        Err(error) => Ok(error.to_string()),
    }
}

fn login(number: &str) -> LoginId {
    format!("lgn_{number:0>32}").parse().expect("a test numbers its logins in hexadecimal digits")
}

fn said(error: &VaultError) -> String {
    match error {
        VaultError::NoService(_) => "no service".to_owned(),
        VaultError::Locked => "locked".to_owned(),
        VaultError::Silent => "silent".to_owned(),
        VaultError::Refused(_) => "refused".to_owned(),
        VaultError::Missing { .. } => "missing".to_owned(),
        VaultError::Damaged { .. } => "damaged".to_owned(),
        VaultError::Failed(source) => format!("failed: {source}"),
    }
}
