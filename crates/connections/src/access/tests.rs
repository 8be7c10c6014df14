//! Users, signing in, locking and rights, with real records and a clock that the test moves.

use std::time::Duration;

use super::Denied;
use crate::{
    ChangePasswordError, RecoveryError, SetUpError, SignInError, UsersError,
    model::{
        ids::UserId,
        user::{Act, Role},
    },
    store,
    testing::{OWN, Office},
    vault::PasswordError,
};

const OTHER: &str = "seven paper boats";
const ACCOUNTANTS: &str = "green winter train";

impl Office {
    async fn user(&self, name: &str) -> UserId {
        let users = self.connections.entrance().await.unwrap().users;
        users.into_iter().find(|user| user.name == name).unwrap().id
    }

    async fn wrong(&self, user: UserId) -> SignInError {
        self.connections.sign_in(user, "not the password".into()).await.unwrap_err()
    }

    async fn acts_of(&self, object: &str) -> Vec<(String, String, String)> {
        let mut records = self.connections.database().read().await.unwrap();
        let entries = store::audit::list_of(&mut records, object).await.unwrap();
        entries.into_iter().map(|entry| (entry.who, entry.what, entry.outcome)).collect()
    }
}

#[tokio::test]
async fn the_first_user_is_the_integration_user_and_there_is_no_second_one() {
    let office = Office::new().await;
    assert!(office.connections.entrance().await.unwrap().users.is_empty());
    let short = office.connections.set_up("Books", "short".into()).await.unwrap_err();
    assert!(matches!(short, SetUpError::Password(PasswordError::TooShort)), "{short:?}");
    for name in ["", "   ", &"x".repeat(61)] {
        assert!(matches!(office.connections.set_up(name, OWN.into()).await, Err(SetUpError::Name)), "{name:?}");
    }
    office.connections.set_up("  The   Books ", OWN.into()).await.unwrap();
    let user = office.connections.user().unwrap();
    assert_eq!((user.name.as_str(), user.role), ("The Books", Role::IntegrationUser));
    assert!(matches!(office.connections.set_up("Other", OWN.into()).await, Err(SetUpError::Exists)));
    office.connections.close().await;
}

#[tokio::test]
async fn a_recovery_code_is_unkept_until_somebody_says_that_it_is_written_down() {
    let (mut office, _) = Office::set_up().await;
    let id = office.user("Books").await;
    let is_unkept = async |office: &Office| office.connections.users().await.unwrap()[0].code_is_unkept;
    office.restart().await;
    office.connections.sign_in(id, OWN.into()).await.unwrap();
    assert!(is_unkept(&office).await, "it was shown, and the application was killed");
    office.connections.keep_recovery_code().await.unwrap();
    assert!(!is_unkept(&office).await);
    office.connections.renew_recovery_code(OWN.into()).await.unwrap();
    assert!(is_unkept(&office).await, "the next one is another one");
    office.connections.close().await;
}

#[tokio::test]
async fn nobody_gets_a_password_that_is_guessed_at_once() {
    let (office, code) = Office::set_up().await;
    let guessed = || "aaaaaaaaaaaa".into();
    let connections = &office.connections;
    let refused = connections.add_accountant("Ada", guessed()).await;
    assert!(matches!(refused, Err(UsersError::Password(PasswordError::Guessable))), "{refused:?}");
    let refused = connections.change_password(OWN.into(), guessed()).await;
    assert!(matches!(refused, Err(ChangePasswordError::Password(PasswordError::Guessable))), "{refused:?}");
    connections.sign_out().await.unwrap();
    let refused = connections.recover_password(code.as_str().into(), guessed()).await;
    assert!(matches!(refused, Err(RecoveryError::Password(PasswordError::Guessable))), "{refused:?}");
    office.connections.close().await;
}

#[tokio::test]
async fn nobody_is_signed_in_after_a_restart_and_the_last_user_is_expected() {
    let (mut office, _) = Office::set_up().await;
    let id = office.user("Books").await;
    office.restart().await;
    assert_eq!(office.connections.user(), None);
    assert_eq!(office.connections.entrance().await.unwrap().expected, Some(id));
    assert!(matches!(office.connections.list().await, Err(crate::ListError::Denied(Denied::SignedOut))));
    office.connections.sign_in(id, OWN.into()).await.unwrap();
    assert_eq!(office.connections.user().unwrap().id, id);
    office.connections.close().await;
}

