//! Statements taken out on the screen: the file on the disk is whole, and is what the screen says.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::views::{AUDIT, STATEMENTS};
use bank_connections_tests::{Trouble, python, simulator};
use jiff::{ToSpan as _, tz::TimeZone};
use plaid_sandbox::BankTransaction;
use serde_json::Value;

use crate::banks::TARTAN;

/// The program that knows nothing of this application.
const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/readers/read.py");

#[test]
fn an_accountant_exports_statements_and_the_file_on_the_disk_is_right() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose_in_menu("Switch to Accountant").await?;
        main.sees_user("Accountant").await?;
        main.show(STATEMENTS).await?;
        let last_month = journey.simulator().now().to_zoned(TimeZone::UTC).date().first_of_month() - 1.day();
        let item = simulator::item_at(journey.simulator(), TARTAN.id)?;
        let checking = item.accounts.iter().find(|account| account.key == "checking").expect("it is there");
        let formula = BankTransaction { date: Some(last_month), ..BankTransaction::of_cents(100, "=1+1") };
        let account = checking.account_id.as_deref().expect("it is granted");
        journey.simulator().book(&item.item_id, account, &formula).expect("it can be booked");
        main.import_statements(&["1010", "1020", "2100"], last_month).await?;
        let window = main.window();
        window.press("button", "Close").await?;
        let listed = main.statements().await?;

        window.press("button", "Export…").await?;
        window.see("dialog", "Export statements").await?;
        assert!(!window.see("button", "Export").await?.is_enabled().await?, "no format is given beforehand");
        window.press("radio", "OFX 2.2").await?;
        window.press("button", "Export").await?;
        window.see("dialog", "Statements exported").await?;
        window.see_text("3 statements with").await?;
        let file = only_new(journey, &[])?;
        window.see_text(&file.display().to_string()).await?;
        window.press("button", "Close").await?;
        let read = read(&file)?;
        assert_eq!(read.len(), 3);
        for statement in &read {
            let row = listed.iter().find(|row| plain(&row[3]) == statement["closing"].as_str().unwrap_or_default());
            let row = row.expect("its closing balance is on the screen");
            assert_eq!(statement["lines"].as_array().map(Vec::len), row[5].replace(',', "").parse().ok(), "{row:?}");
        }

        window.press("button", "All lines of 1010 Operating account").await?;
        window.press("button", "Export…").await?;
        window.see_text("1 statement, ").await?;
        window.press("radio", "CSV").await?;
        window.press("button", "Export").await?;
        window.see("dialog", "Statements exported").await?;
        let csv = fs::read_to_string(only_new(journey, &[&file])?)?;
        assert!(csv.contains("'=1+1") && !csv.contains(",=1+1"), "a formula is a text: {csv}");
        window.press("button", "Close").await?;

        main.show(AUDIT).await?;
        window.fill("searchbox", "Search the audit", "export statements").await?;
        window.see_text("2 entries").await
    })
}

/// The one file in the folder of downloads beside those that are known. Nothing unfinished is left there.
fn only_new(journey: &Journey, known: &[&PathBuf]) -> Result<PathBuf, Trouble> {
    let folder = journey.desktop().home().join("Downloads");
    let files = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    let mut new: Vec<_> = files.into_iter().filter(|file| !known.contains(&file)).collect();
    assert_eq!(new.len(), 1, "{new:?}");
    Ok(new.remove(0))
}

fn read(file: &PathBuf) -> Result<Vec<Value>, Trouble> {
    let output = Command::new(python::interpreter("readers")?).arg(READER).arg("ofx").arg(file).output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout).expect("the reader answers with JSON"))
}

/// `-$1,234.50` as a file has it.
fn plain(shown: &str) -> String {
    shown.replace(['$', ','], "").replace('−', "-")
}
