//! Importing: what is chosen, what comes of it, the statements, their lines, and taking them out.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::Journey;
use bank_connections_tests::simulator;
use bank_connections_tests::views::STATEMENTS;
use plaid_sandbox::BankTransaction;

use super::{Album, TARTAN};

/// From an empty list to the lines of a statement.
pub async fn statements(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    let window = main.window();
    main.show(STATEMENTS).await?;
    window.see_text("No statements yet").await?;
    album.add("statements-none", window).await?;

    window.press_first("button", |name| name == "Import statements").await?;
    window.see("dialog", "Import statements").await?;
    window.see("table", "Accounts to import").await?;
    album.add("statements-choice-top", window).await?;
    for code in ["1010", "1020", "2100"] {
        main.choose_to_import(code).await?;
    }
    album.add("statements-choice", window).await?;
    window.press("button", "Import").await?;
    window.see_text("Import finished").await?;
    album.add("statements-result", window).await?;
    window.press("button", "Close").await?;
    window.see("table", STATEMENTS).await?;
    album.add("statements", window).await?;

    let item = simulator::item_at(journey.simulator(), TARTAN.1)?;
    let checking = item.accounts.iter().find(|account| account.key == "checking").expect("it is granted");
    let id = checking.account_id.clone().expect("it is granted");
    journey.simulator().book(&item.item_id, &id, &BankTransaction::of_cents(1250, "HARBOR OFFICE")).expect("booked");
    window.press("button", "All lines of 1010 Operating account").await?;
    window.see_text("Lines").await?;
    album.add("statements-lines", window).await?;
    window.fill("searchbox", "Search lines", "coffee").await?;
    window.see_text("Lines found").await?;
    album.add("statements-lines-found", window).await?;
    window.fill("searchbox", "Search lines", "no such line").await?;
    window.see_text("No line is like that").await?;
    album.add("statements-lines-nothing", window).await
}
