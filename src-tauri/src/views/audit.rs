//! The audit: its entries, and whether its chain holds.

use connections::{
    AuditEntry, AuditPage, Exported,
    model::audit::{Break, Checked},
};
use serde::Serialize;
use ts_rs::TS;

use super::InstitutionView;

/// A part of the entries that were asked for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuditPageView {
    /// The entries, the newest first.
    pub entries: Vec<AuditEntryView>,
    /// Where the next part begins, or `null` where this is the last one.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
    /// How many entries there are in all.
    pub found: usize,
    /// Everybody who ever did something.
    pub people: Vec<String>,
    /// Whatever was ever done.
    pub acts: Vec<String>,
}

/// One act.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuditEntryView {
    /// Its place in the chain.
    #[ts(type = "number")]
    pub id: i64,
    /// When it was done, or `null` where what is recorded is no time.
    pub at: Option<String>,
    /// Who did it: the name of a user, or that of the application.
    pub who: String,
    /// What was done.
    pub what: String,
    /// The id of the record that it was done to.
    pub object_id: String,
    /// The bank that the record belongs to.
    pub institution: Option<InstitutionView>,
    /// What the record is called, where it belongs to no bank.
    pub object_name: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// Plaid's ids of the requests that led to it.
    pub request_ids: Vec<String>,
    /// The rest.
    pub details: Vec<AuditDetailView>,
}

/// Something else that is recorded of an act.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuditDetailView {
    /// What it is.
    pub name: String,
    /// What it is, as a text.
    pub value: String,
}

/// What the last look at the chain found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AuditStateView {
    /// Nobody has looked since the start.
    Unchecked,
    /// Nothing was touched.
    Complete {
        /// How many entries there are.
        #[ts(type = "number")]
        entries: i64,
        /// When it was looked.
        checked_at: String,
    },
    /// Something was touched.
    Broken {
        /// What, first of all.
        found: BreakView,
        /// When it was looked.
        checked_at: String,
    },
}

/// The first place where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BreakView {
    /// An entry is not what was written.
    Changed {
        /// Its place.
        #[ts(type = "number")]
        id: i64,
    },
    /// Entries are gone.
    Missing {
        /// The place of the first.
        #[ts(type = "number")]
        first: i64,
        /// The place of the last.
        #[ts(type = "number")]
        last: i64,
    },
    /// An entry was put in.
    Inserted {
        /// Its place.
        #[ts(type = "number")]
        id: i64,
    },
    /// The last entries are gone.
    CutOff {
        /// The place of the last one that is there; 0 where there is none.
        #[ts(type = "number")]
        last: i64,
        /// That of the last one that was written.
        #[ts(type = "number")]
        written: i64,
    },
    /// The end of the chain is not what was recorded.
    EndChanged,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExportedView {
    /// Where it is, for people.
    pub file: String,
    /// How many entries it has.
    pub entries: usize,
}

impl From<AuditPage> for AuditPageView {
    fn from(page: AuditPage) -> Self {
        Self {
            entries: page.entries.into_iter().map(AuditEntryView::from).collect(),
            next: page.next,
            found: page.found,
            people: page.people,
            acts: page.acts,
        }
    }
}

impl From<AuditEntry> for AuditEntryView {
    fn from(entry: AuditEntry) -> Self {
        Self {
            id: entry.id,
            at: entry.at.map(|at| at.to_string()),
            who: entry.who,
            what: entry.what,
            object_id: entry.object_id,
            institution: entry.institution.map(InstitutionView::from),
            object_name: entry.object_name,
            outcome: entry.outcome,
            request_ids: entry.request_ids,
            details: entry.details.into_iter().map(|(name, value)| AuditDetailView { name, value }).collect(),
        }
    }
}

impl From<Option<Checked>> for AuditStateView {
    fn from(checked: Option<Checked>) -> Self {
        let Some(Checked { at, result }) = checked else { return Self::Unchecked };
        let checked_at = at.to_string();
        match result {
            Ok(entries) => Self::Complete { entries, checked_at },
            Err(found) => Self::Broken { found: found.into(), checked_at },
        }
    }
}

impl From<Break> for BreakView {
    fn from(found: Break) -> Self {
        match found {
            Break::Changed { id } => Self::Changed { id },
            Break::Missing { first, last } => Self::Missing { first, last },
            Break::Inserted { id } => Self::Inserted { id },
            Break::CutOff { last, written } => Self::CutOff { last, written },
            Break::EndChanged => Self::EndChanged,
        }
    }
}

impl From<Exported> for ExportedView {
    fn from(exported: Exported) -> Self {
        Self { file: exported.file.display().to_string(), entries: exported.entries }
    }
}
