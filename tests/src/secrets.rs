//! The secrets of a journey, and the places where none of them may stand: files, and what the main window hears.
//!
//! Every journey is looked through when it has arrived, so nothing here names a journey. What opens something is known by
//! itself: Plaid's tokens and keys from the simulator, passwords because they were typed into a field for one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use connections::DEMO_PASSWORD;
use plaid_sandbox::Sandbox;
use thirtyfour::WebDriver;

use crate::Trouble;
use crate::bank_page::PASSWORD;
use crate::window::Window;

/// Has the window keep everything that the shell answers from now on.
const LISTEN: &str = "
    window.heard = [];
    const original = window.fetch;
    window.fetch = async (...request) => {
        const answer = await original(...request);
        answer.clone().text().then((text) => window.heard.push(text), () => {});
        return answer;
    };";

/// What it heard, what it shows and what it keeps. What somebody types is in the field that it is typed into.
const HEARD: &str = "
    const page = document.documentElement.cloneNode(true);
    page.querySelectorAll('input[type=password]').forEach((field) => field.removeAttribute('value'));
    return [...(window.heard ?? []), page.outerHTML, JSON.stringify([{ ...localStorage }, { ...sessionStorage }])];";

/// What was typed into fields for passwords, by session of the driver.
static TYPED: LazyLock<Mutex<BTreeMap<String, BTreeSet<String>>>> = LazyLock::new(Mutex::default);

/// Secrets to look for.
#[derive(Debug, Default)]
pub struct Secrets {
    everywhere: BTreeSet<String>,
    /// The main window has to show these once, and nothing else may know them.
    in_files: BTreeSet<String>,
}

impl Secrets {
    /// Everything that Plaid gave or was given that opens something, and what was typed while these sessions of the driver
    /// drove.
    #[must_use]
    pub fn of<'a>(sandbox: &Sandbox, sessions: impl Iterator<Item = &'a String>) -> Secrets {
        let mut secrets = BTreeSet::from([sandbox.secret().to_owned()]);
        secrets.extend(sandbox.items().into_iter().filter_map(|item| item.access_token));
        for link in sandbox.links() {
            secrets.extend(link.sessions.into_iter().filter_map(|session| session.public_token));
            secrets.insert(link.link_token);
        }
        let typed = typed();
        secrets.extend(sessions.filter_map(|session| typed.get(session)).flatten().cloned());
        // The bank's page and the door of the demo tell these to everybody.
        for told in [PASSWORD, DEMO_PASSWORD] {
            secrets.remove(told);
        }
        Secrets { everywhere: secrets, in_files: BTreeSet::new() }
    }

    /// With some that the main window has to show.
    #[must_use]
    pub fn and_shown(self, shown: &BTreeSet<String>) -> Secrets {
        Secrets { in_files: shown.clone(), ..self }
    }

    /// Whether there is one that begins like this.
    #[must_use]
    pub fn has(&self, beginning: &str) -> bool {
        self.everywhere.iter().any(|secret| secret.starts_with(beginning))
    }

    /// Looks through everything in a folder except what is the keyring's own, where secrets belong.
    pub fn are_in_no_file_below(&self, folder: &Path) -> Result<(), Trouble> {
        for path in files_below(folder) {
            // A file may go while we look through them.
            let bytes = fs::read(&path).unwrap_or_default();
            let place = path.display().to_string();
            self.are_not_in(&place, &bytes)?;
            are_not_in(&place, &bytes, &self.in_files)?;
        }
        Ok(())
    }

    /// Looks through what the main window heard since `listen`, what it shows and what it keeps.
    pub async fn are_not_known_to(&self, window: &Window) -> Result<(), Trouble> {
        let heard = window.run(HEARD, Vec::new()).await?.to_string();
        self.are_not_in("what the main window heard", heard.as_bytes())
    }

    /// Looks through some bytes for those that may be nowhere.
    pub fn are_not_in(&self, place: &str, bytes: &[u8]) -> Result<(), Trouble> {
        are_not_in(place, bytes, &self.everywhere)
    }
}

/// Looks through bytes as text, and as text of two bytes a letter, in which web views keep what pages store.
fn are_not_in(place: &str, bytes: &[u8], secrets: &BTreeSet<String>) -> Result<(), Trouble> {
    let wide = |secret: &String| secret.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let forms = secrets.iter().flat_map(|secret| [(secret, secret.clone().into_bytes()), (secret, wide(secret))]);
    let forms: Vec<_> = forms.collect();
    let mut begins = [false; 256];
    for (_, form) in &forms {
        begins[usize::from(form[0])] = true;
    }
    for (start, byte) in bytes.iter().enumerate() {
        if !begins[usize::from(*byte)] {
            continue;
        }
        if let Some((secret, _)) = forms.iter().find(|(_, form)| bytes[start..].starts_with(form)) {
            let kind = secret.chars().take(15).collect();
            return Err(Trouble::SecretFound { kind, place: place.to_owned() });
        }
    }
    Ok(())
}

/// Has the main window keep what it hears.
pub async fn listen(window: &Window) -> Result<(), Trouble> {
    window.run(LISTEN, Vec::new()).await.map(drop)
}

/// Remembers what is typed into a field for a password.
pub fn remember(driver: &WebDriver, text: &str) {
    if !text.is_empty() {
        typed().entry(session(driver)).or_default().insert(text.to_owned());
    }
}

/// The name of the driver's session.
#[must_use]
pub fn session(driver: &WebDriver) -> String {
    driver.handle().session_id().to_string()
}

/// All files in a folder except those of the keyring.
#[must_use]
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.ends_with("keyrings") {
            continue;
        }
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.is_file() {
            files.push(path);
        }
    }
    files
}

fn typed() -> MutexGuard<'static, BTreeMap<String, BTreeSet<String>>> {
    TYPED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_wherever_it_stands_in_a_file() {
        let everywhere = ["access-sandbox-1", "opensesame"].map(str::to_owned).into();
        let secrets = Secrets { everywhere, in_files: BTreeSet::new() };
        let wide: Vec<u8> = "x opensesame".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for found in [b"access-sandbox-1".as_slice(), b"aaccess-sandbox-1x", b"{\"opensesame\"}", &wide] {
            assert!(secrets.are_not_in("a file", found).is_err(), "{found:?}");
        }
        for other in [b"".as_slice(), b"access-sandbox-", b"access-sandbox-2 open sesame"] {
            assert!(secrets.are_not_in("a file", other).is_ok(), "{other:?}");
        }
    }
}
