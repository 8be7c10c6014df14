//! The firm's user at Plaid, under which the new logins are listed. Not every client of Plaid may have one.

use tracing::{instrument, warn};

use crate::{
    Connections, StoreError,
    store::{self, settings::Setting},
    update::start::client_user_id,
};

impl Connections {
    /// Plaid's id of the firm's user; made at the first need, and kept. `None` where Plaid does not make one now, or no page
    /// may name it: nothing waits for it. What was refused once is not asked for again before the next start.
    #[instrument(skip_all)]
    pub(crate) async fn plaid_user(&self) -> Result<Option<String>, StoreError> {
        if self.orphans_watch().is_user_refused() {
            return Ok(None);
        }
        match self.make_plaid_user().await? {
            Ok(user_id) => Ok(Some(user_id)),
            Err(error) => {
                warn!(%error, request_id = error.request_id(), "Plaid makes no user");
                if error.is_refusal() {
                    self.orphans_watch().user_refused();
                }
                Ok(None)
            }
        }
    }

    /// The same, with what Plaid says where it makes none.
    pub(super) async fn make_plaid_user(&self) -> Result<Result<String, plaid::Error>, StoreError> {
        let client_user_id = {
            let mut records = self.database().write().await?;
            if let Some(user_id) = store::settings::get(&mut records, Setting::PlaidUserId).await? {
                return Ok(Ok(user_id));
            }
            let client_user_id = client_user_id(&mut records).await?;
            records.commit().await?;
            client_user_id
        };
        let user = match self.plaid().create_user(&client_user_id).await {
            Ok(user) => user.value,
            Err(error) => return Ok(Err(error)),
        };
        let mut records = self.database().write().await?;
        store::settings::set(&mut records, Setting::PlaidUserId, &user).await?;
        records.commit().await?;
        Ok(Ok(user))
    }
}
