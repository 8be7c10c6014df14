//! A removal is asked for: written down, and done by the driver from then on.

use serde_json::json;
use sqlx::SqliteConnection;

use crate::{
    Connections, StoreError,
    connections::By,
    model::login::{Login, LoginState},
    store,
};

impl Connections {
    /// Begins the removal of a login, in the caller's transaction. One that was begun already is left as it is.
    pub(crate) async fn ask_removal(
        &self,
        records: &mut SqliteConnection,
        login: Login,
        by: By,
    ) -> Result<(), StoreError> {
        if matches!(login.state, LoginState::Removing { .. } | LoginState::Removed { .. }) {
            return Ok(());
        }
        let state = LoginState::Removing { by: self.name_of(by), asked_at: self.now(), failure: None };
        let removing = Login { state, ..login };
        store::logins::save(records, &removing).await?;
        let object = removing.connection.map_or_else(|| removing.id.to_string(), |connection| connection.to_string());
        let mut entry = self.entry_on(by, "remove_login", object, "removing");
        entry.details.insert("login".to_owned(), json!(removing.id.to_string()));
        entry.details.insert("item".to_owned(), json!(removing.item_id));
        store::audit::append(records, &entry).await
    }
}
