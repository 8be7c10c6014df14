//! Whether the application stays in the tray when its window is closed, so that schedules go on.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::user::Act,
    store::{self, settings::Setting},
};

/// Why the setting can't be used.
#[derive(Debug, thiserror::Error)]
pub enum TraySettingError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Whether the application stays in the tray. Nobody has to be signed in: closing the window asks.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn stays_in_tray(&self) -> Result<bool, StoreError> {
        let mut records = self.database().read().await?;
        Ok(store::settings::get(&mut records, Setting::StaysInTray).await?.as_deref() == Some("true"))
    }

    /// The same, for somebody who is signed in.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be read.
    pub async fn tray_setting(&self) -> Result<bool, TraySettingError> {
        self.permit(Act::Look)?;
        Ok(self.stays_in_tray().await?)
    }

    /// Sets whether the application stays in the tray.
    ///
    /// # Errors
    /// Where the user may not, or the records can't be written.
    #[instrument(skip_all, fields(stays))]
    pub async fn set_stays_in_tray(&self, stays: bool) -> Result<(), TraySettingError> {
        let user = self.permit(Act::SetUp)?;
        let mut records = self.database().write().await?;
        store::settings::set(&mut records, Setting::StaysInTray, if stays { "true" } else { "false" }).await?;
        let mut entry = self.entry_on(By::User(&user.name), "tray_setting", "settings".to_owned(), "saved");
        entry.details.insert("stays".to_owned(), stays.into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::user::Role, testing::Office};

    #[tokio::test]
    async fn it_quits_with_its_window_unless_the_integration_user_says_otherwise() {
        let (office, _) = Office::set_up().await;
        assert!(!office.connections.stays_in_tray().await.unwrap());
        office.connections.set_stays_in_tray(true).await.unwrap();
        let connections = office.connections.clone().used_by(Role::Accountant);
        let refused = connections.set_stays_in_tray(false).await.unwrap_err();
        assert!(matches!(refused, TraySettingError::Denied(Denied::NotAllowed)), "{refused:?}");
        assert!(connections.stays_in_tray().await.unwrap());
    }
}
