//! The audit as a file, for an auditor or for keeping: CSV to read, JSON to check apart from this application. The format
//! of both is described in `docs/audit.md`.
//!
//! Every export is on record before its file has a name: there is none that the audit does not know.

mod csv;
mod json;

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{info, instrument};

use super::OBJECT;
use crate::{
    Connections, Denied, StoreError,
    connections::By,
    model::{
        audit::{AuditFilter, Head},
        user::{Act, User},
    },
    new_file::{self, NewFile},
    store::{
        self,
        audit_entries::{self, ENTRIES_AT_ONCE, StoredEntry},
    },
};

/// What kind of file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportFormat {
    /// To read, and for spreadsheets, with the words of the screens beside those that are recorded.
    Csv(Spellings),
    /// To check: with everything that the hashes are taken over.
    Json,
}

/// What the screens call acts and outcomes, by the word that is recorded. What is missing has no other word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spellings {
    /// The acts.
    pub acts: BTreeMap<String, String>,
    /// The outcomes. Where one is called otherwise for one act, that act and a slash stand before it.
    pub outcomes: BTreeMap<String, String>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Where it is.
    pub file: PathBuf,
    /// How many entries it has.
    pub entries: usize,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The folder does not take it. Nothing is left in it.
    #[error("the file can't be written")]
    Unwritable(#[from] io::Error),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is said of the export in the file itself.
struct Cover<'export> {
    exported_at: jiff::Timestamp,
    exported_by: &'export str,
    filter: &'export AuditFilter,
    head: Option<Head>,
}

impl ExportFormat {
    const fn extension(&self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Json => "json",
        }
    }
}

impl Connections {
    /// Whether the user may export, for showing what was exported.
    ///
    /// # Errors
    /// Where nobody is signed in.
    pub fn may_export(&self) -> Result<(), Denied> {
        self.permit(Act::Export).map(drop)
    }

    /// Writes the entries that the filter lets through into a new file in this folder. The file is whole or not there, and
    /// no other file is ever overwritten.
    ///
    /// # Errors
    /// Where nobody is signed in, the folder does not take the file, or the records can't be used.
    #[instrument(skip_all, fields(format = format.extension()))]
    pub async fn export_audit(
        &self,
        folder: &Path,
        format: &ExportFormat,
        filter: &AuditFilter,
    ) -> Result<Exported, ExportError> {
        let user = self.permit(Act::Export)?;
        let mut file = NewFile::in_folder(folder)?;
        let entries = self.write_export(&mut file, format, filter, &user).await?;
        let stem = format!("bank-connections-audit-{}", self.now().strftime("%Y%m%dT%H%M%SZ"));
        let target = new_file::free_name(folder, &stem, format.extension())?;
        let mut entry = self.entry_on(By::User(&user.name), "export_audit", OBJECT.to_owned(), "exported");
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        for (key, value) in [
            ("file", json!(name)),
            ("entries", json!(entries)),
            ("filtered", json!(!filter.is_open())),
            ("sha256", json!(file.finish()?)),
        ] {
            entry.details.insert(key.to_owned(), value);
        }
        let mut records = self.database().write().await?;
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        if let Err(error) = file.keep_as(&target) {
            entry.at = self.now();
            "failed".clone_into(&mut entry.outcome);
            let mut records = self.database().write().await?;
            store::audit::append(&mut records, &entry).await?;
            records.commit().await.map_err(StoreError::from)?;
            return Err(error.into());
        }
        info!(entries, "the audit is exported");
        Ok(Exported { file: target, entries })
    }

    /// Writes everything as it is at one moment, part by part.
    async fn write_export(
        &self,
        file: &mut NewFile,
        format: &ExportFormat,
        filter: &AuditFilter,
        user: &User,
    ) -> Result<usize, ExportError> {
        let mut records = self.database().read().await?;
        let ids = audit_entries::found(&mut records, filter).await?;
        let head = store::audit_chain::head(&mut records).await?;
        let cover = Cover { exported_at: self.now(), exported_by: &user.name, filter, head };
        match format {
            ExportFormat::Csv(spellings) => {
                csv::begin(file)?;
                write_all(&mut records, &ids, |entries| csv::write(file, entries, spellings)).await?;
            }
            ExportFormat::Json => {
                json::begin(file, &cover)?;
                let mut is_first = true;
                write_all(&mut records, &ids, |entries| json::write(file, entries, std::mem::take(&mut is_first)))
                    .await?;
                json::end(file)?;
            }
        }
        Ok(ids.len())
    }
}

async fn write_all(
    records: &mut SqliteConnection,
    ids: &[i64],
    mut write: impl FnMut(&[StoredEntry]) -> io::Result<()> + Send,
) -> Result<(), ExportError> {
    for part in ids.chunks(ENTRIES_AT_ONCE) {
        write(&audit_entries::list(records, part).await?)?;
    }
    Ok(())
}