#[tokio::test]
async fn wrong_passwords_slow_down_also_over_a_restart_and_are_audited() {
    let (mut office, _) = Office::set_up().await;
    let id = office.user("Books").await;
    office.connections.sign_out().await.unwrap();
    for _ in 0..2 {
        assert!(matches!(office.wrong(id).await, SignInError::Wrong { next_try_at: None }));
    }
    let third = office.wrong(id).await;
    let SignInError::Wrong { next_try_at: Some(until) } = third else { panic!("{third:?}") };
    office.restart().await;
    let early = office.connections.sign_in(id, OWN.into()).await.unwrap_err();
    assert!(
        matches!(early, SignInError::TooSoon { until: told } if told == until),
        "{early:?}: not even the right one"
    );

    office.clock.advance(Duration::from_secs(5));
    office.connections.sign_in(id, OWN.into()).await.unwrap();
    office.connections.sign_out().await.unwrap();
    assert!(matches!(office.wrong(id).await, SignInError::Wrong { next_try_at: None }), "counted anew");
    let refused = office.acts_of(&id.to_string()).await;
    assert_eq!(refused.iter().filter(|(_, what, outcome)| what == "sign_in" && outcome == "refused").count(), 4);
    office.connections.close().await;
}

#[tokio::test]
async fn an_accountant_looks_and_exports_and_nothing_else() {
    let (office, _) = Office::set_up().await;
    office.connections.add_accountant("Anna", ACCOUNTANTS.into()).await.unwrap();
    let anna = office.user("Anna").await;
    office.connections.sign_out().await.unwrap();
    for act in [Act::Look, Act::Export, Act::OwnAccount, Act::ChangeConnections, Act::SetUp, Act::ManageUsers] {
        assert_eq!(office.connections.permit(act), Err(Denied::SignedOut), "{act:?}");
    }
    office.connections.sign_in(anna, ACCOUNTANTS.into()).await.unwrap();
    for act in [Act::Look, Act::Export, Act::OwnAccount] {
        assert!(office.connections.permit(act).is_ok(), "{act:?}");
    }
    for act in [Act::ChangeConnections, Act::SetUp, Act::ManageUsers] {
        assert_eq!(office.connections.permit(act), Err(Denied::NotAllowed), "{act:?}");
    }
    let connections = &office.connections;
    assert!(matches!(connections.add_accountant("Ben", OTHER.into()).await, Err(UsersError::Denied(_))));
    assert!(matches!(connections.reset_password(anna, OTHER.into()).await, Err(UsersError::Denied(_))));
    assert!(matches!(connections.remove_user(anna).await, Err(UsersError::Denied(_))));
    assert!(matches!(connections.set_lock_after_minutes(5).await, Err(crate::LockSettingError::Denied(_))));
    assert!(matches!(connections.renew_recovery_code(ACCOUNTANTS.into()).await, Err(RecoveryError::Denied(_))));
    assert!(connections.users().await.unwrap().len() == 2, "but may look");
    connections.close().await;
}

#[tokio::test]
async fn users_are_added_reset_and_removed_and_names_are_given_once() {
    let (office, _) = Office::set_up().await;
    let connections = &office.connections;
    let anna = connections.add_accountant("Anna", ACCOUNTANTS.into()).await.unwrap();
    assert!(matches!(connections.add_accountant("anna", OTHER.into()).await, Err(UsersError::NameTaken)));
    let books = office.user("Books").await;
    assert!(matches!(connections.remove_user(books).await, Err(UsersError::IntegrationUser)));
    assert!(matches!(connections.reset_password(books, OTHER.into()).await, Err(UsersError::IntegrationUser)));

    connections.sign_out().await.unwrap();
    for _ in 0..3 {
        office.wrong(anna).await;
    }
    connections.sign_in(books, OWN.into()).await.unwrap();
    connections.reset_password(anna, OTHER.into()).await.unwrap();
    connections.sign_out().await.unwrap();
    connections.sign_in(anna, OTHER.into()).await.unwrap();
    let change = connections.change_password(ACCOUNTANTS.into(), OWN.into()).await;
    assert!(matches!(change, Err(ChangePasswordError::Wrong { .. })), "{change:?}");
    connections.change_password(OTHER.into(), ACCOUNTANTS.into()).await.unwrap();
    assert!(!connections.users().await.unwrap()[1].password_is_initial);

    connections.sign_out().await.unwrap();
    connections.sign_in(books, OWN.into()).await.unwrap();
    connections.remove_user(anna).await.unwrap();
    assert!(matches!(connections.add_accountant("Anna", OTHER.into()).await, Err(UsersError::NameTaken)));
    connections.sign_out().await.unwrap();
    assert!(matches!(connections.sign_in(anna, ACCOUNTANTS.into()).await, Err(SignInError::NotFound)));
    let acts = office.acts_of(&anna.to_string()).await;
    let by_books = acts.iter().filter(|(who, ..)| who == "Books").map(|(_, what, _)| what.as_str());
    assert_eq!(by_books.collect::<Vec<_>>(), ["remove_user", "reset_password", "add_user"]);
    connections.close().await;
}

