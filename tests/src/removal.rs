//! The removal of a connection, as a user asks for it in the main window.

use crate::Trouble;
use crate::main_window::MainWindow;

/// The button that begins it.
pub const REMOVE: &str = "Remove Bank Connection – Plaid…";

/// The title of the question before it.
pub const QUESTION: &str = "Remove this connection?";

/// The title of what is told where Plaid has not removed it.
pub const NOT_REMOVED: &str = "Removing: Plaid did not remove it yet";

impl MainWindow {
    /// Begins the removal of the chosen connection, and agrees.
    pub async fn remove_chosen(&self) -> Result<(), Trouble> {
        self.window().press("button", REMOVE).await?;
        self.window().see("alertdialog", QUESTION).await?;
        self.window().press("button", "Remove connection").await
    }
}
