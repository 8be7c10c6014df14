//! Refreshing: what is chosen, how far it has come, what came of it, and balances over time.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::Journey;
use bank_connections_tests::simulator;
use bank_connections_tests::tampering::tamper;
use plaid_sandbox::{Fault, FaultRule};

use super::{Album, OAUTH, TARTAN};

const CHOICE: &str = "Refresh balances";
const CHECKING: &str = "History of Plaid Checking ••••0000";
/// What was in the account week by week, the last one before today at the end.
const IN_CENTS: [i64; 12] =
    [842_050, 913_400, 871_215, 1_204_800, 1_150_230, 702_118, 655_940, 988_300, 1_010_075, 420_660, -18_240, 96_500];

/// The demo, some weeks old.
pub async fn refresh(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(TARTAN.0).await?;
    main.window().press("button", "Refresh").await?;
    main.window().see_text("Never").await?;
    album.add("refresh-never", main.window()).await?;
    journey.kill().await?;
    let readings: Vec<_> = (1_i64..).zip(IN_CENTS.iter().rev()).map(reading).collect();
    tamper(journey, &readings.iter().map(String::as_str).collect::<Vec<_>>()).await?;

    let main = journey.start_ready().await?;
    let window = main.window();
    main.choose(TARTAN.0).await?;
    main.choose_also(OAUTH.0).await?;
    window.press("button", "Refresh").await?;
    window.see("dialog", CHOICE).await?;
    album.add("refresh-choice", window).await?;
    window.fill("searchbox", "Search accounts", "no such bank").await?;
    window.see_text("Nothing found for").await?;
    album.add("refresh-nothing-found", window).await?;
    window.press("button", "Cancel").await?;
    window.press("button", "Refresh").await?;
    window.see("dialog", CHOICE).await?;
    let slow = FaultRule::new("/accounts/balance/get", Fault::LatencyMs { ms: 20_000 });
    journey.simulator().add_fault(slow.after(1));
    main.press_in_dialog(CHOICE, "Refresh").await?;
    window.see_text("Refreshed").await?;
    album.add("refresh-progress", window).await?;
    window.press("button", "Stop the refresh").await?;
    window.see("dialog", "Refresh cancelled").await?;
    window.press("button", "Close").await?;
    journey.simulator().clear_faults();
    simulator::refuse(journey.simulator(), "/accounts/balance/get", "INSTITUTION_NOT_RESPONDING");
    window.press("button", "Refresh").await?;
    main.press_in_dialog(CHOICE, "Refresh").await?;
    window.see("dialog", "Refresh finished").await?;
    album.add("refresh-failed", window).await?;
    window.press("button", "Close").await?;
    journey.simulator().clear_faults();
    window.press("button", "Refresh").await?;
    main.press_in_dialog(CHOICE, "Refresh").await?;
    window.see("dialog", "Refresh finished").await?;
    album.add("refresh-finished", window).await?;
    window.press("button", CHECKING).await?;
    window.see_text("readings").await?;
    album.add("balances-over-time", window).await
}

/// A reading so many weeks ago, of the checking account at the second bank.
fn reading((weeks, cents): (i64, &i64)) -> String {
    let ago_ms = weeks * 7 * 24 * 60 * 60 * 1000 + weeks * 37 * 60 * 1000;
    format!(
        "insert into balances (account_connection_id, at_ms, currency, current_minor, available_minor)
        select account_connections.id, unixepoch() * 1000 - {ago_ms}, 'USD', {cents}, {cents} - 1000
        from account_connections join connections on connections.id = account_connections.connection_id
        where institution_id = '{}' and mask = '0000'",
        TARTAN.1,
    )
}
