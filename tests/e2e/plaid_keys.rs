//! The firm's own keys, entered on the screen, and the profiles that they open.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::views::{AUDIT, CONNECTIONS, SETTINGS};
use bank_connections_tests::{Trouble, simulator};

use crate::banks::TARTAN;

const NO_CONNECTIONS: &str = "No bank connections yet";
const MISSING: &str = "The secret for Plaid is missing.";

#[test]
fn keys_entered_in_the_demo_open_the_firm_s_own_profile_and_neither_touches_the_other() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().environment = vec![("PLAID_BASE_URL", journey.simulator().base_url().to_owned())];
        let (client_id, secret) = (journey.simulator().client_id().to_owned(), journey.simulator().secret().to_owned());
        let main = journey.start_ready().await?;
        let demo = main.row_of(TARTAN.name).await?;

        main.show(SETTINGS).await?;
        main.window().press("radio", "Other").await?;
        enter(&main, &client_id, "not-the-secret").await?;
        main.window().press("button", "Save and open").await?;
        main.window().see_text("Plaid does not take these keys").await?;
        main.window().see_text("INVALID_INPUT · INVALID_API_KEYS: invalid client_id or secret provided").await?;
        assert_eq!(profiles_in(journey.data()), ["demo"], "nothing was made for keys that Plaid refuses");

        enter(&main, &client_id, &secret).await?;
        main.window().press("button", "Save and open").await?;
        main.create_integration_user().await?;
        main.window().see_text(NO_CONNECTIONS).await?;
        let demo_files = files_of(journey.data(), "demo");

        // Nothing but the folder is told to it from here on.
        journey.kill().await?;
        journey.launch().environment.clear();
        let main = journey.start().await?;
        main.sign_in().await?;
        main.window().see_text(NO_CONNECTIONS).await?;
        main.show(SETTINGS).await?;
        main.window().see_text(&client_id).await?;
        main.window().see_text(journey.simulator().base_url()).await?;
        assert_eq!(files_of(journey.data(), "demo"), demo_files, "the demo lies as it was left");

        main.window().press("button", "Open Demo").await?;
        main.ready().await?;
        let firm_files = files_of(journey.data(), "other");
        assert_eq!(main.row_of(TARTAN.name).await?, demo, "it is as it was");
        journey.kill().await?;
        let main = journey.start_ready().await?;
        assert_eq!(main.row_of(TARTAN.name).await?, demo);
        assert_eq!(files_of(journey.data(), "other"), firm_files, "the firm's records lie as they were left");
        assert_eq!(profiles_in(journey.data()), ["demo", "other"]);
        Ok(())
    })
}

#[test]
fn without_its_secret_the_firm_sees_its_records_and_enters_another_one() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().environment = vec![
            ("PLAID_BASE_URL", journey.simulator().base_url().to_owned()),
            ("PLAID_CLIENT_ID", journey.simulator().client_id().to_owned()),
        ];
        let secret = journey.simulator().secret().to_owned();
        let main = journey.start().await?;
        main.create_integration_user().await?;
        main.window().see_text(MISSING).await?;
        main.window().fill("textbox", "Secret", "not-the-secret").await?;
        main.window().press("button", "Save the secret").await?;
        main.window().see_text("Plaid does not take these keys").await?;
        main.window().fill("textbox", "Secret", &secret).await?;
        main.window().press("button", "Save the secret").await?;
        main.window().see_text("In the keyring").await?;
        main.window().press("button", "Test the keys").await?;
        main.window().see_text("They were tested only.").await?;

        main.window().press("button", "Forget the secret…").await?;
        main.window().see("alertdialog", "Forget the secret for Plaid?").await?;
        main.window().press("button", "Forget").await?;
        main.window().see_text(MISSING).await?;
        journey.kill().await?;
        let calls = journey.simulator().calls();
        let main = journey.start().await?;
        main.sign_in().await?;
        main.window().see_text(MISSING).await?;
        main.show(CONNECTIONS).await?;
        main.window().see_text(NO_CONNECTIONS).await?;
        assert_eq!(journey.simulator().calls(), calls, "Plaid is not asked without a secret");
        Ok(())
    })
}

#[test]
fn where_it_can_t_be_read_which_profile_is_meant_the_user_says_it() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().environment.clear();
        fs::create_dir_all(journey.data())?;
        fs::write(journey.data().join("profile.json"), "{")?;
        let main = journey.start().await?;
        main.window().see("heading", "Which profile to open can’t be read").await?;
        assert_eq!(profiles_in(journey.data()), [""; 0], "nothing is opened on a guess");
        main.window().press("button", "Open Demo").await?;
        main.ready().await?;
        journey.kill().await?;
        journey.start_ready().await.map(drop)
    })
}

