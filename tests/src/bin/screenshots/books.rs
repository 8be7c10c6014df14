//! The firm's own bank accounts: the list, what is asked of each, a file, and suggestions.

use std::fs;

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::simulator;
use bank_connections_tests::views::{BANK_ACCOUNTS, CONNECTIONS};

use super::{Album, TARTAN};

/// A line of each kind.
const FILE: &str = "Code,Name,Currency,Active,IBAN\n1010,Operating account,USD,yes,\n1020,Savings,USD,,\n\
    3000,Client money,USD,yes,\n3010,Payroll,Dollars,,\n3000,Client money in trust,USD,,\n3020,Vienna branch,EUR,no,\n";

/// The demo's bank accounts.
pub async fn books(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    let window = main.window();
    main.choose(TARTAN.0).await?;
    window.see_text("1010 Operating account").await?;
    album.add("books-in-the-list", window).await?;
    main.show(BANK_ACCOUNTS).await?;
    window.see("table", BANK_ACCOUNTS).await?;
    album.add("books", window).await?;
    link(album, &main).await?;
    window.press("button", "Review…").await?;
    window.press_first("checkbox", |name| name.starts_with("1040")).await?;
    window.fill("textbox", "Opening balance (USD)", "43,200.00").await?;
    album.add("books-suggestions", window).await?;
    window.press("button", "Cancel").await?;
    window.press("button", "Discard").await?;
    import(album, journey, &main).await?;
    main.choose_in_menu("Switch to Accountant").await?;
    main.sees_user("Accountant").await?;
    main.show(BANK_ACCOUNTS).await?;
    window.see("table", BANK_ACCOUNTS).await?;
    album.add("books-of-an-accountant", window).await
}

async fn link(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    window.press("button", "Link 2110 Business card 9999").await?;
    window.press_first("button", |name| name.contains("Account at the bank")).await?;
    window.press_first("option", |name| name.starts_with("Plaid Business Credit Card ••••9999, Tartan")).await?;
    window.press("button", "Link").await?;
    window.see_text("Enter the start date.").await?;
    album.add("books-link", window).await?;
    window.press("button", "Cancel").await?;
    window.see("alertdialog", "Discard changes?").await?;
    album.add("discard", window).await?;
    window.press("button", "Discard").await?;
    window.press("button", "Change link of 2100 Corporate card").await?;
    window.see("dialog", "Change the link").await?;
    album.add("books-change-link", window).await?;
    window.press("button", "Unlink…").await?;
    window.see("alertdialog", "Unlink this bank account?").await?;
    album.add("books-unlink", window).await?;
    window.press("button", "Keep the link").await?;
    window.press("button", "Edit 1050 Euro account").await?;
    window.see("dialog", "Edit the bank account").await?;
    album.add("books-edit", window).await?;
    window.press("button", "Cancel").await
}

async fn import(album: &Album, journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    let file = journey.data().join("bank-accounts.csv");
    fs::write(&file, FILE)?;
    window.press("button", "Import CSV…").await?;
    window.see("dialog", "Import bank accounts").await?;
    album.add("books-import", window).await?;
    window.choose_file(&file).await?;
    window.see_text("can’t be taken and will be left out").await?;
    album.add("books-preview", window).await?;
    window.press("button", "Add 2, change 1, leave out 2").await?;
    window.see_text("2 bank accounts added, 1 changed. 2 lines were left out.").await?;
    album.add("books-imported", window).await?;
    window.press("button", "Close").await
}

/// A firm that has none yet.
pub async fn none(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    journey.launch().environment = simulator::firm_on(journey.simulator());
    let main = journey.start().await?;
    let code = main.create_integration_user().await?;
    journey.was_shown(&code);
    main.show(CONNECTIONS).await?;
    main.show(BANK_ACCOUNTS).await?;
    main.window().see_text("No bank accounts yet").await?;
    album.add("books-none", main.window()).await?;
    main.window().press("button", "Add bank account…").await?;
    main.window().see("dialog", "Add a bank account").await?;
    album.add("books-add", main.window()).await
}
