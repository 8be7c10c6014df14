//! What is only looked at: the connection log, and what is new at the banks.

use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::{MainWindow, UPDATE};
use bank_connections_tests::views::LOG;
use bank_connections_tests::{Trouble, simulator};
use plaid_sandbox::OpenedAccount;

use super::{Album, OAUTH, PLATYPUS, TARTAN};

const SEARCH: &str = "Search the connection log";

/// The log, after a removal and a reconnection, with a further update that was left.
pub async fn log(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    main.window().press("button", "Dismiss").await?;
    main.choose(PLATYPUS.0).await?;
    main.open_update().await?;
    main.window().press("button", "Cancel update…").await?;
    main.leave().await?;
    main.window().press("button", "Done").await?;
    main.show(LOG).await?;
    main.window().see("grid", LOG).await?;
    album.add("log", main.window()).await?;
    main.window().fill("searchbox", SEARCH, TARTAN.1).await?;
    album.add("log-found", main.window()).await?;
    main.window().fill("searchbox", SEARCH, "no such bank").await?;
    main.window().see_text("Nothing found for").await?;
    album.add("log-nothing-found", main.window()).await
}

/// Accounts that were opened and closed at the banks.
pub async fn news(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.show(LOG).await?;
    main.window().see_text("Nothing in the log yet").await?;
    album.add("log-empty", main.window()).await?;
    let sandbox = journey.simulator();
    let tartan = simulator::item_at(sandbox, TARTAN.1)?;
    for name in ["Payroll", "Reserve"] {
        let opened = OpenedAccount { name: name.to_owned(), ..OpenedAccount::default() };
        sandbox.open_account(&tartan.item_id, opened).expect("the Item is there");
    }
    let oauth = simulator::item_at(sandbox, OAUTH.1)?;
    let closed = oauth.accounts.iter().find_map(|account| account.account_id.clone()).expect("it has accounts");
    sandbox.close_account(&oauth.item_id, &closed).expect("the account is there");
    journey.kill().await?;

    let main = journey.start_ready().await?;
    main.sees_status(TARTAN.0, "2 new accounts").await?;
    main.sees_status(OAUTH.0, "1 account no longer shared").await?;
    main.choose(TARTAN.0).await?;
    album.add("news", main.window()).await?;
    main.window().press("button", UPDATE).await?;
    main.window().see("dialog", "Update this connection").await?;
    album.add("news-confirm", main.window()).await
}
