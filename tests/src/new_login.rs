//! What brings a new login, as a user does it in the main window: connect, replace, reconnect.

use crate::Trouble;
use crate::main_window::MainWindow;

/// The button that begins to connect a bank.
pub const CONNECT: &str = "Connect Bank – Plaid";

/// The button that begins to replace the login of the chosen connection.
pub const REPLACE: &str = "The login has a different username…";

/// The button that begins to reconnect the chosen connection.
pub const RECONNECT: &str = "Reconnect Bank Connection – Plaid";

/// The title of the question about a bank that is connected already.
pub const DUPLICATE: &str = "This bank is connected already";

/// The title of the question which account is which.
pub const MAPPING: &str = "Which account is which?";

impl MainWindow {
    /// Begins to connect a bank, agrees, and waits until the bank's page is open.
    pub async fn open_connect(&self) -> Result<(), Trouble> {
        self.open_page(CONNECT, "Connect a bank").await
    }

    /// Begins to replace the login of the chosen connection, agrees, and waits until the bank's page is open.
    pub async fn open_replace(&self) -> Result<(), Trouble> {
        self.open_page(REPLACE, "Replace the login").await
    }

    /// Begins to reconnect the chosen connection, agrees, and waits until the bank's page is open.
    pub async fn open_reconnect(&self) -> Result<(), Trouble> {
        self.open_page(RECONNECT, "Reconnect this connection").await
    }

    /// Agrees to what the confirmation before the bank's page says, and waits until the page is open.
    pub async fn agree(&self, title: &str) -> Result<(), Trouble> {
        self.window().see("dialog", title).await?;
        self.window().press("button", "Open the bank’s window").await?;
        self.window().see("dialog", "The bank’s window is open").await.map(drop)
    }

    /// Waits for the result of a bank that was connected, and returns number and name of each account that it lists.
    pub async fn connected(&self) -> Result<Vec<(String, String)>, Trouble> {
        self.window().see("dialog", "Connected").await?;
        let rows = self.rows("Connected accounts").await?.into_iter().filter(|cells| cells.len() == 3);
        Ok(rows.map(|cells| (cells[0].clone(), cells[1].clone())).collect())
    }

    /// Gives this answer to the question about a bank that is connected already.
    pub async fn answer_duplicate(&self, answer: &str) -> Result<(), Trouble> {
        self.window().see("dialog", DUPLICATE).await?;
        self.window().press("radio", answer).await?;
        self.window().press("button", "Continue").await
    }

    async fn open_page(&self, button: &str, title: &str) -> Result<(), Trouble> {
        self.window().press("button", button).await?;
        self.agree(title).await
    }
}
