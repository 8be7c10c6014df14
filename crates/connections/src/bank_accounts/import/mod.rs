//! The list of bank accounts from a CSV file: first looked at, then, on a yes, taken over all at once.
//!
//! What is taken over is what was looked at, and nothing else: the preview has a mark, which is that of the lines, of what
//! each would do and of what can't be taken. Where the file or the records have changed since, the mark is another one.

mod file;

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use tracing::instrument;

pub use self::file::{FileError, MOST_BYTES, MOST_ROWS};
use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        audit::hexadecimal,
        bank_account::{BankAccount, Listed, ListedChange, compare},
        ids::BankAccountId,
        user::Act,
    },
    store::{self, Transaction},
};

/// What the audit calls all bank accounts together.
const ALL: &str = "bank_accounts";

/// What a file would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAccountImportPreview {
    /// Line by line, in the order of the file.
    pub rows: Vec<Listed>,
    /// The headings of columns that nothing is read from.
    pub unused: Vec<String>,
    /// The mark of this preview.
    pub mark: String,
}

/// What a file did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BankAccountsImported {
    /// How many bank accounts were added.
    pub added: usize,
    /// How many were changed.
    pub changed: usize,
    /// How many lines said what is on record.
    pub unchanged: usize,
    /// How many lines could not be taken.
    pub left_out: usize,
}

/// Why nothing is taken over.
#[derive(Debug, thiserror::Error)]
pub enum BankAccountImportError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The file can't be read as a list of bank accounts.
    #[error(transparent)]
    File(#[from] FileError),
    /// The preview is not true any more. Look again.
    #[error("the bank accounts or the file have changed since the preview")]
    Outdated,
    /// No line of the file adds or changes anything.
    #[error("there is nothing to take over")]
    Nothing,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// What a file would do. Nothing is written.
    ///
    /// # Errors
    /// Where the file is no list of bank accounts.
    #[instrument(skip_all, fields(bytes = file.len()))]
    pub async fn preview_bank_accounts(&self, file: &[u8]) -> Result<BankAccountImportPreview, BankAccountImportError> {
        self.permit(Act::KeepBankAccounts)?;
        let mut records = self.database().read().await?;
        preview(&mut records, file).await
    }

    /// Takes over what the preview with this mark showed: every line that adds or changes, in one piece. Lines with a fault
    /// are left out, as the preview said.
    ///
    /// # Errors
    /// Where the preview is not true any more, or there is nothing to take over. Nothing is changed then.
    #[instrument(skip_all, fields(bytes = file.len()))]
    pub async fn import_bank_accounts(
        &self,
        file: &[u8],
        mark: &str,
    ) -> Result<BankAccountsImported, BankAccountImportError> {
        let by = self.permit(Act::KeepBankAccounts)?;
        let mut records = self.database().write().await?;
        let BankAccountImportPreview { rows, mark: present, .. } = preview(&mut records, file).await?;
        if present != mark {
            return Err(BankAccountImportError::Outdated);
        }
        let imported = BankAccountsImported::of(&rows);
        if imported.added + imported.changed == 0 {
            return Err(BankAccountImportError::Nothing);
        }
        for change in rows.into_iter().filter_map(|row| row.change.ok()) {
            self.take_over(&mut records, change, By::User(&by.name)).await?;
        }
        let mut entry = self.entry_on(By::User(&by.name), "import_bank_accounts", ALL.to_owned(), "imported");
        for (name, count) in [
            ("added", imported.added),
            ("changed", imported.changed),
            ("unchanged", imported.unchanged),
            ("left_out", imported.left_out),
        ] {
            entry.details.insert(name.to_owned(), count.into());
        }
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(imported)
    }

    /// Does what one line says, with an entry of its own in the audit.
    async fn take_over(&self, records: &mut Transaction, change: ListedChange, by: By<'_>) -> Result<(), StoreError> {
        let mut entry = match change {
            ListedChange::Unchanged => return Ok(()),
            ListedChange::New { code, name, currency, active } => {
                let new = BankAccount { id: BankAccountId::new(self.fresh_uuid()), code, name, currency, active };
                store::bank_accounts::insert(records, &new, self.now()).await?;
                self.entry_of_addition(by, &new)
            }
            ListedChange::Changed { before, after } => {
                store::bank_accounts::update(records, &after).await?;
                self.entry_of_change(by, &before, &after)
            }
        };
        entry.details.insert("imported".to_owned(), true.into());
        store::audit::append(records, &entry).await
    }
}

impl BankAccountsImported {
    /// What lines do.
    fn of(rows: &[Listed]) -> Self {
        let mut imported = Self { added: 0, changed: 0, unchanged: 0, left_out: 0 };
        for row in rows {
            match row.change {
                Ok(ListedChange::New { .. }) => imported.added += 1,
                Ok(ListedChange::Changed { .. }) => imported.changed += 1,
                Ok(ListedChange::Unchanged) => imported.unchanged += 1,
                Err(_) => imported.left_out += 1,
            }
        }
        imported
    }
}

async fn preview(records: &mut Transaction, file: &[u8]) -> Result<BankAccountImportPreview, BankAccountImportError> {
    let file::Read { rows, unused } = file::read(file)?;
    let on_record = store::bank_accounts::list(records).await?;
    let fed: BTreeSet<_> = store::feeds::list(records).await?.iter().map(|feed| feed.bank_account).collect();
    let rows = compare(rows, &on_record, &fed);
    let mark = mark_of(&rows);
    Ok(BankAccountImportPreview { rows, unused, mark })
}

/// The same for the same lines with the same effect, and for nothing else.
fn mark_of(rows: &[Listed]) -> String {
    let mut hash = Sha256::new();
    for row in rows {
        // Every value is written out and set apart, so none can pass for another.
        hash.update(format!("{row:?}\n"));
    }
    hexadecimal(&hash.finalize())
}

#[cfg(test)]
mod tests;
