//! Importing: what is chosen, what comes of it, the statements, their lines, and taking them out.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::simulator;
use bank_connections_tests::views::STATEMENTS;
use jiff::{ToSpan as _, tz::TimeZone};
use plaid_sandbox::BankTransaction;

use super::{Album, TARTAN};

const ACCOUNTS: [&str; 3] = ["1010", "1020", "2100"];

/// From an empty list to a file.
pub async fn statements(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    let window = main.window();
    main.show(STATEMENTS).await?;
    window.see_text("No statements yet").await?;
    album.add("statements-none", window).await?;
    window.press("button", "Import statements").await?;
    window.see("dialog", "Import statements").await?;
    for code in ACCOUNTS {
        main.choose_to_import(code).await?;
    }
    album.add("statements-choice", window).await?;
    window.press("button", "Cancel").await?;
    let today = journey.simulator().now().to_zoned(TimeZone::UTC).date();
    let last_month = today.first_of_month().saturating_sub(1.day());
    main.import_statements(&ACCOUNTS, last_month).await?;
    window.press("button", "Close").await?;

    // The bank books a line in a day that is closed.
    let (item, account) = checking(journey)?;
    let late = BankTransaction { date: Some(last_month), ..BankTransaction::of_cents(1_250, "HARBOR OFFICE") };
    journey.simulator().book(&item, &account, &late).expect("it can be booked");
    main.begin_import(&ACCOUNTS, None).await?;
    window.see_text("Import finished").await?;
    album.add("statements-result", window).await?;
    window.press("button", "Close").await?;
    window.see("grid", STATEMENTS).await?;
    album.add("statements", window).await?;
    lines(album, &main).await?;
    export(album, &main).await
}

async fn lines(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    window.press("button", "All lines of 1010 Operating account").await?;
    window.see("table", "Lines").await?;
    album.add("statements-lines", window).await?;
    window.fill("searchbox", "Search lines", "coffee").await?;
    window.see_text("Lines found").await?;
    window.fill("textbox", "Amount from", "12").await?;
    window.fill("textbox", "Amount to", "x").await?;
    window.see_text("Enter an amount such as").await?;
    album.add("statements-lines-found", window).await?;
    window.fill("searchbox", "Search lines", "no such line").await?;
    window.see_text("No line is like that").await?;
    album.add("statements-lines-nothing", window).await?;
    window.press("button", "All statements").await
}

async fn export(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    window.press("button", "Export…").await?;
    window.see("dialog", "Export statements").await?;
    album.add("statements-export", window).await?;
    window.press("radio", "OFX 2.2").await?;
    window.press("button", "Export").await?;
    window.see("dialog", "Statements exported").await?;
    album.add("statements-exported", window).await
}

/// The Item at Tartan Bank, and its checking account.
fn checking(journey: &Journey) -> Result<(String, String), Trouble> {
    let item = simulator::item_at(journey.simulator(), TARTAN.1)?;
    let account = item.accounts.iter().find(|account| account.key == "checking").expect("it is there");
    Ok((item.item_id.clone(), account.account_id.clone().expect("it is granted")))
}
