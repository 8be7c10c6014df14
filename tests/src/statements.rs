//! The statements of the main window: how they are imported, and what is said of them.

use jiff::civil::Date;

use crate::main_window::{MainWindow, strings};
use crate::{Trouble, wait};

impl MainWindow {
    /// Chooses the accounts that feed these bank accounts, and begins to import them, up to today where no day is given.
    pub async fn begin_import(&self, codes: &[&str], until: Option<Date>) -> Result<(), Trouble> {
        self.window().press("button", "Import statements").await?;
        self.window().see("dialog", "Import statements").await?;
        if let Some(until) = until {
            self.enter_day("Statement date", &until.strftime("%m%d%Y").to_string()).await?;
        }
        for code in codes {
            self.choose_to_import(code).await?;
        }
        self.window().press("button", "Import").await
    }

    /// The same, and waits until the import has come to its end.
    pub async fn import_statements(&self, codes: &[&str], until: Date) -> Result<(), Trouble> {
        self.begin_import(codes, Some(until)).await?;
        self.window().see_text("Import finished").await
    }

    /// Chooses the account that feeds this bank account, in the window of the import.
    pub async fn choose_to_import(&self, code: &str) -> Result<(), Trouble> {
        self.choose_row(code, "Accounts to import").await
    }

    /// The accounts in the window of the import: what is told of each, cell by cell.
    pub async fn accounts_to_import(&self) -> Result<Vec<Vec<String>>, Trouble> {
        self.rows_of_grid("Accounts to import").await
    }

    /// The statements: bank account, statement, opening, closing, at the bank, lines, imported.
    pub async fn statements(&self) -> Result<Vec<Vec<String>>, Trouble> {
        self.rows_of_grid("Statements").await
    }

    /// What stands beside this word below the lines.
    pub async fn fact(&self, label: &str) -> Result<String, Trouble> {
        let script = format!(
            "return [...document.querySelectorAll('dt')].find((one) => one.innerText.trim() === '{label}')
                ?.nextElementSibling?.innerText ?? null;"
        );
        let what = format!("the fact `{label}`");
        wait::until(&what, async || {
            Ok(self.window().run(&script, Vec::new()).await?.as_str().map(|text| text.trim().to_owned()))
        })
        .await
    }

    /// Waits until this stands beside a word below the lines.
    pub async fn sees_fact(&self, label: &str, fact: &str) -> Result<(), Trouble> {
        let what = format!("`{label}` to be `{fact}`");
        wait::until(&what, async || Ok((self.fact(label).await? == fact).then_some(()))).await
    }

    /// Ticks the row of this grid that has a word.
    async fn choose_row(&self, word: &str, grid: &str) -> Result<(), Trouble> {
        let what = format!("`{word}` to be chosen");
        wait::until(&what, async || {
            let grid = self.window().see("grid", grid).await?;
            for row in self.window().of_role("row", Some(&grid)).await? {
                // The driver's own text of a row runs its cells together.
                let text = self.window().run("return arguments[0].innerText;", vec![row.to_json()?]).await?;
                if !text.as_str().unwrap_or_default().split_whitespace().any(|found| found == word) {
                    continue;
                }
                if row.attr("aria-selected").await?.as_deref() == Some("true") {
                    return Ok(Some(()));
                }
                if let Some(first) = self.window().of_role("checkbox", Some(&row)).await?.first() {
                    self.window().click(first).await?;
                }
            }
            Ok(None)
        })
        .await
    }

    /// The texts of a grid's cells, row by row.
    async fn rows_of_grid(&self, grid: &str) -> Result<Vec<Vec<String>>, Trouble> {
        let grid = self.window().see("grid", grid).await?;
        let script = "return [...arguments[0].querySelectorAll('tbody tr')]
            .map((row) => [...row.cells].map((cell) => cell.innerText.trim()));";
        let rows = self.window().run(script, vec![grid.to_json()?]).await?;
        Ok(rows.as_array().into_iter().flatten().map(strings).collect())
    }
}
