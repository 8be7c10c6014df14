//! Users: under whom Items are listed, so that an Item can be found and removed whose access token nobody holds.

use serde::{Deserialize, Serialize};

use super::{Item, World};

/// A user of the client. The same id of the client is always the same user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: String,
    client_user_id: String,
}

/// An Item is not one of the user's, so none was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotTheUsers;

impl World {
    /// The user that stands for an id of the client, made at the first call. Gives its id.
    pub(crate) fn create_user(&mut self, client_user_id: &str) -> String {
        if let Some(user) = self.users.iter().find(|user| user.client_user_id == client_user_id) {
            return user.id.clone();
        }
        let id = self.ids.user_id();
        self.users.push(User { id: id.clone(), client_user_id: client_user_id.to_owned() });
        id
    }

    pub(crate) fn has_user(&self, user_id: &str) -> bool {
        self.users.iter().any(|user| user.id == user_id)
    }

    /// The Items that are listed for a user.
    pub(crate) fn items_of(&self, user_id: &str) -> impl Iterator<Item = &Item> {
        let unexchanged_too = self.switches.unexchanged_user_items;
        self.items
            .iter()
            .filter(move |item| item.belongs_to(user_id) && (unexchanged_too || item.access_token.is_some()))
    }

    /// Removes Items of a user: all of them, or none.
    pub(crate) fn remove_items_of(&mut self, user_id: &str, item_ids: &[String]) -> Result<(), NotTheUsers> {
        let is_the_users = |id: &String| self.items.iter().any(|item| item.id == *id && item.belongs_to(user_id));
        if !item_ids.iter().all(is_the_users) {
            return Err(NotTheUsers);
        }
        for item in self.items.iter_mut().filter(|item| item_ids.contains(&item.id)) {
            item.removed = true;
        }
        Ok(())
    }
}

impl Item {
    fn belongs_to(&self, user_id: &str) -> bool {
        self.user_id.as_deref() == Some(user_id) && self.gone().is_none()
    }
}
