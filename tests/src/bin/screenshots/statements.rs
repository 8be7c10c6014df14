//! Importing: what is chosen, what comes of it, the statements, their lines, and taking them out.

use std::time::Duration;

use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::views::{BANK_ACCOUNTS, CONNECTIONS, STATEMENTS};
use bank_connections_tests::{Trouble, simulator, wait};
use jiff::{ToSpan as _, tz::TimeZone};
use plaid_sandbox::BankTransaction;

use super::{Album, TARTAN};

/// So many lines that they become several statements.
const MANY: u32 = 20_000;

/// How long they take at most where nothing is optimized.
const LONG_IMPORT: Duration = Duration::from_mins(5);

const ACCOUNTS: [&str; 3] = ["1010", "1020", "2100"];

/// Has the card begin with another balance than the bank's.
const CHANGE_OPENING: &str = "
    const [finished] = arguments;
    const ask = (name, argument) => window.__TAURI_INTERNALS__.invoke(name, { argument });
    (async () => {
        const { accounts } = await ask('bank_accounts');
        const { id, feed } = accounts.find(({ code }) => code === '2100');
        const { opening, starts_on } = feed.begins;
        await ask('change_opening', {
            bank_account_id: id,
            opening: { balance: (Number(opening.amount) + 12).toFixed(2), starts_on },
        });
    })().then(() => finished(null), (problem) => finished(problem.code));";

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
    let (item, account) = checking(journey);
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

/// What asks for attention: a balance that the bank does not have, what it changed later, and very many lines in a small
/// window.
pub async fn attention(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    let window = main.window();
    assert!(window.run_until_called(CHANGE_OPENING).await?.is_null(), "it can be changed");
    let (item, account) = checking(journey);
    let today = journey.simulator().now().to_zoned(TimeZone::UTC).date();
    let last_month = today.first_of_month().saturating_sub(1.day());
    let booked =
        BankTransaction { date: Some(last_month), ..BankTransaction::of_cents(48_000, "HARBOR OFFICE CHAIRS") };
    let id = journey.simulator().book(&item, &account, &booked).expect("it can be booked");
    main.show(STATEMENTS).await?;
    main.import_statements(&ACCOUNTS, last_month).await?;
    album.add("statements-result-with-differences", window).await?;
    window.press("button", "Close").await?;
    album.add("statements-with-differences", window).await?;

    correction(album, &main).await?;
    let changed = BankTransaction::of_cents(38_000, "HARBOR OFFICE CHAIRS");
    journey.simulator().rebook(&item, &id, &changed).expect("it is there");
    journey.simulator().generate(&item, &account, MANY, 20).expect("the account is there");
    window.resize(1024, 700).await?;
    main.begin_import(&ACCOUNTS, None).await?;
    album.add("statements-progress", window).await?;
    let ended = async || Ok(window.text().await?.contains("Import finished").then_some(()));
    wait::within(LONG_IMPORT, "the import to end", ended).await?;
    album.add("statements-result-small", window).await?;
    window.press("button", "Close").await?;
    album.add("statements-small", window).await?;
    window.press("button", "All lines of 1010 Operating account").await?;
    window.see("table", "Lines").await?;
    window.see_text("20,").await?;
    album.add("statements-lines-many", window).await?;
    window.fill("searchbox", "Search lines", "chairs").await?;
    window.see_text("Correction: amount changed").await?;
    album.add("statements-lines-corrected", window).await?;
    window.press("button", "Export…").await?;
    window.see("dialog", "Export statements").await?;
    album.add("statements-export-small", window).await
}

/// What an opening balance is corrected with, which is left as it is.
async fn correction(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    main.show(BANK_ACCOUNTS).await?;
    window.press_first("button", |name| name.starts_with("Change link of 2100")).await?;
    window.see_text("Correct opening balance").await?;
    window.fill("textbox", "Right opening balance (USD)", "-410.00").await?;
    window.see_text("becomes a line").await?;
    album.add("bank-accounts-correct-opening", window).await?;
    window.press("button", "Close").await?;
    window.press("button", "Discard").await?;
    main.show(STATEMENTS).await
}

/// What only the user can tell, and days that nobody told of, after a login that had long not been read was replaced.
pub async fn questions(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    journey.import_some_time_ago(50).await?;
    // Plaid has only the last thirty days of a new login at first.
    journey.simulator().switch(|switches| switches.history_ready_after_s = 60 * 60);
    let today = journey.simulator().now().to_zoned(TimeZone::UTC).date();
    let main = journey.start_ready().await?;
    let window = main.window();
    main.choose(TARTAN.0).await?;
    replace(journey, &main).await?;
    let first = BankTransaction { date: Some(today - 3.days()), ..BankTransaction::of_cents(8_415, "CEDAR PRINTERS") };
    let (item, account) = checking(journey);
    journey.simulator().book(&item, &account, &first).expect("it can be booked");
    main.show(STATEMENTS).await?;
    main.import_statements(&ACCOUNTS, today).await?;
    album.add("statements-result-after-gap", window).await?;
    window.press("button", "Close").await?;
    main.show(CONNECTIONS).await?;
    replace(journey, &main).await?;
    let anew =
        BankTransaction { date: Some(today - 2.days()), ..BankTransaction::of_cents(8_415, "CEDAR PRINTERS LLC") };
    let (item, account) = checking(journey);
    journey.simulator().book(&item, &account, &anew).expect("it can be booked");
    main.show(STATEMENTS).await?;
    main.import_statements(&ACCOUNTS, today).await?;
    window.press("button", "Close").await?;
    window.see("button", "Tell apart").await?;
    album.add("statements-questions", window).await?;
    window.press("button", "Tell apart").await?;
    window.see("dialog", "On record already?").await?;
    album.add("statements-doubtful", window).await?;
    window.press("button", "Later").await?;
    window.press("button", "Show the days").await?;
    window.see("dialog", "Days without transactions").await?;
    album.add("statements-gaps", window).await
}

/// A new login takes the place of that of the chosen bank.
async fn replace(journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    main.open_replace().await?;
    journey.bank_page().await?.connect_all_at(TARTAN.1).await?;
    main.confirmation("Login replaced").await?;
    main.done().await
}

async fn lines(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    window.press("button", "All lines of 1010 Operating account").await?;
    window.see("table", "Lines").await?;
    album.add("statements-lines", window).await?;
    window.fill("searchbox", "Search lines", "coffee").await?;
    window.see_text("Lines found").await?;
    window.fill("textbox", "Amount to", "x").await?;
    window.fill("textbox", "Amount from", "12").await?;
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

/// The Item in use at Tartan Bank, and its checking account.
fn checking(journey: &Journey) -> (String, String) {
    let items = simulator::items_in_use(journey.simulator(), TARTAN.1);
    let item = items.last().expect("the bank is connected");
    let account = item.accounts.iter().find(|account| account.key == "checking").expect("it is there");
    (item.item_id.clone(), account.account_id.clone().expect("it is granted"))
}
