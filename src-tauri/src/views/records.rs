//! The file of the records: its backups and the condition that it is in.

use connections::{
    BackupFailure, BackupOverview, RecordsCondition, RecordsOverview, Usability,
    store::{Refusal, backups::BackupKind},
};
use serde::Serialize;
use ts_rs::TS;

use super::problem::{Code, Problem};

/// The file of the records and its backups.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecordsView {
    /// Where the file is.
    pub file: String,
    /// Where the backups are, and what they replaced.
    pub folder: String,
    /// The backups, the newest first.
    pub backups: Vec<BackupView>,
}

/// A backup.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupView {
    /// The name of its file.
    pub name: String,
    /// When it was taken.
    pub taken_at: String,
    /// Why.
    pub kind: BackupKindView,
    /// The schema of the records in it.
    #[ts(type = "number")]
    pub schema: i64,
    /// How large it is.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Whether it can be restored.
    pub usability: UsabilityView,
}

/// Why a backup was taken.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BackupKindView {
    /// A new version of the application was about to change the form of the records.
    BeforeMigration,
    /// A day had passed.
    Daily,
    /// The user asked for it.
    AskedFor,
}

/// Whether a backup can be restored.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UsabilityView {
    /// It opens with the key in the keyring.
    Opens,
    /// It has another key, or is damaged at its very beginning.
    DoesNotOpen,
    /// A newer version of the application has written it.
    Newer,
}

/// What the records are like at present.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecordsConditionView {
    /// Why nothing can be saved. `null` where everything can.
    pub refusal: Option<Problem>,
    /// The last backup, where it failed.
    pub backup_failure: Option<BackupFailureView>,
}

/// A backup that failed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupFailureView {
    /// When.
    pub at: String,
    /// Why.
    pub problem: Problem,
}

impl From<RecordsOverview> for RecordsView {
    fn from(overview: RecordsOverview) -> Self {
        let RecordsOverview { file, folder, backups } = overview;
        Self {
            file: file.display().to_string(),
            folder: folder.display().to_string(),
            backups: backups.into_iter().map(BackupView::from).collect(),
        }
    }
}

impl From<BackupOverview> for BackupView {
    fn from(BackupOverview { backup, usability }: BackupOverview) -> Self {
        Self {
            name: backup.name,
            taken_at: backup.taken_at.to_string(),
            kind: match backup.kind {
                BackupKind::BeforeMigration => BackupKindView::BeforeMigration,
                BackupKind::Daily => BackupKindView::Daily,
                BackupKind::AskedFor => BackupKindView::AskedFor,
            },
            schema: backup.schema,
            bytes: backup.bytes,
            usability: match usability {
                Usability::Opens => UsabilityView::Opens,
                Usability::DoesNotOpen => UsabilityView::DoesNotOpen,
                Usability::Newer => UsabilityView::Newer,
            },
        }
    }
}

impl From<RecordsCondition> for RecordsConditionView {
    fn from(condition: RecordsCondition) -> Self {
        let RecordsCondition { refusal, backup_failure } = condition;
        Self { refusal: refusal.map(Problem::from), backup_failure: backup_failure.map(BackupFailureView::from) }
    }
}

impl From<BackupFailure> for BackupFailureView {
    fn from(BackupFailure { at, error }: BackupFailure) -> Self {
        Self { at: at.to_string(), problem: Problem::of_opening(&error) }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Full => Self::new(Code::DiskFull, "there is no space left for the records"),
            Refusal::ReadOnly => Self::new(Code::DatabaseReadOnly, "the records can't be written"),
        }
    }
}
