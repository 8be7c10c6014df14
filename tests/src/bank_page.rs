//! The pages of the simulated bank, as a user works through them.

use crate::Trouble;
use crate::window::Window;

/// The username that every test bank takes.
pub const USER: &str = "user_good";

/// The password that goes with it.
pub const PASSWORD: &str = "pass_good";

/// The bank's page in the Link window.
#[derive(Clone, Debug)]
pub struct BankPage {
    window: Window,
}

impl BankPage {
    /// The page in this window.
    #[must_use]
    pub fn in_window(window: Window) -> BankPage {
        BankPage { window }
    }

    /// The window it is in.
    #[must_use]
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Agrees to go on.
    pub async fn consent(&self) -> Result<(), Trouble> {
        self.window.see("heading", "Update your connection").await?;
        self.window.press("button", "Continue").await
    }

    /// Agrees to go on where a bank is still to be found.
    pub async fn consent_to_connect(&self) -> Result<(), Trouble> {
        self.window.see("heading", "Connect your bank").await?;
        self.window.press("button", "Continue").await
    }

    /// Searches a bank by its institution ID, and picks it.
    pub async fn pick(&self, institution_id: &str) -> Result<(), Trouble> {
        self.window.see("heading", "Choose your bank").await?;
        self.window.fill("searchbox", "Search by name or institution ID", institution_id).await?;
        self.window.press("button", "Search").await?;
        self.window.press_first("button", |name| name.contains(institution_id)).await
    }

    /// From the first page of a new login to the list of accounts, with the credentials that always work.
    pub async fn sign_in_at(&self, institution_id: &str) -> Result<(), Trouble> {
        self.consent_to_connect().await?;
        self.pick(institution_id).await?;
        self.sign_in(USER, PASSWORD).await?;
        self.sees_accounts().await
    }

    /// From the first page of a new login to its end, with these accounts.
    pub async fn connect_at(&self, institution_id: &str, accounts: &[&str]) -> Result<(), Trouble> {
        self.sign_in_at(institution_id).await?;
        for account in accounts {
            self.toggle(account).await?;
        }
        self.select_and_finish().await
    }

    /// As `connect_at`, with every account that the bank has.
    pub async fn connect_all_at(&self, institution_id: &str) -> Result<(), Trouble> {
        self.sign_in_at(institution_id).await?;
        for account in self.window.of_role("checkbox", None).await? {
            self.window.click(&account).await?;
        }
        self.select_and_finish().await
    }

    /// Types a username and a password and sends them.
    pub async fn sign_in(&self, username: &str, password: &str) -> Result<(), Trouble> {
        self.window.fill("textbox", "Username", username).await?;
        self.window.fill("textbox", "Password", password).await?;
        self.window.press("button", "Sign in").await
    }

    /// Answers a security question, or gives a code.
    pub async fn answer(&self, question: &str, answer: &str) -> Result<(), Trouble> {
        self.window.fill("textbox", question, answer).await
    }

    /// Picks one of the answers that are offered.
    pub async fn choose(&self, answer: &str) -> Result<(), Trouble> {
        self.window.press("radio", answer).await
    }

    /// Sends the answers.
    pub async fn submit(&self) -> Result<(), Trouble> {
        self.window.press("button", "Submit").await
    }

    /// Waits for the list of accounts.
    pub async fn sees_accounts(&self) -> Result<(), Trouble> {
        self.window.see("heading", "Select your accounts").await.map(drop)
    }

    /// Takes the tick away from an account, or gives it one.
    pub async fn toggle(&self, account: &str) -> Result<(), Trouble> {
        self.sees_accounts().await?;
        self.window.press("checkbox", account).await
    }

    /// Delivers the selection of accounts.
    pub async fn select(&self) -> Result<(), Trouble> {
        self.sees_accounts().await?;
        self.window.press("button", "Continue").await
    }

    /// Ends the session with success. The window may be gone before the driver knows that it clicked.
    pub async fn finish(&self) -> Result<(), Trouble> {
        self.window.see("heading", "Success").await?;
        self.window.press_and_go("button", "Finish").await
    }

    /// From the first page to the list of accounts, with the credentials that always work.
    pub async fn sign_in_as_usual(&self) -> Result<(), Trouble> {
        self.consent().await?;
        self.sign_in(USER, PASSWORD).await?;
        self.sees_accounts().await
    }

    /// From the list of accounts to the end, with the selection as it is.
    pub async fn select_and_finish(&self) -> Result<(), Trouble> {
        self.select().await?;
        self.finish().await
    }
}
