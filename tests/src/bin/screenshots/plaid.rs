//! The keys for Plaid: entered in the demo, refused, taken, missing.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::Journey;
use bank_connections_tests::views::SETTINGS;

use super::Album;

/// From the demo to the firm's own profile, and to one without its secret.
pub async fn keys(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    journey.launch().environment = vec![("PLAID_BASE_URL", journey.simulator().base_url().to_owned())];
    let secret = journey.simulator().secret().to_owned();
    let main = journey.start_ready().await?;
    let window = main.window();
    main.show(SETTINGS).await?;
    window.press("radio", "Other").await?;
    window.fill("textbox", "Client ID", journey.simulator().client_id()).await?;
    window.fill("textbox", "Secret", "not-the-secret").await?;
    window.press("button", "Save and open").await?;
    window.see_text("Plaid does not take these keys").await?;
    album.add("plaid-keys-refused", window).await?;

    window.fill("textbox", "Secret", &secret).await?;
    window.press("button", "Save and open").await?;
    main.create_integration_user().await?;
    window.see_text("No bank connections yet").await?;
    main.show(SETTINGS).await?;
    window.press("button", "Test the keys").await?;
    window.see_text("They were tested only.").await?;
    album.add("plaid-keys", window).await?;
    window.press("button", "Forget the secret…").await?;
    window.see("alertdialog", "Forget the secret for Plaid?").await?;
    album.add("plaid-keys-forget", window).await?;
    window.press("button", "Forget").await?;
    window.see_text("The secret for Plaid is missing.").await?;
    album.add("plaid-keys-missing", window).await
}
