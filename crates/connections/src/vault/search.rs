//! Which access tokens the keyring has: found by the service that they are kept for. A list beside them could be lost, and
//! what it is for is that records were.

use std::collections::BTreeSet;

use keyring_core::CredentialStore;

use super::{VaultError, entry::Entry, platform};
use crate::model::ids::LoginId;

/// The logins whose access token the keyring has for this service. `None` where it can't be searched.
pub(super) fn logins_with_tokens(
    store: &CredentialStore,
    service: &str,
) -> Result<Option<BTreeSet<LoginId>>, VaultError> {
    // A keyring that is locked may deny what it has.
    platform::unlock_where_locked(store).map_err(VaultError::of_all)?;
    let found = match platform::search(store, service) {
        Err(keyring_core::Error::NotSupportedByStore(_)) => return Ok(None),
        found => found.map_err(VaultError::of_all)?,
    };
    let named = found.into_iter().filter_map(|entry| entry.get_specifiers());
    // A store may take the service for a part of a name.
    let of_service = named.filter(|(of, _)| of == service);
    Ok(Some(of_service.filter_map(|(_, name)| Entry::login_of(&name)).collect()))
}