#[test]
fn a_profile_that_does_not_open_keeps_nobody_from_the_others() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().environment = vec![("PLAID_BASE_URL", journey.simulator().base_url().to_owned())];
        open_own_profile(journey).await?;
        journey.kill().await?;
        let records = journey.data().join("other/records/bank-connections.db");
        let mut bytes = fs::read(&records)?;
        bytes[..4096].fill(7);
        fs::write(&records, &bytes)?;

        let main = journey.start().await?;
        // There is no backup of records so new that would tell a damaged beginning from another key.
        main.window().see("heading", "The key does not open the records").await?;
        main.window().press("button", "Open Demo").await?;
        main.ready().await?;
        assert!(fs::read(&records)? == bytes, "what does not open is left as it is");
        journey.kill().await?;
        journey.start_ready().await.map(drop)
    })
}

#[test]
fn a_profile_that_can_t_be_left_is_not_left_in_the_audit() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().environment = vec![("PLAID_BASE_URL", journey.simulator().base_url().to_owned())];
        let (client_id, secret) = (journey.simulator().client_id().to_owned(), journey.simulator().secret().to_owned());
        let main = journey.start_ready().await?;
        // Nothing can take its name.
        fs::create_dir(journey.data().join("profile.json"))?;
        main.show(SETTINGS).await?;
        main.window().press("radio", "Other").await?;
        enter(&main, &client_id, &secret).await?;
        main.window().press("button", "Save and open").await?;
        main.window().see_text("The records can’t be written").await?;

        main.show(AUDIT).await?;
        main.window().see_text("Complete:").await?;
        let text = main.window().text().await?.to_lowercase();
        assert!(text.contains("plaid keys") && !text.contains("profile"), "{text}");
        Ok(())
    })
}

#[test]
fn a_key_of_records_that_lie_elsewhere_is_not_used_for_new_ones() -> Result<(), Trouble> {
    journey(async |journey| {
        let firm = simulator::firm_on(journey.simulator());
        journey.launch().environment.clone_from(&firm);
        let main = journey.start().await?;
        main.create_integration_user().await?;
        main.window().see_text(NO_CONNECTIONS).await?;
        journey.kill().await?;
        let (key, api_secret) = (kept(journey, "database-key")?, kept(journey, "plaid-api-secret")?);

        let right = journey.data().to_owned();
        journey.launch().data = right.with_file_name("elsewhere");
        for (name, value) in &mut journey.launch().environment {
            if *name == "PLAID_SECRET" {
                "of-somebody-else".clone_into(value);
            }
        }
        let main = journey.start().await?;
        main.window().see("heading", "The records of this profile are not here").await?;
        main.window().press("button", "Try again").await?;
        main.window().see("heading", "The records of this profile are not here").await?;
        assert!(!journey.data().join("other/records/bank-connections.db").exists(), "no other records were made");
        journey.kill().await?;
        assert!(kept(journey, "database-key")? == key && kept(journey, "plaid-api-secret")? == api_secret);

        journey.launch().data = right;
        journey.launch().environment = firm;
        let main = journey.start().await?;
        main.sign_in().await?;
        main.window().see_text(NO_CONNECTIONS).await
    })
}

fn kept(journey: &Journey, entry: &str) -> Result<Vec<u8>, Trouble> {
    journey.desktop().secret_service().entry(entry)
}

/// Enters the keys of the firm in the demo, and creates the integration user of the profile that they open.
async fn open_own_profile(journey: &mut Journey) -> Result<MainWindow, Trouble> {
    let (client_id, secret) = (journey.simulator().client_id().to_owned(), journey.simulator().secret().to_owned());
    let main = journey.start_ready().await?;
    main.show(SETTINGS).await?;
    main.window().press("radio", "Other").await?;
    enter(&main, &client_id, &secret).await?;
    main.window().press("button", "Save and open").await?;
    main.create_integration_user().await?;
    main.window().see_text(NO_CONNECTIONS).await?;
    Ok(main)
}

async fn enter(main: &MainWindow, client_id: &str, secret: &str) -> Result<(), Trouble> {
    main.window().fill("textbox", "Client ID", client_id).await?;
    main.window().fill("textbox", "Secret", secret).await
}

/// The names of the folders with records in the data folder.
fn profiles_in(data: &Path) -> Vec<String> {
    let entries = fs::read_dir(data).expect("the data folder is there").flatten();
    let with_records = entries.filter(|entry| entry.path().join("records").is_dir());
    let mut names: Vec<_> = with_records.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Everything in the folder of a profile.
fn files_of(data: &Path, profile: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(&data.join(profile), &mut files);
    assert!(files.keys().any(|path| path.ends_with("bank-connections.db")), "{:?}", files.keys());
    files
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.clone(), fs::read(&path).unwrap_or_default());
        }
    }
}
