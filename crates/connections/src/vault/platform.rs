//! The keyring of the operating system: how it is reached, and what its refusals mean.

use std::{error::Error, sync::Arc};

use keyring_core::{CredentialStore, Result};

use super::VaultError;

/// Connects to the keyring.
#[cfg(target_os = "linux")]
pub(super) fn connect() -> Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// Connects to the keyring.
#[cfg(target_os = "macos")]
pub(super) fn connect() -> Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// Connects to the keyring.
#[cfg(windows)]
pub(super) fn connect() -> Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
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
    use secret_service::Error as Service;
    match source.downcast_ref::<Service>() {
        // The service runs and has no keyring that things are put into by default.
        Some(Service::NoResult) => VaultError::NoService(source),
        Some(Service::Locked) => VaultError::Locked,
        _ => VaultError::Refused(source),
    }
}

/// What it means that the keyring does not let the application in.
#[cfg(not(target_os = "linux"))]
pub(super) fn refusal(source: Box<dyn Error + Send + Sync>) -> VaultError {
    VaultError::Refused(source)
}