/// Names that could be taken for somebody else's, in the audit or on the screen.
#[tokio::test]
async fn nobody_is_called_what_the_application_signs_with_or_what_can_not_be_told_apart() {
    let office = Office::new().await;
    for name in ["Bank Connections", "bank  connections", "BANK CONNECTIONS", "Ｂank Connections", "Nobody signed in"]
    {
        let refused = office.connections.set_up(name, OWN.into()).await.map(drop);
        assert!(matches!(refused, Err(SetUpError::Name)), "{name:?}: {refused:?}");
    }
    for sign in ['\u{200B}', '\u{200D}', '\u{00AD}', '\u{202E}', '\u{2066}', '\u{FEFF}', '\u{3164}', '\u{E0041}'] {
        let refused = office.connections.set_up(&format!("An{sign}na"), OWN.into()).await.map(drop);
        assert!(matches!(refused, Err(SetUpError::Name)), "{sign:?}: {refused:?}");
    }
    office.connections.set_up("Zoë Groß", OWN.into()).await.unwrap();
    for name in ["zoë groß", "ZOË GROSS", "Zoe\u{308} Groß", "Ｚoë Groß"] {
        let taken = office.connections.add_accountant(name, OTHER.into()).await;
        assert!(matches!(taken, Err(UsersError::NameTaken)), "{name:?}: {taken:?}");
    }
    let reserved = office.connections.add_accountant("Bank Connections", OTHER.into()).await;
    assert!(matches!(reserved, Err(UsersError::Name)), "{reserved:?}");
    for name in ["Zoe Groß", "李雷", "Àngel O’Neill", "Иван", "محمد"] {
        office.connections.add_accountant(name, OTHER.into()).await.unwrap();
    }
    office.connections.close().await;
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_with_the_code_which_is_used_up() {
    let (office, code) = Office::set_up().await;
    let connections = &office.connections;
    connections.sign_out().await.unwrap();
    let wrong = connections.recover_password("AAAA-AAAA-AAAA-AAAA-AAAA".into(), OTHER.into()).await;
    assert!(matches!(wrong, Err(RecoveryError::Wrong { .. })));
    let next = connections.recover_password(code.as_str().into(), OTHER.into()).await.unwrap().shown_once();
    assert_eq!(connections.user().unwrap().name, "Books");
    connections.sign_out().await.unwrap();
    let books = office.user("Books").await;
    assert!(matches!(office.connections.sign_in(books, OWN.into()).await, Err(SignInError::Wrong { .. })));
    let again = connections.recover_password(code.as_str().into(), OWN.into()).await;
    assert!(matches!(again, Err(RecoveryError::Wrong { .. })), "it is worth nothing any more");
    connections.recover_password(next.as_str().into(), OWN.into()).await.unwrap();
    connections.close().await;
}

#[tokio::test]
async fn it_locks_after_idleness_and_the_user_is_expected_back() {
    let (office, _) = Office::set_up().await;
    let connections = &office.connections;
    connections.set_lock_after_minutes(5).await.unwrap();
    assert!(matches!(connections.set_lock_after_minutes(7).await, Err(crate::LockSettingError::NotOffered(7))));
    office.clock.advance(Duration::from_secs(299));
    connections.lock_if_due().await.unwrap();
    assert!(connections.user().is_some(), "not yet");
    connections.is_active();
    office.clock.advance(Duration::from_secs(299));
    connections.lock_if_due().await.unwrap();
    assert!(connections.user().is_some(), "the user was active");
    office.clock.advance(Duration::from_secs(1));
    connections.lock_if_due().await.unwrap();
    assert_eq!(connections.user(), None);
    let entrance = connections.entrance().await.unwrap();
    assert!(entrance.is_locked);
    assert_eq!(entrance.expected, Some(office.user("Books").await));
    connections.close().await;
}

#[tokio::test]
async fn only_the_demo_lets_anybody_become_another_user_without_a_password() {
    let (office, _) = Office::set_up().await;
    let books = office.user("Books").await;
    assert!(matches!(office.connections.switch_user(books).await, Err(SignInError::PasswordNeeded)));
    office.connections.close().await;
}
