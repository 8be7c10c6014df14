//! Importing: what is chosen, what comes of it, the statements, their lines, and taking them out.

use std::time::Duration;

use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::tampering::tamper;
use bank_connections_tests::views::STATEMENTS;
use bank_connections_tests::{Trouble, simulator, wait};
use jiff::{ToSpan as _, tz::TimeZone};
use plaid_sandbox::BankTransaction;

use super::{Album, TARTAN};

/// So many lines that they become several statements.
const MANY: u32 = 20_000;

/// How long they take at most where nothing is optimized.
const LONG_IMPORT: Duration = Duration::from_mins(5);

const ACCOUNTS: [&str; 3] = ["1010", "1020", "2100"];

/// Has the last transaction of an account look like its first one.
const LEAVE_A_DOUBT: &str = "
    update transactions set
        state = 'doubtful', may_repeat = known.id, date = date(known.date, '+1 day'),
        amount_minor = known.amount_minor, description = substr(known.description, 1, 20)
    from (
        select min(transaction_row) as first from statement_lines where statement_id = (
            select id from statements where line_count > 1 order by account_connection_id limit 1)
    ) join transactions as known on known.id = first
    where transactions.id = (
        select max(id) from transactions as told
        where told.account_connection_id = known.account_connection_id and pending = 0
            and id not in (select transaction_row from statement_lines))";

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

/// What asks for attention: a balance that the bank does not have, what it changed later, and very many lines in a small
/// window.
pub async fn attention(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    let window = main.window();
    assert!(window.run_until_called(CHANGE_OPENING).await?.is_null(), "it can be changed");
    let (item, account) = checking(journey)?;
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

/// What only the user can tell, and days that nobody told of, as they are after a login was replaced.
pub async fn questions(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    let today = journey.simulator().now().to_zoned(TimeZone::UTC).date();
    let last_month = today.first_of_month().saturating_sub(1.day());
    main.show(STATEMENTS).await?;
    main.import_statements(&ACCOUNTS, last_month).await?;
    journey.kill().await?;

    let covered = format!("update transaction_reads set covers_from = '{}'", last_month.saturating_sub(20.days()));
    tamper(journey, &[LEAVE_A_DOUBT, &covered]).await?;
    let main = journey.start_ready().await?;
    let window = main.window();
    main.show(STATEMENTS).await?;
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
