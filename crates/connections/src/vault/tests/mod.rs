//! The vault over stores that the tests keep hold of.

mod window;

use std::{
    fs,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use keyring_core::{CredentialStore, api::CredentialStoreApi as _};
use uuid::Uuid;

use super::{exposure::text, *};

const SHORT: Duration = Duration::from_millis(50);
const MARKER: &str = "marker-77d0";

fn marker() -> SecretString {
    MARKER.into()
}

fn lgn(number: u128) -> LoginId {
    LoginId::new(Uuid::from_u128(number))
}

fn lks(number: u128) -> LinkSessionId {
    LinkSessionId::new(Uuid::from_u128(number))
}

/// A vault over a store that the test keeps hold of.
fn over(profile: Profile, store: &Arc<mock::Store>) -> Vault {
    let store = store.clone();
    Vault::over(profile, Access::connecting(move || Ok(store.clone())), SHORT)
}

/// Has the next call for this entry fail like this.
fn fail_next(store: &mock::Store, entry: Entry, error: keyring_core::Error) {
    let entry = store.build(&Profile::Demo.service(), &entry.to_string(), None).unwrap();
    entry.as_any().downcast_ref::<mock::Cred>().unwrap().set_error(error);
}

fn put_raw(store: &mock::Store, entry: Entry, bytes: &[u8]) {
    store.build(&Profile::Demo.service(), &entry.to_string(), None).unwrap().set_secret(bytes).unwrap();
}

#[tokio::test]
async fn each_secret_is_found_under_its_own_name() {
    let vault = Vault::in_memory(Profile::Live);
    vault.put_api_secret(&"api".into()).await.unwrap();
    for number in [1, 2] {
        vault.put_access_token(lgn(number), &AccessToken::new(format!("access-{number}").into())).await.unwrap();
        vault.put_public_token(lks(number), &PublicToken::new(format!("public-{number}").into())).await.unwrap();
    }
    assert_eq!(text(&vault.api_secret().await.unwrap()), "api");
    for number in [1, 2] {
        let access = vault.access_token(lgn(number)).await.unwrap();
        assert_eq!(text(access.secret()), format!("access-{number}"));
        let public = vault.public_token(lks(number)).await.unwrap();
        assert_eq!(text(public.secret()), format!("public-{number}"));
    }
}

#[tokio::test]
async fn a_secret_that_is_put_again_replaces_the_first() {
    let vault = Vault::in_memory(Profile::Demo);
    vault.put_api_secret(&"first".into()).await.unwrap();
    vault.put_api_secret(&"second".into()).await.unwrap();
    assert_eq!(text(&vault.api_secret().await.unwrap()), "second");
}

#[tokio::test]
async fn a_forgotten_secret_is_missing_and_may_be_forgotten_again() {
    let vault = Vault::in_memory(Profile::Demo);
    vault.put_api_secret(&marker()).await.unwrap();
    vault.put_access_token(lgn(1), &AccessToken::new(marker())).await.unwrap();
    vault.put_public_token(lks(1), &PublicToken::new(marker())).await.unwrap();
    for _ in 0..2 {
        vault.forget_api_secret().await.unwrap();
        vault.forget_access_token(lgn(1)).await.unwrap();
        vault.forget_public_token(lks(1)).await.unwrap();
    }
    assert!(matches!(vault.api_secret().await, Err(VaultError::Missing { .. })));
    assert!(matches!(vault.public_token(lks(1)).await, Err(VaultError::Missing { .. })));
    match vault.access_token(lgn(1)).await {
        Err(VaultError::Missing { entry }) => assert_eq!(entry, format!("access-token/{}", lgn(1))),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_password_of_the_mail_server_is_kept_beside_the_other_secrets() {
    let vault = Vault::in_memory(Profile::Live);
    assert!(matches!(vault.smtp_password().await, Err(VaultError::Missing { .. })));
    vault.put_api_secret(&"api".into()).await.unwrap();
    vault.put_smtp_password(&"mail".into()).await.unwrap();
    assert_eq!(text(&vault.smtp_password().await.unwrap()), "mail");
    vault.forget_smtp_password().await.unwrap();
    assert!(matches!(vault.smtp_password().await, Err(VaultError::Missing { .. })));
    assert_eq!(text(&vault.api_secret().await.unwrap()), "api");
}

#[tokio::test]
async fn the_secrets_of_two_profiles_never_meet() {
    let store = mock::Store::new().unwrap();
    let demo = over(Profile::Demo, &store);
    demo.put_access_token(lgn(1), &AccessToken::new("of the demo".into())).await.unwrap();
    let named = |name: &str| Profile::Named(name.to_owned());
    for other in [Profile::Live, named("Sandbox client"), named("Production client"), named("")] {
        let other = over(other, &store);
        assert!(matches!(other.access_token(lgn(1)).await, Err(VaultError::Missing { .. })));
        other.put_access_token(lgn(1), &AccessToken::new("of another".into())).await.unwrap();
        other.forget_access_token(lgn(1)).await.unwrap();
    }
    assert_eq!(text(demo.access_token(lgn(1)).await.unwrap().secret()), "of the demo");
}

#[test]
fn what_the_keyring_calls_a_profile_stays_as_it_is() {
    let profiles = [Profile::Demo, Profile::Live, Profile::Named("Sandbox 5f0e".to_owned())];
    let names = profiles.map(|profile| profile.service().into_owned());
    assert_eq!(names, ["Bank Connections Demo", "Bank Connections", "Bank Connections: Sandbox 5f0e"]);
}

#[tokio::test]
async fn the_key_of_the_records_is_made_once() {
    let store = mock::Store::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.db");
    let first = over(Profile::Demo, &store).database_key(&file).await.unwrap();
    fs::write(&file, "records").unwrap();
    let after_restart = over(Profile::Demo, &store).database_key(&file).await.unwrap();
    assert!(after_restart.is(&first));
    let of_another_profile = Vault::in_memory(Profile::Live).database_key(&folder.path().join("none")).await.unwrap();
    assert!(!of_another_profile.is(&first));
}

#[tokio::test]
async fn no_key_is_made_for_records_that_exist() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.db");
    fs::write(&file, "records").unwrap();
    let vault = Vault::in_memory(Profile::Demo);
    for _ in 0..2 {
        let refused = vault.database_key(&file).await;
        assert!(matches!(refused, Err(VaultError::Missing { .. })), "{refused:?}");
    }
    // A file that was made and never written to holds nothing that a new key could lose.
    fs::write(&file, "").unwrap();
    assert!(vault.database_key(&file).await.is_ok());
}

#[tokio::test]
async fn an_entry_that_is_no_key_is_damaged_and_stays() {
    let store = mock::Store::new().unwrap();
    let vault = over(Profile::Demo, &store);
    let quoted = format!("{}'; drop", "0".repeat(57));
    for held in [MARKER.as_bytes(), &[0xff; 64], quoted.as_bytes(), &b"0"[..]] {
        put_raw(&store, Entry::DatabaseKey, held);
        let refused = vault.database_key(Path::new("/nonexistent")).await;
        assert!(matches!(refused, Err(VaultError::Damaged { .. })), "{refused:?}");
        assert_eq!(store.build("Bank Connections Demo", "database-key", None).unwrap().get_secret().unwrap(), held);
    }
}

#[tokio::test]
async fn nothing_that_can_be_printed_carries_a_secret() {
    let store = mock::Store::new().unwrap();
    let vault = over(Profile::Demo, &store);
    put_raw(&store, Entry::DatabaseKey, MARKER.as_bytes());
    let mut printed = vec![format!("{:?}", vault.database_key(Path::new("/nonexistent")).await)];
    put_raw(&store, Entry::ApiSecret, &[MARKER.as_bytes(), &[0xff]].concat());
    printed.push(format!("{:?}", vault.api_secret().await));
    let carrying = [
        keyring_core::Error::BadEncoding(MARKER.into()),
        keyring_core::Error::BadDataFormat(MARKER.into(), "bad".into()),
    ];
    for error in carrying.map(VaultError::of(Entry::ApiSecret)) {
        assert!(matches!(error, VaultError::Damaged { .. }), "{error:?}");
        printed.push(format!("{error:?} {error}"));
    }
    vault.put_api_secret(&marker()).await.unwrap();
    printed.push(format!("{vault:?} {:?}", vault.api_secret().await));
    let key = Vault::in_memory(Profile::Demo).database_key(Path::new("/nonexistent")).await.unwrap();
    assert!(!format!("{key:?}").contains(text(key.stored())));
    let bytes = format!("{:?}", MARKER.as_bytes());
    for text in printed {
        assert!(!text.contains(MARKER) && !text.contains(bytes.trim_matches(['[', ']'])), "{text}");
    }
}

#[tokio::test]
async fn a_dismissed_password_window_is_a_refusal_that_passes() {
    let store = mock::Store::new().unwrap();
    let vault = over(Profile::Demo, &store);
    vault.put_api_secret(&marker()).await.unwrap();
    fail_next(&store, Entry::ApiSecret, keyring_core::Error::NoStorageAccess("dismissed".into()));
    assert!(matches!(vault.api_secret().await, Err(VaultError::Refused(_))));
    assert!(vault.api_secret().await.is_ok());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_the_secret_service_says_is_named_by_what_helps() {
    use secret_service::Error as Service;
    let store = mock::Store::new().unwrap();
    let vault = over(Profile::Demo, &store);
    let said = |error: Service| keyring_core::Error::NoStorageAccess(error.into());
    fail_next(&store, Entry::ApiSecret, said(Service::Prompt));
    assert!(matches!(vault.api_secret().await, Err(VaultError::Refused(_))));
    fail_next(&store, Entry::ApiSecret, said(Service::Locked));
    assert!(matches!(vault.api_secret().await, Err(VaultError::Locked)));
    fail_next(&store, Entry::ApiSecret, said(Service::NoResult));
    assert!(matches!(vault.api_secret().await, Err(VaultError::NoService(_))));
}

#[tokio::test]
async fn a_keyring_that_was_restarted_is_connected_to_again() {
    let store = mock::Store::new().unwrap();
    let connected = Arc::new(AtomicUsize::new(0));
    let counting = {
        let (store, connected) = (store.clone(), connected.clone());
        move || {
            connected.fetch_add(1, Ordering::SeqCst);
            Ok(store.clone() as Arc<CredentialStore>)
        }
    };
    let vault = Vault::over(Profile::Demo, Access::connecting(counting), SHORT);
    vault.put_api_secret(&marker()).await.unwrap();
    fail_next(&store, Entry::ApiSecret, keyring_core::Error::PlatformFailure("gone".into()));
    assert_eq!(text(&vault.api_secret().await.unwrap()), MARKER);
    assert_eq!(connected.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_service_that_appears_later_is_found() {
    let there = Arc::new(Mutex::new(None::<Arc<mock::Store>>));
    let connecting = {
        let there = there.clone();
        move || match there.lock().unwrap().clone() {
            Some(store) => Ok(store as Arc<CredentialStore>),
            None => Err(keyring_core::Error::PlatformFailure("nobody answers".into())),
        }
    };
    let vault = Vault::over(Profile::Demo, Access::connecting(connecting), SHORT);
    assert!(matches!(vault.put_api_secret(&marker()).await, Err(VaultError::NoService(_))));
    *there.lock().unwrap() = Some(mock::Store::new().unwrap());
    vault.put_api_secret(&marker()).await.unwrap();
}

#[test]
fn words_that_repeat_a_password_are_noticed_in_every_form_in_which_it_is_sent() {
    let password = SecretString::from("swordfish");
    let sign_in = MailSignIn::new("winfried", &password);
    let cases = [
        ("535 swordfish is not the password", true),
        // As `AUTH PLAIN` and as `AUTH LOGIN` send it.
        ("535 AHdpbmZyaWVkAHN3b3JkZmlzaA==", true),
        ("535 c3dvcmRmaXNo", true),
        ("535 winfried may not sign in", false),
    ];
    for (words, is_repeated) in cases {
        assert_eq!(sign_in.is_repeated_in(words), is_repeated, "{words}");
    }
    let short = SecretString::from("of");
    assert!(!MailSignIn::new("winfried", &short).is_repeated_in("end of file"), "it means something else");
}

#[test]
fn the_fingerprints_of_tokens_stay_as_they_are() {
    let of = |token: &str| Vault::fingerprint(&AccessToken::new(token.into()));
    assert_eq!(of(MARKER).as_str(), "bf6b9d63ddb73f96810c5f00fd8cdbd7cd34a13947f5f74f16ec5677873c0e6b");
    assert_ne!(of(MARKER), of("another"));
}
