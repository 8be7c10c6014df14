//! Starts that are not the usual ones.

use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::UPDATE;
use bank_connections_tests::{Trouble, simulator};

use super::Album;

/// Starts that are not the usual ones.
pub async fn starts(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    album.add("secrets-in-memory", main.window()).await?;
    main.toggle_all().await?;
    main.window().press("button", UPDATE).await?;
    main.window().see("dialog", "Update 3 connections").await?;
    album.add("confirm-several", main.window()).await?;
    journey.kill().await?;

    journey.launch().environment = simulator::firm_on(journey.simulator());
    let main = journey.start().await?;
    main.window().see("heading", "No keyring on this computer").await?;
    album.add("no-keyring", main.window()).await?;
    journey.desktop().secret_service().unlock("")?;
    main.window().press("button", "Try again").await?;
    main.create_integration_user().await?;
    main.window().see_text("No bank connections yet").await?;
    album.add("no-connections", main.window()).await
}
