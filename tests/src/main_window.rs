//! The Bank Connections window, as a user sees it and works with it.

use serde_json::Value;

use crate::window::Window;
use crate::{Trouble, wait};

/// The title of the window.
pub const TITLE: &str = "Bank Connections";

/// The button that begins an update.
pub const UPDATE: &str = "Update Bank Connections – Plaid";

/// A script for the rows of the connections, that of the headings among them.
const ROWS: &str = "return [...document.querySelectorAll('[role=grid][aria-label=\"Bank connections\"] [role=row]')]";

/// The main window.
#[derive(Clone, Debug)]
pub struct MainWindow {
    window: Window,
}

/// A line of the confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The number of the account connection.
    pub number: String,
    /// The account, with its last digits.
    pub account: String,
    /// What became of it.
    pub what: String,
}

/// A line of the list of accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The number of the account connection.
    pub number: String,
    /// The name at the bank.
    pub name: String,
    /// `Active`, `Inactive` or `Obsolete`.
    pub usage: String,
}

impl MainWindow {
    /// The window that holds the application's own pages.
    pub async fn of(driver: &thirtyfour::WebDriver) -> Result<MainWindow, Trouble> {
        let window = Window::find(driver, "the main window", |address| address.starts_with("tauri://")).await?;
        Ok(MainWindow { window })
    }

    /// The window as such.
    #[must_use]
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Waits until the connections are listed and can be worked with.
    pub async fn ready(&self) -> Result<(), Trouble> {
        self.window.see("grid", "Bank connections").await?;
        self.window.see("button", UPDATE).await.map(drop)
    }

    /// Waits until the row of a bank says this. The name of the bank alone is enough to find the row.
    pub async fn sees_status(&self, bank: &str, status: &str) -> Result<(), Trouble> {
        let what = format!("`{bank}` to be `{status}`");
        wait::until(&what, async || Ok(self.row_of(bank).await?.contains(status).then_some(()))).await
    }

    /// Everything that the row of a bank says.
    pub async fn row_of(&self, bank: &str) -> Result<String, Trouble> {
        Ok(self.rows_of(bank).await?.into_iter().next().unwrap_or_default())
    }

    /// Everything that each row of a bank says, where it is connected more than once.
    pub async fn rows_of(&self, bank: &str) -> Result<Vec<String>, Trouble> {
        let rows = self.window.run(&format!("{ROWS}.map((row) => row.innerText);"), Vec::new()).await?;
        Ok(strings(&rows).into_iter().filter(|text| text.contains(bank)).collect())
    }

