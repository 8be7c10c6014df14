//! Secrets reach the keyring and Plaid, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bank_connections_tests::Trouble;
use bank_connections_tests::bank_page::{PASSWORD, USER};
use bank_connections_tests::journey::journey;

use crate::banks::PLATYPUS;

/// Typed at the bank. It is refused there, and must be nowhere.
const TYPED: &str = "marker-5f0e6a-typed-at-the-bank";

#[test]
fn no_secret_is_found_in_a_file_or_in_the_main_window() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.simulator().switch(|switches| switches.record_exchanges = true);
        let main = journey.start_ready().await?;
        main.window().run(LISTEN, Vec::new()).await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.consent().await?;
        bank.sign_in(USER, TYPED).await?;
        bank.window().see_text("INVALID_CREDENTIALS").await?;
        bank.sign_in(USER, PASSWORD).await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;

        let secrets = secrets(journey.simulator());
        let page = main.window().run(HEARD, Vec::new()).await?.to_string();
        assert!(page.contains("BAC-"), "nothing was heard: {page}");
        assert_none_in("the main window", page.as_bytes(), &secrets);

        let mut files = Vec::new();
        collect(journey.desktop().home(), &mut files);
        assert!(files.iter().any(|path| path.ends_with("bank-connections.db")), "{files:?}");
        assert!(files.iter().any(|path| path.extension().is_some_and(|ending| ending == "log")), "{files:?}");
        for path in files {
            assert_none_in(&path.display().to_string(), &fs::read(&path).unwrap_or_default(), &secrets);
        }
        Ok(())
    })
}

/// Keeps everything that the shell answers from now on.
const LISTEN: &str = "
    window.heard = [];
    const original = window.fetch;
    window.fetch = async (...request) => {
        const answer = await original(...request);
        window.heard.push(await answer.clone().text());
        return answer;
    };";

const HEARD: &str =
    "return [...window.heard, document.documentElement.outerHTML, JSON.stringify({ ...localStorage })];";

/// Everything that Plaid gave or was given that opens something.
fn secrets(sandbox: &plaid_sandbox::Sandbox) -> BTreeSet<String> {
    let exchanges = format!("{:?}", sandbox.exchanges());
    let words = exchanges.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
    let tokens =
        words.filter(|word| ["access-", "public-", "link-sandbox-"].iter().any(|start| word.starts_with(start)));
    let mut secrets: BTreeSet<String> = tokens.map(str::to_owned).collect();
    for start in ["access-sandbox-", "public-sandbox-", "link-sandbox-"] {
        assert!(secrets.iter().any(|secret| secret.starts_with(start)), "no {start}… was exchanged: {secrets:?}");
    }
    secrets.extend([sandbox.secret().to_owned(), TYPED.to_owned()]);
    secrets
}

/// All files except the keyring's own, where secrets belong.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.ends_with("keyrings") {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else if path.is_file() {
            files.push(path);
        }
    }
}

fn assert_none_in(place: &str, bytes: &[u8], secrets: &BTreeSet<String>) {
    for secret in secrets {
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        let kind: String = secret.chars().take(15).collect();
        assert!(!found, "a secret ({kind}…) stands in {place}");
    }
}
