//! Hands the firm's API secret past the environment to the program that is started again.
//!
//! Every process that the application starts gets its environment, those of the banks' pages too, and it can be read
//! there for as long as they run. So the secret comes in a variable and goes on over the standard input.

use std::{
    ffi::{OsStr, OsString},
    io::{self, Read, Write},
    process::Stdio,
};

use secrecy::SecretString;

/// The variable that the secret comes in.
pub const SECRET: &str = "PLAID_SECRET";

/// The variable that says that the secret is on the standard input.
pub const ON_INPUT: &str = "BANK_CONNECTIONS_SECRET_ON_INPUT";

/// No secret of Plaid's is as long, and so much can be written before anybody reads.
const MOST_BYTES: usize = 1024;

/// The secret that has to be handed on.
pub fn secret_of(environment: &[(OsString, OsString)]) -> Option<&OsStr> {
    let secret = environment.iter().find(|(name, value)| name == SECRET && !value.is_empty());
    secret.map(|(_, value)| value.as_os_str())
}

/// A standard input that holds the secret.
pub fn input_with(secret: &OsStr) -> io::Result<Stdio> {
    let text = secret.to_string_lossy();
    let (reader, mut writer) = io::pipe()?;
    writer.write_all(&text.as_bytes()[..text.len().min(MOST_BYTES)])?;
    Ok(reader.into())
}

/// The secret that was handed on. Nothing is left of it where it was.
pub fn received() -> Option<SecretString> {
    read(io::stdin().lock())
}

fn read(input: impl Read) -> Option<SecretString> {
    let mut secret = String::new();
    input.take(MOST_BYTES as u64).read_to_string(&mut secret).ok()?;
    if secret.is_empty() { None } else { Some(secret.into()) }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_secret_is_handed_on_whole_and_once() {
        let environment = [(OsString::from(SECRET), OsString::from("firm's key"))];
        let secret = secret_of(&environment).unwrap();
        let mut program = std::process::Command::new("cat");
        let output = program.stdin(input_with(secret).unwrap()).output().unwrap();
        assert_eq!(read(output.stdout.as_slice()).unwrap().expose_secret(), "firm's key");
        assert!(read(io::empty()).is_none(), "nothing is left");
    }

    #[test]
    fn what_is_absent_or_empty_is_not_handed_on() {
        assert_eq!(secret_of(&[]), None);
        assert_eq!(secret_of(&[(OsString::from(SECRET), OsString::new())]), None);
    }
}
