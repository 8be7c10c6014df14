//! A keyring that takes everything but access tokens, for as long as a test wants.

use std::{
    any::Any,
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use keyring_core::{CredentialPersistence, Entry, Error, api::CredentialStoreApi, mock};

use super::{Access, Profile, Vault};

/// A vault over a keyring that refuses the next so many calls for access tokens.
pub(crate) fn refusing_access_tokens(times: u32) -> Vault {
    refusing(Arc::new(AtomicU32::new(times)))
}

/// A vault over a keyring that refuses every call for access tokens, and how many such calls there were.
pub(crate) fn counting_refused_access_tokens() -> (Vault, impl Fn() -> u32) {
    let times_left = Arc::new(AtomicU32::new(u32::MAX));
    let vault = refusing(Arc::clone(&times_left));
    (vault, move || u32::MAX - times_left.load(Ordering::SeqCst))
}

fn refusing(times_left: Arc<AtomicU32>) -> Vault {
    let entries = mock::Store::new().unwrap();
    let store = Arc::new(Refusing { entries, times_left });
    Vault::over(Profile::Demo, Access::connecting(move || Ok(store.clone())), Duration::from_secs(5))
}

#[derive(Debug)]
struct Refusing {
    entries: Arc<mock::Store>,
    times_left: Arc<AtomicU32>,
}

impl CredentialStoreApi for Refusing {
    fn vendor(&self) -> String {
        "a test".to_owned()
    }

    fn id(&self) -> String {
        "refusing".to_owned()
    }

    fn build(&self, service: &str, user: &str, modifiers: Option<&HashMap<&str, &str>>) -> keyring_core::Result<Entry> {
        let entry = self.entries.build(service, user, modifiers)?;
        let one_less = |left: u32| left.checked_sub(1);
        let refuses = user.starts_with("access-token/")
            && self.times_left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less).is_ok();
        if refuses {
            let credential = entry.as_any().downcast_ref::<mock::Cred>().unwrap();
            credential.set_error(Error::NoStorageAccess("the keyring is closed".into()));
        }
        Ok(entry)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn persistence(&self) -> CredentialPersistence {
        CredentialPersistence::ProcessOnly
    }
}
