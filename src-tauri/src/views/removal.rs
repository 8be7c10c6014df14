//! Removals that Plaid has not confirmed yet.

use connections::{FailedRemoval, Removal, RemovalOverview};
use serde::Serialize;
use ts_rs::TS;

use super::Problem;

/// The removal of a login that Plaid has not confirmed yet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RemovalView {
    /// Plaid's id of the login.
    pub item_id: String,
    /// Whether another login took its place, so that the connection goes on without it.
    pub is_former: bool,
    /// When it was asked for.
    pub asked_at: String,
    /// The last try, where it failed.
    pub failure: Option<RemovalFailureView>,
}

/// A try to remove a login that failed. It is tried again by itself.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RemovalFailureView {
    /// What stands in the way.
    pub problem: Problem,
    /// How many tries in a row failed.
    pub attempts: u32,
    /// When the last one failed.
    pub failed_at: String,
    /// When it is tried again.
    pub next_try_at: String,
    /// Plaid's type of the error, where Plaid answered.
    pub error_type: Option<String>,
    /// Plaid's code of the error.
    pub error_code: Option<String>,
    /// Plaid's words.
    pub error_message: Option<String>,
    /// Plaid's id of the refused request.
    pub request_id: Option<String>,
    /// What to send to Plaid Support.
    pub support_text: String,
}

/// What became of the wish to remove a connection.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RemovedView {
    /// It is gone at Plaid.
    Removed,
    /// Plaid has not confirmed it. It is tried again by itself.
    Removing {
        /// The try that failed.
        failure: Box<RemovalFailureView>,
    },
}

impl From<RemovalOverview> for RemovalView {
    fn from(removal: RemovalOverview) -> Self {
        Self {
            item_id: removal.item_id,
            is_former: removal.is_former,
            asked_at: removal.asked_at.to_string(),
            failure: removal.failure.map(RemovalFailureView::from),
        }
    }
}

impl From<FailedRemoval> for RemovalFailureView {
    fn from(FailedRemoval { failure, support_text }: FailedRemoval) -> Self {
        Self {
            problem: Problem::from(&failure),
            attempts: failure.attempts,
            failed_at: failure.failed_at.to_string(),
            next_try_at: failure.next_try_at.to_string(),
            error_type: failure.error_type,
            error_code: failure.error_code,
            error_message: failure.error_message,
            request_id: failure.request_id,
            support_text,
        }
    }
}

impl From<Removal> for RemovedView {
    fn from(removal: Removal) -> Self {
        match removal {
            Removal::Removed => Self::Removed,
            Removal::Removing(failure) => Self::Removing { failure: Box::new(failure.into()) },
        }
    }
}
