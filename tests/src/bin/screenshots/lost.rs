//! Logins whose answer was lost.

use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::views::{CONNECTIONS, LOST_LOGINS};
use bank_connections_tests::{Trouble, simulator};
use plaid_sandbox::{Fault, FaultRule};

use super::{Album, CHECKING, GINGHAM};

/// Plaid lists them.
pub async fn found(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.show(LOST_LOGINS).await?;
    main.window().see_text("Not looked yet").await?;
    album.add("lost-not-looked", main.window()).await?;
    main.window().press("button", "Look now").await?;
    main.window().see_text("No lost logins").await?;
    album.add("lost-none", main.window()).await?;
    lose(journey, &main).await?;
    album.add("lost", main.window()).await?;
    main.done().await?;
    main.window().see("button", "Show lost logins").await?;
    album.add("lost-in-the-list", main.window()).await?;
    main.window().press("button", "Show lost logins").await?;
    main.window().see("button", "Remove at Plaid…").await?;
    album.add("lost-found", main.window()).await?;
    main.window().press("button", "Remove at Plaid…").await?;
    main.window().see("alertdialog", "Remove this login at Plaid?").await?;
    album.add("lost-remove", main.window()).await?;
    simulator::refuse(journey.simulator(), "/user/items/remove", "INTERNAL_SERVER_ERROR");
    main.window().press("button", "Remove at Plaid").await?;
    main.window().see("button", "Copy text for Plaid Support").await?;
    album.add("lost-not-removed-yet", main.window()).await?;
    journey.simulator().clear_faults();
    main.window().see_no("button", "Copy text for Plaid Support").await?;
    album.add("lost-removed", main.window()).await
}

/// Plaid does not.
pub async fn not_listed(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    journey.simulator().switch(|switches| switches.user_api = false);
    let main = journey.start_ready().await?;
    lose(journey, &main).await?;
    album.add("lost-with-text", main.window()).await?;
    main.done().await?;
    main.show(LOST_LOGINS).await?;
    main.window().see_text("Plaid does not list logins for this firm").await?;
    album.add("lost-not-listed", main.window()).await
}

async fn lose(journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    main.show(CONNECTIONS).await?;
    journey.simulator().add_fault(FaultRule::new("/item/public_token/exchange", Fault::CutAfter).times(1));
    main.open_connect().await?;
    journey.bank_page().await?.connect_at(GINGHAM.1, &[CHECKING]).await?;
    main.window().see("dialog", "Plaid’s answer was lost").await.map(drop)
}