    /// Chooses this bank alone.
    pub async fn choose(&self, bank: &str) -> Result<(), Trouble> {
        let what = format!("`{bank}` to be chosen");
        wait::until(&what, async || {
            let chosen = self.chosen().await?;
            let (wanted, others): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|name| name.contains(bank));
            if !wanted.is_empty() && others.is_empty() {
                return Ok(Some(()));
            }
            for name in if wanted.is_empty() { vec![bank.to_owned()] } else { others } {
                self.toggle(&name).await?;
            }
            Ok(None)
        })
        .await
    }

    /// Chooses this bank beside those that are chosen.
    pub async fn choose_also(&self, bank: &str) -> Result<(), Trouble> {
        let what = format!("`{bank}` to be chosen too");
        wait::until(&what, async || {
            if self.chosen().await?.iter().any(|name| name.contains(bank)) {
                return Ok(Some(()));
            }
            self.toggle(bank).await?;
            Ok(None)
        })
        .await
    }

    /// Chooses all banks, or none when all are chosen.
    pub async fn toggle_all(&self) -> Result<(), Trouble> {
        let boxes = self.window.of_role("checkbox", None).await?;
        match boxes.first() {
            Some(of_the_header) => self.window.click(of_the_header).await,
            None => Ok(()),
        }
    }

    /// The accounts of the chosen banks.
    pub async fn accounts(&self) -> Result<Vec<Account>, Trouble> {
        let rows = self.rows("Accounts of the chosen connections").await?;
        let accounts = rows.into_iter().filter(|cells| cells.len() == 7);
        Ok(accounts
            .map(|cells| Account { number: cells[0].clone(), name: first_line(&cells[1]), usage: cells[6].clone() })
            .collect())
    }

    /// Presses the button that begins the update, and agrees to the confirmation before it.
    pub async fn begin_update(&self) -> Result<(), Trouble> {
        self.window.press("button", UPDATE).await?;
        self.window.see("dialog", "Update this connection").await?;
        self.window.press("button", "Open the bank’s window").await
    }

    /// Presses the button that begins the update, agrees, and waits until the bank's page is open.
    pub async fn open_update(&self) -> Result<(), Trouble> {
        self.begin_update().await?;
        self.window.see("dialog", "The bank’s window is open").await.map(drop)
    }

    /// Waits for the confirmation with this title and returns what it says, account by account.
    pub async fn confirmation(&self, title: &str) -> Result<Vec<Change>, Trouble> {
        self.window.see("dialog", title).await?;
        let rows = self.rows("What changed, account by account").await?;
        let lines = rows.into_iter().filter(|cells| cells.len() == 4);
        Ok(lines
            .map(|cells| Change { number: cells[0].clone(), account: cells[1].clone(), what: cells[3].clone() })
            .collect())
    }

    /// Closes the confirmation and waits until it is gone.
    pub async fn done(&self) -> Result<(), Trouble> {
        self.window.press("button", "Done").await?;
        self.window.see_no("button", "Done").await
    }

    /// Waits for the warning before an open page is left.
    pub async fn sees_warning(&self) -> Result<(), Trouble> {
        self.window.see("alertdialog", "Leave in the middle of the update?").await.map(drop)
    }

    /// Answers the warning by going on.
    pub async fn stay(&self) -> Result<(), Trouble> {
        self.window.press("button", "Stay and finish").await
    }

    /// Answers the warning by leaving.
    pub async fn leave(&self) -> Result<(), Trouble> {
        self.window.press("button", "Leave anyway").await
    }

    async fn chosen(&self) -> Result<Vec<String>, Trouble> {
        let script = format!("{ROWS}.filter((row) => row.ariaSelected === 'true').map((row) => row.innerText);");
        Ok(strings(&self.window.run(&script, Vec::new()).await?))
    }

    /// Looks for this in a dialog that has a table of accounts, and chooses what has this name, or chooses it no longer.
    pub async fn toggle_in_dialog(&self, title: &str, searched: &str, name: &str) -> Result<(), Trouble> {
        self.window.fill("searchbox", "Search accounts", searched).await?;
        let dialog = self.window.see("dialog", title).await?;
        self.toggle_within(name, Some(&dialog)).await
    }

    /// Presses a button of a dialog, where there is another one of the same name behind it.
    pub async fn press_in_dialog(&self, title: &str, button: &str) -> Result<(), Trouble> {
        let dialog = self.window.see("dialog", title).await?;
        self.window.click(&self.window.see_in(&dialog, "button", button).await?).await
    }

    /// Clicks the box of the row with this text.
    async fn toggle(&self, text: &str) -> Result<(), Trouble> {
        self.toggle_within(text, None).await
    }

    async fn toggle_within(&self, text: &str, within: Option<&thirtyfour::WebElement>) -> Result<(), Trouble> {
        for row in self.window.of_role("row", within).await? {
            if row.text().await?.contains(first_line(text).as_str()) {
                let boxes = self.window.of_role("checkbox", Some(&row)).await?;
                if let Some(first) = boxes.first() {
                    self.window.click(first).await?;
                }
            }
        }
        Ok(())
    }

    /// The texts of a table's cells, row by row.
    pub(crate) async fn rows(&self, table: &str) -> Result<Vec<Vec<String>>, Trouble> {
        let table = self.window.see("table", table).await?;
        let script = "return [...arguments[0].querySelectorAll('tbody tr')]
            .map((row) => [...row.cells].map((cell) => cell.innerText.trim()));";
        let rows = self.window.run(script, vec![table.to_json()?]).await?;
        Ok(rows.as_array().into_iter().flatten().map(strings).collect())
    }
}

pub(crate) fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
