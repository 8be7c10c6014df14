//! A piece of work on the records: all of it is there, or nothing.

use std::ops::{Deref, DerefMut};

use sqlx::{Sqlite, SqliteConnection};
use tracing::instrument;

use super::condition::Condition;

/// A transaction. It takes back what it did unless it is committed.
#[derive(Debug)]
pub struct Transaction(sqlx::Transaction<'static, Sqlite>, Condition);

impl Transaction {
    pub(super) const fn of(begun: sqlx::Transaction<'static, Sqlite>, condition: Condition) -> Self {
        Self(begun, condition)
    }

    /// Keeps what it did. Once this is over, it is on the disk.
    ///
    /// # Errors
    /// Where it can't be written. Nothing is changed then.
    #[instrument(name = "commit_records", level = "debug", skip_all)]
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        let Self(begun, condition) = self;
        begun.commit().await.inspect(|()| condition.written()).inspect_err(|error| condition.met(error))
    }
}

impl Deref for Transaction {
    type Target = SqliteConnection;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}
