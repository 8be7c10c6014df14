//! The audit: complete, narrowed, exported, and broken by somebody.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::Journey;
use bank_connections_tests::tampering::tamper;
use bank_connections_tests::views::AUDIT;

use super::{Album, PLATYPUS};

/// After an update.
pub async fn audit(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(PLATYPUS.0).await?;
    main.open_update().await?;
    let bank = journey.bank_page().await?;
    bank.sign_in_as_usual().await?;
    bank.select_and_finish().await?;
    main.confirmation("Updated").await?;
    main.done().await?;
    main.show(AUDIT).await?;
    let window = main.window();
    window.see_text("Complete:").await?;
    album.add("audit", window).await?;
    window.press("button", "Export all").await?;
    window.see("menuitem", "JSON with all hashes").await?;
    album.add("audit-export", window).await?;
    window.press("menuitem", "JSON with all hashes").await?;
    window.see("button", "Show in folder").await?;
    album.add("audit-exported", window).await?;
    window.press("button", "Close").await?;
    window.fill("searchbox", "Search the audit", "begin").await?;
    window.see("button", "Clear filters").await?;
    album.add("audit-narrowed", window).await?;

    journey.kill().await?;
    let change = ["drop trigger audit_is_append_only_on_update", "update audit set who = 'Nobody' where id = 3"];
    tamper(journey, &change).await?;
    let main = journey.start_ready().await?;
    main.window().see("button", "Show the audit").await?;
    album.add("audit-broken-in-the-list", main.window()).await?;
    main.window().press("button", "Show the audit").await?;
    main.window().see("button", "Check now").await?;
    album.add("audit-broken", main.window()).await
}
