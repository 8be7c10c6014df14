//! The audit: what was done is in it, it is exported, and what somebody changes past the application is found.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::tampering::tamper;
use bank_connections_tests::views::AUDIT;

use crate::banks::PLATYPUS;

/// The program that knows nothing but `docs/audit.md`.
const CHECK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/audit/check.py");

#[test]
fn an_act_is_in_the_audit_and_a_change_past_the_application_is_found() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.open_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.done().await?;

        main.show(AUDIT).await?;
        let window = main.window();
        window.see_text("Complete:").await?;
        window.see_text("Begin update").await?;
        window.fill("searchbox", "Search the audit", "begin update").await?;
        window.see_text("1 entry").await?;
        window.press("button", "Clear filters").await?;

        window.press("button", "Export all").await?;
        window.press("menuitem", "JSON with all hashes").await?;
        window.see("button", "Show in folder").await?;
        let exported = exported(journey)?;
        let checked = Command::new("python3").arg(CHECK).arg(&exported).output()?;
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));

        window.press("button", "Check now").await?;
        window.see_text("Check the audit").await?;
        journey.kill().await?;

        let change = ["drop trigger audit_is_append_only_on_update", "update audit set who = 'Nobody' where id = 3"];
        tamper(journey, &change).await?;
        let main = journey.start_ready().await?;
        main.window().see_text("Entry 3 was changed after it was written").await?;
        main.window().press("button", "Show the audit").await?;
        main.window().see_text("keep the file of the records as it is").await?;
        Ok(())
    })
}

/// The one file that lies in the folder of downloads.
fn exported(journey: &Journey) -> Result<PathBuf, Trouble> {
    let folder = journey.desktop().home().join("Downloads");
    let mut files =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    assert_eq!(files.len(), 1, "{files:?}");
    Ok(files.remove(0))
}
