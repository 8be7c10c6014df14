//! Updates of connections.

use bank_connections_tests::bank_page::{BankPage, USER};
use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::{MainWindow, UPDATE};
use bank_connections_tests::{Trouble, simulator};
use plaid_sandbox::{Fault, FaultRule};

use super::{Album, OAUTH, PLATYPUS, TARTAN};

const SEARCH: &str = "Search connections and accounts";

/// The main job, with everything that one meets on the way.
pub async fn update(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(PLATYPUS.0).await?;
    album.add("connections", main.window()).await?;
    main.window().fill("searchbox", SEARCH, "no such bank").await?;
    main.window().see("button", "Clear search").await?;
    album.add("nothing-found", main.window()).await?;
    main.window().press("button", "Clear search").await?;

    main.window().press("button", UPDATE).await?;
    main.window().see("dialog", "Update this connection").await?;
    album.add("confirm", main.window()).await?;
    main.window().press("button", "Open the bank’s window").await?;
    let bank = journey.bank_page().await?;
    bank.window().see("heading", "Update your connection").await?;
    album.add("bank-consent", bank.window()).await?;
    main.window().see("dialog", "The bank’s window is open").await?;
    album.add("session", main.window()).await?;
    sign_in(album, &bank).await?;

    journey.close(&format!("{} ({}) – Bank Connections", PLATYPUS.0, PLATYPUS.1)).await?;
    main.sees_warning().await?;
    album.add("warning", main.window()).await?;
    main.stay().await?;
    bank.select().await?;
    bank.window().see("heading", "Success").await?;
    album.add("bank-success", bank.window()).await?;
    settle(album, journey, &main, &bank).await
}

async fn sign_in(album: &Album, bank: &BankPage) -> Result<(), Trouble> {
    bank.consent().await?;
    bank.window().see("textbox", "Username").await?;
    album.add("bank-credentials", bank.window()).await?;
    bank.sign_in(USER, "error_INVALID_CREDENTIALS").await?;
    bank.window().see_text("INVALID_CREDENTIALS").await?;
    album.add("bank-refused", bank.window()).await?;
    bank.sign_in(USER, "mfa_device").await?;
    bank.window().see("textbox", "Security code").await?;
    album.add("bank-code", bank.window()).await?;
    bank.answer("Security code", "1234").await?;
    bank.submit().await?;
    bank.toggle("Plaid Saving ••••1111").await?;
    bank.toggle("Plaid IRA ••••5555").await?;
    album.add("bank-accounts", bank.window()).await
}

/// From the end of the bank's page to the confirmation, with a Plaid that is slow, then down, then well again.
async fn settle(album: &Album, journey: &Journey, main: &MainWindow, bank: &BankPage) -> Result<(), Trouble> {
    let sandbox = journey.simulator();
    sandbox.add_fault(FaultRule::new("/accounts/get", Fault::LatencyMs { ms: 4_000 }).times(1));
    let down = Fault::Error { error_code: "INTERNAL_SERVER_ERROR".to_owned(), error_type: None, http_status: None };
    sandbox.add_fault(FaultRule::new("/item/get", down));
    bank.finish().await?;
    main.window().see("dialog", "Reading what the bank says…").await?;
    album.add("settling", main.window()).await?;
    main.window().see("dialog", "The result can’t be read yet").await?;
    album.add("not-read-yet", main.window()).await?;
    main.window().press("button", "Work on meanwhile").await?;
    main.sees_status(PLATYPUS.0, "Update interrupted").await?;
    album.add("interrupted", main.window()).await?;
    sandbox.clear_faults();
    main.window().press("button", "Try again now").await?;
    main.confirmation("Updated").await?;
    album.add("updated", main.window()).await?;
    main.done().await?;
    main.sees_status(PLATYPUS.0, "Active").await?;
    album.add("inactive-accounts", main.window()).await
}

/// The other ways in which an update begins and ends.
pub async fn endings(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(PLATYPUS.0).await?;
    let sandbox = journey.simulator();
    sandbox.add_fault(FaultRule::new("/item/get", Fault::CutBefore));
    main.begin_update().await?;
    main.window().see("alertdialog", "Plaid can’t be reached").await?;
    album.add("failed", main.window()).await?;
    sandbox.clear_faults();

    main.window().press("button", "Try again").await?;
    let bank = journey.bank_page().await?;
    bank.sign_in_as_usual().await?;
    journey.close(&format!("{} ({}) – Bank Connections", PLATYPUS.0, PLATYPUS.1)).await?;
    main.sees_warning().await?;
    main.leave().await?;
    main.confirmation("Repaired by itself").await?;
    album.add("repaired", main.window()).await?;
    main.done().await?;

    heal(album, journey, &main).await?;
    main.choose(OAUTH.0).await?;
    main.open_update().await?;
    main.window().press("button", "Open in my browser instead").await?;
    main.window().see("dialog", "Finish in your browser").await?;
    album.add("browser", main.window()).await?;
    main.window().press("button", "Cancel update…").await?;
    main.leave().await?;
    main.window().see("dialog", "Nothing changed").await?;
    album.add("nothing-changed", main.window()).await
}

/// A connection that the list still calls broken, and that works again.
async fn heal(album: &Album, journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    let item = simulator::item_at(journey.simulator(), TARTAN.1)?;
    let set_error = |code| journey.simulator().set_item_error(&item.item_id, code).expect("the Item is there");
    set_error(Some("ITEM_LOGIN_REQUIRED"));
    main.choose(TARTAN.0).await?;
    main.open_update().await?;
    main.window().press("button", "Cancel update…").await?;
    main.leave().await?;
    main.window().press("button", "Done").await?;
    main.sees_status(TARTAN.0, "Needs update").await?;
    set_error(None);
    main.begin_update().await?;
    main.window().see("dialog", "This connection works again by itself").await?;
    album.add("works-again", main.window()).await?;
    main.done().await
}

/// Accounts that only the user can tell apart.
pub async fn mapping(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(TARTAN.0).await?;
    simulator::describe_cards_alike(journey.simulator(), TARTAN.1).await?;
    for is_second in [false, true] {
        main.open_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        if !is_second {
            main.confirmation("Updated").await?;
            main.done().await?;
            let item = simulator::item_at(journey.simulator(), TARTAN.1)?;
            journey.simulator().churn(&item.item_id).expect("the Item is there");
        }
    }
    main.window().see("dialog", "Which account is which?").await?;
    album.add("mapping", main.window()).await?;
    main.window().press("button", "Decide later").await?;
    main.sees_status(TARTAN.0, "Accounts to tell apart").await?;
    album.add("accounts-to-tell-apart", main.window()).await
}
