//! What needs the user, the consents, and the tray.

use bank_connections_tests::journey::Journey;
use bank_connections_tests::views::SETTINGS;
use bank_connections_tests::{Trouble, simulator};
use jiff::SignedDuration;

use super::{Album, OAUTH, TARTAN};

/// Two connections that wait for the user and a consent that ends soon.
pub async fn health(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    journey.start_ready().await?;
    let tartan = simulator::item_at(journey.simulator(), TARTAN.1)?.item_id;
    let oauth = simulator::item_at(journey.simulator(), OAUTH.1)?.item_id;
    journey.simulator().set_item_error(&tartan, Some("ITEM_LOCKED")).expect("the Item is there");
    let twelve_days = SignedDuration::from_hours(24 * 12);
    journey.simulator().expire_consent(&oauth, twelve_days).expect("the Item is there");
    journey.kill().await?;

    let main = journey.start_ready().await?;
    let window = main.window();
    window.see_text("2 connections need you").await?;
    window.see_text("A consent ends in 12 days").await?;
    album.add("health", window).await?;
    window.press("button", "Fix all").await?;
    window.see("dialog", "Needs update").await?;
    album.add("health-fix", window).await?;
    window.press("button", "Stop here").await?;
    window.see("dialog", "2 of 2 connections still need you").await?;
    album.add("health-fixed", window).await?;
    window.press("button", "Done").await?;
    window.press("button", "Show consent calendar").await?;
    window.see("dialog", "Consent calendar").await?;
    album.add("health-consents", window).await?;
    window.press("button", "Close").await?;
    main.show(SETTINGS).await?;
    window.see("checkbox", "Stay in the tray when the window is closed").await?;
    let script = "[...document.querySelectorAll('h2')].find((one) => one.innerText === 'Tray').scrollIntoView();";
    window.run(script, Vec::new()).await?;
    album.add("health-tray", window).await
}
