//! What the environment asks of the application. The only place that reads environment variables.

use std::{ffi::OsString, io, path::PathBuf, process::Command};

use secrecy::SecretString;

use crate::door::{Driving, handover};

/// What was asked for, not yet judged. It holds secrets, so it has no text of its own.
#[derive(Default)]
pub struct Environment {
    /// `BANK_CONNECTIONS_DATA_DIR`: where the data is kept, in place of the usual folder of the system.
    pub data_folder: Option<PathBuf>,
    /// `BANK_CONNECTIONS_SIMULATOR`: the line that `plaid-sandbox` prints. The demo then works on that simulator in place
    /// of one of its own.
    pub simulator: Option<String>,
    /// `PLAID_CLIENT_ID`: the firm's client id. With it the application works on the firm's own connections.
    pub client_id: Option<String>,
    /// `PLAID_SECRET`: the firm's API secret, which the door has handed on. It goes into the keyring, so that it is needed
    /// only once.
    pub secret: Option<SecretString>,
    /// `PLAID_BASE_URL`: where Plaid is. Plaid's Sandbox where it is not said.
    pub base_url: Option<String>,
    /// `BANK_CONNECTIONS_LOG=info`: whether standard error says as much as the log file does, and not only what is wrong.
    pub tells_more: bool,
    /// `TAURI_WEBVIEW_AUTOMATION`: the windows are driven by a test through `WebDriver`. `WebKit` can't drive a private
    /// window, and several copies of the application run side by side then. Never in the product.
    pub automation: bool,
}

impl Environment {
    /// Reads the environment of the process.
    pub fn read(driving: Driving) -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
        Self::from(driving, |name| std::env::var_os(name), handover::received)
    }

    fn from(
        driving: Driving,
        variable: impl Fn(&str) -> Option<OsString>,
        secret: impl FnOnce() -> Option<SecretString>,
    ) -> Self {
        let present = |name: &str| variable(name).filter(|value| !value.is_empty());
        let text = |name: &str| present(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            data_folder: present("BANK_CONNECTIONS_DATA_DIR").map(PathBuf::from),
            simulator: text("BANK_CONNECTIONS_SIMULATOR"),
            client_id: text("PLAID_CLIENT_ID"),
            secret: present(handover::ON_INPUT).and_then(|_| secret()),
            base_url: text("PLAID_BASE_URL"),
            tells_more: text("BANK_CONNECTIONS_LOG").is_some_and(|value| value == "info"),
            automation: driving.is_allowed() && text("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true"),
        }
    }
}

impl Environment {
    /// Whether it says which profile to open, whatever was chosen on the screen.
    pub const fn chooses_profile(&self) -> bool {
        self.client_id.is_some() || self.simulator.is_some()
    }
}

/// All variables of the process.
pub fn variables() -> Vec<(OsString, OsString)> {
    std::env::vars_os().collect()
}

/// This program, to be started once more as it was started.
pub fn this_program() -> io::Result<Command> {
    let mut program = Command::new(std::env::current_exe()?);
    program.args(std::env::args_os().skip(1));
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(of: &[(&str, &str)]) -> Environment {
        read(Driving::Refused, of)
    }

    fn read(driving: Driving, of: &[(&str, &str)]) -> Environment {
        let variable = |name: &str| of.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value));
        Environment::from(driving, variable, || Some("key".into()))
    }

    #[test]
    fn what_is_absent_or_empty_is_not_asked_for() {
        let read = environment(&[("PLAID_CLIENT_ID", ""), ("TAURI_WEBVIEW_AUTOMATION", "")]);
        assert!(read.client_id.is_none() && read.secret.is_none() && read.simulator.is_none());
        assert!(read.data_folder.is_none() && read.base_url.is_none() && !read.tells_more && !read.automation);
    }

    #[test]
    fn what_is_set_is_read() {
        let read = environment(&[
            ("BANK_CONNECTIONS_DATA_DIR", "/data"),
            ("PLAID_CLIENT_ID", "firm"),
            ("BANK_CONNECTIONS_LOG", "info"),
            (handover::ON_INPUT, "true"),
        ]);
        assert_eq!(read.data_folder, Some(PathBuf::from("/data")));
        assert_eq!(read.client_id.as_deref(), Some("firm"));
        assert!(read.secret.is_some() && read.tells_more);
    }

    #[test]
    fn the_product_is_not_driven_whatever_the_environment_says() {
        let asked = [("TAURI_WEBVIEW_AUTOMATION", "true")];
        assert!(!read(Driving::Refused, &asked).automation);
        #[cfg(feature = "automation")]
        assert!(read(Driving::Allowed, &asked).automation);
    }
}
