//! The way into the records of a firm: the first start, which creates the integration user, and signing in.

use thirtyfour::WebElement;

use crate::main_window::MainWindow;
use crate::{Trouble, wait};

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
    /// As `enter_password` at the door, and waits until it was looked at and is refused.
    pub async fn try_wrong_password(&self, password: &str) -> Result<(), Trouble> {
        self.enter_password(password, "Sign in").await?;
        wait::until("the password to be looked at", async || {
            let button = self.window().see("button", "Sign in").await?;
            let is_refused = !self.window().of_role("alert", None).await?.is_empty();
            Ok((is_refused && button.attr("data-pending").await?.is_none()).then_some(()))
        })
        .await
    }

    /// What can be done in the menu of the user who is signed in.
    pub async fn choose_in_menu(&self, act: &str) -> Result<(), Trouble> {
        self.window().press_first("button", |name| name.starts_with("Signed in as")).await?;
        self.window().press("menuitem", act).await
    }

    /// Waits until this user is the one who is signed in.
    pub async fn sees_user(&self, label: &str) -> Result<(), Trouble> {
        self.window().see("button", &format!("Signed in as {label}")).await.map(drop)
    }

    /// Adds an accountant in the view of the users.
    pub async fn add_accountant(&self, name: &str, password: &str) -> Result<(), Trouble> {
        let window = self.window();
        window.press("button", "Add accountant…").await?;
        window.see("dialog", "Add an accountant").await?;
        window.fill("textbox", "Name", name).await?;
        window.fill("textbox", "First password", password).await?;
        window.fill("textbox", "First password again", password).await?;
        window.press("button", "Add the accountant").await?;
        window.see_no("dialog", "Add an accountant").await
    }

    /// Why a button can't be pressed, as a reader of screens tells it, where it can't.
    pub async fn refusal_of(&self, button: &str) -> Result<Option<String>, Trouble> {
        let button: WebElement = self.window().see("button", button).await?;
        if button.is_enabled().await? {
            return Ok(None);
        }
        let script =
            "return document.getElementById(arguments[0].getAttribute('aria-describedby'))?.textContent ?? '';";
        let reason = self.window().run(script, vec![button.to_json()?]).await?;
        Ok(reason.as_str().map(str::to_owned))
    }
}
