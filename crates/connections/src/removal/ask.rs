//! A removal is asked for: written down, and done by the driver from then on.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::{
    Connections, StoreError,
    connections::{By, name_of},
    model::login::{Login, LoginState},
    store,
};

impl Connections {
    /// Begins the removal of a login, in the caller's transaction. One that was begun already is left as it is. Whoever
    /// calls tells of the change afterwards, which has the removal looked at.
    pub(crate) async fn ask_removal(
        &self,
        records: &mut SqliteConnection,
        login: Login,
        by: By<'_>,
    ) -> Result<(), StoreError> {
        if matches!(login.state, LoginState::Removing { .. } | LoginState::Removed { .. }) {
            return Ok(());
        }
        let state = LoginState::Removing { by: name_of(by), asked_at: self.now(), failure: None };
        let removing = Login { state, ..login };
        store::logins::save(records, &removing).await?;
        let mut entry = self.entry_on(by, "remove_login", removing.object(), "removing");
        entry.details.extend(removing.in_audit());
        store::audit::append(records, &entry).await
    }
}

impl Login {
    /// What the audit of its removal is about: its connection, where it has one.
    pub(super) fn object(&self) -> String {
        self.connection.map_or_else(|| self.id.to_string(), |connection| connection.to_string())
    }

    /// Which login it is, for the audit.
    pub(super) fn in_audit(&self) -> [(String, Value); 2] {
        [("login".to_owned(), json!(self.id.to_string())), ("item".to_owned(), json!(self.item_id))]
    }
}
