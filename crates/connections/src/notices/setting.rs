//! Which notifications the system shows. What they tell is in the window as well, so none of them has to be on.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::user::Act,
    store::{self, settings::Setting},
};

/// Which notifications are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotificationSetting {
    /// Those that tell of a connection that broke or will.
    pub of_connections: bool,
    /// Those that tell of the end of a refresh, an import or a run of a schedule.
    pub of_endings: bool,
}

/// Why the setting can't be used.
#[derive(Debug, thiserror::Error)]
pub enum NotificationSettingError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Which notifications are on: all, until somebody says otherwise. Nobody has to be signed in: what runs by itself asks.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn notifications(&self) -> Result<NotificationSetting, StoreError> {
        let mut records = self.database().read().await?;
        let of_connections = store::settings::get(&mut records, Setting::NotifiesOfConnections).await?;
        let of_endings = store::settings::get(&mut records, Setting::NotifiesOfEndings).await?;
        let is_on = |value: Option<String>| value.as_deref() != Some("false");
        Ok(NotificationSetting { of_connections: is_on(of_connections), of_endings: is_on(of_endings) })
    }

    /// The same, for somebody who is signed in.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be read.
    pub async fn notification_setting(&self) -> Result<NotificationSetting, NotificationSettingError> {
        self.permit(Act::Look)?;
        Ok(self.notifications().await?)
    }

    /// Sets which notifications are on.
    ///
    /// # Errors
    /// Where the user may not, or the records can't be written.
    #[instrument(skip_all, fields(?setting))]
    pub async fn set_notifications(&self, setting: NotificationSetting) -> Result<(), NotificationSettingError> {
        let user = self.permit(Act::SetUp)?;
        let NotificationSetting { of_connections, of_endings } = setting;
        let mut records = self.database().write().await?;
        for (key, is_on) in [(Setting::NotifiesOfConnections, of_connections), (Setting::NotifiesOfEndings, of_endings)]
        {
            store::settings::set(&mut records, key, if is_on { "true" } else { "false" }).await?;
        }
        let mut entry = self.entry_on(By::User(&user.name), "notifications_setting", "settings".to_owned(), "saved");
        entry.details.insert("of_connections".to_owned(), of_connections.into());
        entry.details.insert("of_endings".to_owned(), of_endings.into());
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
    async fn all_are_on_until_the_integration_user_switches_one_off() {
        let (office, _) = Office::set_up().await;
        let all = NotificationSetting { of_connections: true, of_endings: true };
        assert_eq!(office.connections.notifications().await.unwrap(), all);
        let one = NotificationSetting { of_endings: false, ..all };
        office.connections.set_notifications(one).await.unwrap();
        let connections = office.connections.clone().used_by(Role::Accountant);
        let refused = connections.set_notifications(all).await.unwrap_err();
        assert!(matches!(refused, NotificationSettingError::Denied(Denied::NotAllowed)), "{refused:?}");
        assert_eq!(connections.notification_setting().await.unwrap(), one);
    }
}
