//! Secrets reach the keyring and Plaid, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bank_connections_tests::bank_page::{PASSWORD, USER};
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::mail_server::{self, MailServer};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::removal::NOT_REMOVED;
use bank_connections_tests::views::{CONNECTIONS, MAIL};
use bank_connections_tests::{Trouble, simulator, wait};

use crate::banks::{GINGHAM, PLATYPUS};

/// Typed at the bank. It is refused there, and must be nowhere.
const TYPED: &str = "marker-5f0e6a-typed-at-the-bank";

#[test]
fn no_secret_is_found_in_a_file_or_in_the_main_window() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.simulator().switch(|switches| switches.record_exchanges = true);
        let server = journey.start_mail_server()?;
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
        main.done().await?;
        send_mail(&main, &server).await?;
        connect_and_remove(journey, &main).await?;
        let sent =
            wait::until("the message about the removal", async || Ok(server.received()?.into_iter().nth(1))).await?;

        let secrets = secrets(journey.simulator());
        assert_none_in("a message", sent.raw.as_bytes(), &secrets);
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

/// Types how mail is sent, the password with it, sends a test message, and saves.
async fn send_mail(main: &MainWindow, server: &MailServer) -> Result<(), Trouble> {
    main.show(MAIL).await?;
    main.type_mail_settings(server).await?;
    main.window().press("button", "Send a test message").await?;
    main.window().see_text("The server took the test message").await?;
    main.save_mail_settings().await?;
    main.show(CONNECTIONS).await
}

/// A new login comes, and Plaid refuses to remove it.
async fn connect_and_remove(journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    main.open_connect().await?;
    let bank = journey.bank_page().await?;
    bank.connect_at(GINGHAM.id, &["Plaid Checking ••••0000"]).await?;
    main.connected().await?;
    main.done().await?;
    simulator::refuse(journey.simulator(), "/item/remove", "INTERNAL_SERVER_ERROR");
    main.choose(GINGHAM.name).await?;
    main.remove_chosen().await?;
    main.window().see("dialog", NOT_REMOVED).await.map(drop)
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
    secrets.extend([sandbox.secret(), TYPED, mail_server::PASSWORD].map(str::to_owned));
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
