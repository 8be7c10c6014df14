//! The way into the records of a firm: the first start, which creates the integration user, and signing in.

use crate::Trouble;
use crate::main_window::MainWindow;

/// The password of the integration user in the journeys.
pub const PASSWORD: &str = "a long walk along the river";

impl MainWindow {
    /// Creates the integration user at the first start of a profile, and keeps the recovery code.
    pub async fn create_integration_user(&self) -> Result<(), Trouble> {
        let window = self.window();
        window.see("heading", "Create the integration user").await?;
        window.fill("textbox", "Password", PASSWORD).await?;
        window.fill("textbox", "Password again", PASSWORD).await?;
        window.press("button", "Create the integration user").await?;
        window.press("button", "I have written it down").await
    }

    /// Signs in as the integration user.
    pub async fn sign_in(&self) -> Result<(), Trouble> {
        self.window().fill("textbox", "Password", PASSWORD).await?;
        self.window().press("button", "Sign in").await
    }
}
