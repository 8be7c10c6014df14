//! The vault behind a password window.

use std::{
    any::Any,
    collections::HashMap,
    sync::{
        PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    time::Instant,
};

use keyring_core::{
    CredentialPersistence, Entry as KeyringEntry,
    api::{CredentialApi, CredentialStoreApi},
};

use super::*;

#[tokio::test]
async fn further_calls_do_not_queue_behind_a_password_window() {
    let (window, vault) = behind_a_window();
    assert!(matches!(vault.api_secret().await, Err(VaultError::Locked)), "the first call waits in vain");
    for _ in 0..3 {
        let before = Instant::now();
        assert!(matches!(vault.api_secret().await, Err(VaultError::Locked)));
        assert!(before.elapsed() < SHORT, "told at once");
    }
    assert_eq!(window.calls(), 1, "only the first call reached the keyring");
}

#[tokio::test]
async fn calls_beside_a_password_window_are_all_told_in_time() {
    let (window, vault) = behind_a_window();
    let before = Instant::now();
    let calls: Vec<_> = (0..8)
        .map(|_| {
            tokio::spawn({
                let vault = vault.clone();
                async move { vault.api_secret().await }
            })
        })
        .collect();
    for call in calls {
        assert!(matches!(call.await.unwrap(), Err(VaultError::Locked)));
    }
    assert!(before.elapsed() < SHORT * 10, "nobody waits for another one's time");
    assert_eq!(window.calls(), 1);
}

#[tokio::test]
async fn the_vault_recovers_when_the_password_window_is_gone() {
    for gone in [Gone::Unlocked, Gone::Dismissed] {
        let (window, vault) = behind_a_window();
        assert!(matches!(vault.api_secret().await, Err(VaultError::Locked)));
        window.close(gone);
        let recovered = tokio::time::timeout(Duration::from_secs(5), async {
            loop {
                match vault.api_secret().await {
                    Err(VaultError::Locked) => tokio::task::yield_now().await,
                    other => return other,
                }
            }
        });
        assert_eq!(text(&recovered.await.unwrap().unwrap()), MARKER);
    }
}

/// How a password window ends.
#[derive(Debug, Clone, Copy)]
enum Gone {
    Unlocked,
    Dismissed,
}

/// A store whose first call stands behind a password window.
#[derive(Debug)]
struct Window {
    calls: AtomicUsize,
    open: Mutex<Receiver<Gone>>,
    closing: Sender<Gone>,
}

fn behind_a_window() -> (Arc<Window>, Vault) {
    let (closing, open) = mpsc::channel();
    let window = Arc::new(Window { calls: AtomicUsize::new(0), open: Mutex::new(open), closing });
    let store: Arc<CredentialStore> = Arc::new(Shown(window.clone()));
    (window, Vault::over(Profile::Demo, Access::connecting(move || Ok(store.clone())), SHORT))
}

impl Window {
    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    fn close(&self, how: Gone) {
        self.closing.send(how).unwrap();
    }
}

#[derive(Debug, Clone)]
struct Shown(Arc<Window>);

impl CredentialStoreApi for Shown {
    fn vendor(&self) -> String {
        "a test".to_owned()
    }

    fn id(&self) -> String {
        "window".to_owned()
    }

    fn build(&self, _: &str, _: &str, _: Option<&HashMap<&str, &str>>) -> keyring_core::Result<KeyringEntry> {
        Ok(KeyringEntry::new_with_credential(Arc::new(self.clone())))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn persistence(&self) -> CredentialPersistence {
        CredentialPersistence::ProcessOnly
    }
}

impl CredentialApi for Shown {
    fn set_secret(&self, _: &[u8]) -> keyring_core::Result<()> {
        Ok(())
    }

    fn get_secret(&self) -> keyring_core::Result<Vec<u8>> {
        if self.0.calls.fetch_add(1, Ordering::SeqCst) == 0 {
            let closed = self.0.open.lock().unwrap_or_else(PoisonError::into_inner).recv().unwrap();
            if matches!(closed, Gone::Dismissed) {
                return Err(keyring_core::Error::NoStorageAccess("dismissed".into()));
            }
        }
        Ok(MARKER.into())
    }

    fn delete_credential(&self) -> keyring_core::Result<()> {
        Ok(())
    }

    fn get_credential(&self) -> keyring_core::Result<Option<Arc<keyring_core::Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
