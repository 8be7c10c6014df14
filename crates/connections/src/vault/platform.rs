//! The keyring of the operating system: how it is reached, and what its refusals mean.

use std::error::Error;

use keyring_core::{CredentialStore, Entry};

#[cfg(target_os = "linux")]
use super::sight;
use super::{VaultError, keyring::Access};

/// The way to the keyring.
#[cfg(target_os = "linux")]
pub(super) fn access() -> Access {
    let access = Access::connecting(|| Ok(zbus_secret_service_keyring_store::Store::new()?));
    access.seen(sight::of_system, sight::service)
}

/// The way to the keyring.
#[cfg(target_os = "macos")]
pub(super) fn access() -> Access {
    Access::connecting(|| Ok(apple_native_keyring_store::keychain::Store::new()?))
}

/// The way to the keyring.
#[cfg(windows)]
pub(super) fn access() -> Access {
    Access::connecting(|| Ok(windows_native_keyring_store::Store::new()?))
}

/// Has the user asked for the password where the keyring is locked, which is told by `true`. Some keyrings deny any entry
/// then, as if there were none.
#[cfg(target_os = "linux")]
pub(super) fn unlock_where_locked(store: &CredentialStore) -> keyring_core::Result<bool> {
    use secret_service::{EncryptionType, blocking::SecretService};
    if !takes_labels(store) || !sight::locked_by_default() {
        return Ok(false);
    }
    let unlock = || SecretService::connect(EncryptionType::Plain)?.get_default_collection()?.unlock();
    unlock().map_err(|error| keyring_core::Error::PlatformFailure(error.into()))?;
    Ok(true)
}

/// Has the user asked for the password where the keyring is locked, which is told by `true`. Other systems ask by
/// themselves.
#[cfg(not(target_os = "linux"))]
pub(super) fn unlock_where_locked(_: &CredentialStore) -> keyring_core::Result<bool> {
    Ok(false)
}

/// The entries of a service.
#[cfg(target_os = "linux")]
pub(super) fn search(store: &CredentialStore, service: &str) -> keyring_core::Result<Vec<Entry>> {
    store.search(&std::collections::HashMap::from([("service", service)]))
}

/// The entries of a service. Each system searches in a way of its own, and an answer that leaves something out would be taken
/// for "there is nothing".
#[cfg(not(target_os = "linux"))]
pub(super) fn search(_: &CredentialStore, _: &str) -> keyring_core::Result<Vec<Entry>> {
    Err(keyring_core::Error::NotSupportedByStore("entries are not searched for on this system".to_owned()))
}

/// Whether entries can be given a label for the user's eyes. Other systems show the service and the name.
#[cfg(target_os = "linux")]
pub(super) fn takes_labels(store: &CredentialStore) -> bool {
    store.as_any().is::<zbus_secret_service_keyring_store::Store>()
}

/// Whether entries can be given a label for the user's eyes. Other systems show the service and the name.
#[cfg(not(target_os = "linux"))]
pub(super) fn takes_labels(_: &CredentialStore) -> bool {
    false
}

/// What it means that the keyring does not let the application in.
#[cfg(target_os = "linux")]
pub(super) fn refusal(source: Box<dyn Error + Send + Sync>) -> VaultError {
    named(source, VaultError::Refused)
}

/// What it means that the keyring does not let the application in.
#[cfg(not(target_os = "linux"))]
pub(super) fn refusal(source: Box<dyn Error + Send + Sync>) -> VaultError {
    VaultError::Refused(source)
}

/// What it means that a call failed. Some ways into the keyring call everything a failure.
#[cfg(target_os = "linux")]
pub(super) fn failure(source: Box<dyn Error + Send + Sync>) -> VaultError {
    named(source, VaultError::Failed)
}

/// What it means that a call failed.
#[cfg(not(target_os = "linux"))]
pub(super) fn failure(source: Box<dyn Error + Send + Sync>) -> VaultError {
    VaultError::Failed(source)
}

#[cfg(target_os = "linux")]
fn named(
    source: Box<dyn Error + Send + Sync>,
    otherwise: impl FnOnce(Box<dyn Error + Send + Sync>) -> VaultError,
) -> VaultError {
    use secret_service::Error as Service;
    match source.downcast_ref::<Service>() {
        // The service runs and has no keyring that things are put into by default.
        Some(Service::NoResult) => VaultError::NoService(source),
        Some(Service::Locked) => VaultError::Locked,
        Some(Service::Prompt) => VaultError::Refused(source),
        _ => otherwise(source),
    }
}
