//! The way into the records of a firm: the first start, which creates the integration user, and signing in.

use crate::Trouble;
use crate::main_window::MainWindow;

/// The name that is offered for the integration user.
pub const INTEGRATION_USER: &str = "Integration user";

/// The password of the integration user in the journeys.
pub const PASSWORD: &str = "a long walk along the river";

impl MainWindow {
    /// Creates the integration user at the first start of a profile, and keeps the recovery code.
    pub async fn create_integration_user(&self) -> Result<String, Trouble> {
        let window = self.window();
        window.see("heading", "Create the integration user").await?;
        window.fill("textbox", "Password", PASSWORD).await?;
        window.fill("textbox", "Password again", PASSWORD).await?;
        window.press("button", "Create the integration user").await?;
        let code = self.recovery_code().await?;
        self.keep_recovery_code().await?;
        Ok(code)
    }

    /// The recovery code that is shown.
    pub async fn recovery_code(&self) -> Result<String, Trouble> {
        let shown = self.window().see("group", "Recovery code").await?;
        let script = "return [...arguments[0].children].map((part) => part.textContent).join('-');";
        let code = self.window().run(script, vec![shown.to_json()?]).await?;
        Ok(code.as_str().unwrap_or_default().to_owned())
    }

    /// Says that the recovery code is written down.
    pub async fn keep_recovery_code(&self) -> Result<(), Trouble> {
        self.window().press("checkbox", "I have written it down").await?;
        self.window().press("button", "Continue").await
    }

    /// Signs in as the integration user.
    pub async fn sign_in(&self) -> Result<(), Trouble> {
        self.enter_password(PASSWORD, "Sign in").await
    }

    /// Tells the password of whoever is chosen or expected, and presses the button with this name.
    pub async fn enter_password(&self, password: &str, button: &str) -> Result<(), Trouble> {
        self.window().fill("textbox", "Password", password).await?;
        self.window().press("button", button).await
    }
}
