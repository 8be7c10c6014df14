//! The removals of a connection's logins, as the window shows them.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::attempt::trouble;
use crate::{
    StoreError,
    mail::support_text,
    model::{
        connection::Connection,
        ids::LoginId,
        login::{Login, LoginState, RemovalFailure},
    },
};

/// The removal of a login that Plaid has not confirmed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovalOverview {
    /// The login.
    pub login: LoginId,
    /// Plaid's id of it.
    pub item_id: String,
    /// Whether the connection goes on without it.
    pub is_former: bool,
    /// When its removal was asked for.
    pub asked_at: Timestamp,
    /// The last try, where it failed.
    pub failure: Option<FailedRemoval>,
}

/// A try to remove a login that failed. It is tried again by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedRemoval {
    /// What is known of it.
    pub failure: RemovalFailure,
    /// The ready text for Plaid Support.
    pub support_text: String,
}

/// What is to be shown of a login; nothing where it is not being removed.
pub(crate) async fn removal_of(
    records: &mut SqliteConnection,
    login: &Login,
    connection: &Connection,
) -> Result<Option<RemovalOverview>, StoreError> {
    let LoginState::Removing { asked_at, failure, .. } = &login.state else { return Ok(None) };
    let failure = match failure {
        Some(failure) => Some(failed(records, login, failure).await?),
        None => None,
    };
    Ok(Some(RemovalOverview {
        login: login.id,
        item_id: login.item_id.clone(),
        is_former: login.is_former(Some(connection)),
        asked_at: *asked_at,
        failure,
    }))
}

pub(super) async fn failed(
    records: &mut SqliteConnection,
    login: &Login,
    failure: &RemovalFailure,
) -> Result<FailedRemoval, StoreError> {
    let trouble = trouble(records, login, failure).await?;
    Ok(FailedRemoval { failure: failure.clone(), support_text: support_text(&trouble.support_case()) })
}
