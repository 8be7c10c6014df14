//! Transactions of which the user has to say whether they are on record already.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::user::Act,
    store::{self, transactions::Doubtful},
};

/// Why nothing can be told apart.
#[derive(Debug, thiserror::Error)]
pub enum DoubtfulError {
    /// Nobody is signed in, or somebody who may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It is told apart already.
    #[error("the transaction does not wait to be told apart")]
    NotFound,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// The transactions that wait to be told apart. They are in no statement until then.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn doubtful_transactions(&self) -> Result<Vec<Doubtful>, DoubtfulError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(store::transactions::doubtful(&mut records).await?)
    }

    /// Writes whether a doubtful transaction is the one on record, or another one.
    ///
    /// # Errors
    /// [`DoubtfulError::NotFound`] where it was told apart already.
    #[instrument(skip_all, fields(row, is_same))]
    pub async fn tell_apart(&self, row: i64, is_same: bool) -> Result<(), DoubtfulError> {
        let user = self.permit(Act::Import)?;
        let mut records = self.database().write().await?;
        let all = store::transactions::doubtful(&mut records).await?;
        let doubtful = all.into_iter().find(|one| one.row == row).ok_or(DoubtfulError::NotFound)?;
        store::transactions::decide(&mut records, row, is_same).await?;
        let outcome = if is_same { "same" } else { "another" };
        let entry = self.entry_on(By::User(&user.name), "tell_apart", doubtful.account.to_string(), outcome);
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}
