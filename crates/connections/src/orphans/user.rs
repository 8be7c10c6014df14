//! The firm's user at Plaid, under which the new logins are listed. Not every client of Plaid may have one.

use tracing::{instrument, warn};

use crate::{
    Connections, StoreError,
    store::{self, settings::Setting},
    update::start::client_user_id,
};

impl Connections {
    /// Plaid's id of the firm's user; made at the first need, and kept. `None` where Plaid does not make one now: nothing
    /// waits for it.
    #[instrument(skip_all)]
    pub(crate) async fn plaid_user(&self) -> Result<Option<String>, StoreError> {
        let client_user_id = {
            let mut records = self.database().write().await?;
            if let Some(user_id) = store::settings::get(&mut records, Setting::PlaidUserId).await? {
                return Ok(Some(user_id));
            }
            let client_user_id = client_user_id(&mut records).await?;
            records.commit().await?;
            client_user_id
        };
        match self.plaid().create_user(&client_user_id).await {
            Ok(user) => {
                let mut records = self.database().write().await?;
                store::settings::set(&mut records, Setting::PlaidUserId, &user.value).await?;
                records.commit().await?;
                Ok(Some(user.value))
            }
            Err(error) => {
                warn!(%error, request_id = error.request_id(), "Plaid makes no user");
                Ok(None)
            }
        }
    }
}
