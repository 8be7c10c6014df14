//! A connection is removed: gone at Plaid with a proof, everything on record kept; and what fails is never given up.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, OAUTH, Page, Stage, TARTAN};
use connections::{
    CheckError, Opened, Removal, RemoveError, StartError, UpdateError, VaultError,
    model::{
        connection::Status,
        ids::LoginId,
        link_session::{Fruitless, Outcome, Setback},
        log::{LogKind, LogOutcome},
    },
};
use plaid::AccessToken;
use plaid_sandbox::{Fault, FaultRule};

const REMOVE: &str = "/item/remove";
const ACCOUNTS: &str = "/accounts/get";

fn error(code: &str) -> Fault {
    Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None }
}

async fn login(stage: &Stage, institution_id: &str) -> LoginId {
    stage.connection(institution_id).await.connection.login.expect("the connection has a login")
}

async fn remove(stage: &Stage, institution_id: &str) -> Result<Removal, RemoveError> {
    stage.connections.remove(stage.id(institution_id).await).await
}

/// How often Plaid was asked to remove something.
fn asked(stage: &Stage) -> u64 {
    stage.sandbox.calls().get(REMOVE).copied().unwrap_or_default()
}

async fn has_token(stage: &Stage, login: LoginId) -> bool {
    stage.vault.access_token(login).await.is_ok()
}

async fn messages(stage: &Stage) -> usize {
    stage.connections.messages(0).await.unwrap().messages.len()
}

#[tokio::test]
async fn a_removed_connection_is_gone_at_plaid_and_stays_on_record() {
    let stage = Stage::start().await;
    let before = stage.connection(TARTAN).await;
    let login = before.connection.login.unwrap();
    assert!(before.can_remove);
    assert_eq!(remove(&stage, TARTAN).await.unwrap(), Removal::Removed);

    assert!(stage.item(TARTAN).removed);
    let after = stage.connection(TARTAN).await;
    assert_eq!((after.status, after.connection.obsolete, after.connection.login), (Status::Obsolete, true, None));
    assert_eq!(after.accounts, before.accounts, "what is on record stays");
    assert!(after.can_reconnect && !after.can_remove && !after.can_update && !after.can_replace);
    assert!(after.removals.is_empty());
    assert!(!has_token(&stage, login).await, "the token has done its work");

    let audit = stage.audit(TARTAN).await;
    assert_eq!((audit[0].what.as_str(), audit[0].outcome.as_str()), ("remove_login", "removed"));
    let [proof] = audit[0].request_ids.as_slice() else { panic!("one proof: {:?}", audit[0]) };
    assert_eq!(audit[0].details["obsolete"], true);
    assert_eq!((audit[1].outcome.as_str(), audit[1].who.as_str()), ("removing", "Integration user"));
    let log = stage.connections.connection_log().await.unwrap();
    assert_eq!((log[0].kind, log[0].outcome), (LogKind::Removal, LogOutcome::Removed));
    assert_eq!(log[0].request_id.as_ref(), Some(proof), "the proof is in the log too");
    assert_eq!(messages(&stage).await, 0, "nothing failed");
}

#[tokio::test]
async fn what_was_removed_can_not_be_removed_or_updated_again() {
    let stage = Stage::start().await;
    let id = stage.id(TARTAN).await;
    remove(&stage, TARTAN).await.unwrap();
    let calls = asked(&stage);
    let again = remove(&stage, TARTAN).await;
    assert!(matches!(again, Err(RemoveError::Obsolete)), "{again:?}");
    let update = stage.connections.start_update(id, true).await;
    assert!(matches!(update, Err(UpdateError::Obsolete)), "{update:?}");
    stage.connections.remove_due().await;
    assert_eq!(asked(&stage), calls);
}

#[tokio::test]
async fn what_is_gone_at_plaid_already_counts_as_removed() {
    for code in ["ITEM_NOT_FOUND", "INVALID_ACCESS_TOKEN"] {
        let stage = Stage::start().await;
        let login = login(&stage, TARTAN).await;
        stage.sandbox.add_fault(FaultRule::new(REMOVE, error(code)));
        assert_eq!(remove(&stage, TARTAN).await.unwrap(), Removal::Removed, "{code}");
        assert_eq!(stage.connection(TARTAN).await.status, Status::Obsolete);
        assert!(!has_token(&stage, login).await);
        let entry = &stage.audit(TARTAN).await[0];
        assert_eq!(entry.details["was_gone"], code);
        assert_eq!(entry.request_ids.len(), 1, "that answer is the proof");
    }
}

#[tokio::test]
async fn a_login_whose_answer_got_lost_is_found_gone_by_the_next_try() {
    let stage = Stage::start().await;
    let login = login(&stage, TARTAN).await;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, Fault::CutAfter).times(1));
    let Removal::Removing(failed) = remove(&stage, TARTAN).await.unwrap() else { panic!("nobody knows it yet") };
    assert_eq!(failed.failure.setback, Setback::PlaidUnreachable);
    assert!(has_token(&stage, login).await);
    assert_eq!(remove(&stage, TARTAN).await.unwrap(), Removal::Removed);
    assert_eq!(stage.audit(TARTAN).await[0].details["was_gone"], "ITEM_NOT_FOUND");
}

#[tokio::test]
async fn access_that_the_user_withdrew_is_not_taken_for_removed() {
    for code in ["USER_PERMISSION_REVOKED", "ITEM_LOGIN_REQUIRED", "INVALID_API_KEYS", "RATE_LIMIT", "INSTITUTION_DOWN"]
    {
        let stage = Stage::start().await;
        let login = login(&stage, TARTAN).await;
        stage.sandbox.add_fault(FaultRule::new(REMOVE, error(code)));
        let Removal::Removing(failed) = remove(&stage, TARTAN).await.unwrap() else { panic!("{code} proves nothing") };
        assert_eq!(failed.failure.error_code.as_deref(), Some(code));
        assert_eq!(stage.connection(TARTAN).await.status, Status::Removing, "{code}");
        assert!(has_token(&stage, login).await, "{code}");
    }
}

#[tokio::test]
async fn somebody_elses_removal_of_the_same_login_is_waited_for_at_once() {
    let stage = Stage::start().await;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, error("ITEM_CONCURRENTLY_DELETED")).times(1));
    assert_eq!(remove(&stage, TARTAN).await.unwrap(), Removal::Removed);
    assert_eq!(messages(&stage).await, 0);
}

#[tokio::test]
async fn a_removal_that_fails_shows_is_told_by_mail_once_and_is_tried_again_also_after_a_restart() {
    let mut stage = Stage::start().await;
    let before = stage.connection(TARTAN).await;
    let login = before.connection.login.unwrap();
    stage.sandbox.add_fault(FaultRule::new(REMOVE, error("INTERNAL_SERVER_ERROR")));
    let Removal::Removing(failed) = remove(&stage, TARTAN).await.unwrap() else { panic!("Plaid refuses") };
    assert_eq!((failed.failure.attempts, failed.failure.setback), (1, Setback::PlaidUnreachable));
    assert_eq!(failed.failure.error_type.as_deref(), Some("API_ERROR"));
    for told in [
        before.connection.item_id.as_str(),
        TARTAN,
        "INTERNAL_SERVER_ERROR",
        failed.failure.request_id.as_deref().unwrap(),
    ] {
        assert!(failed.support_text.contains(told), "{told} in {}", failed.support_text);
    }

    let removing = stage.connection(TARTAN).await;
    assert_eq!((removing.status, removing.connection.obsolete), (Status::Removing, false));
    assert!(!removing.can_remove && !removing.can_update && !removing.can_replace && !removing.can_reconnect);
    assert_eq!(removing.removals.len(), 1);
    assert!(!removing.removals[0].is_former);
    assert_eq!(removing.removals[0].failure.as_ref(), Some(&failed));
    assert_eq!(removing.accounts, before.accounts);
    assert!(has_token(&stage, login).await, "the token is never dropped before");
    assert_eq!(messages(&stage).await, 1, "Plaid answered: that is told at once");

    let calls = asked(&stage);
    stage.connections.remove_due().await;
    assert_eq!(asked(&stage), calls, "before its time nothing is tried");
    stage.restart().await;
    stage.connections.remove_due().await;
    assert_eq!(asked(&stage), calls + 1, "a start tries at once");
    let again = stage.connection(TARTAN).await.removals.remove(0).failure.unwrap();
    assert_eq!(again.failure.attempts, 2);
    assert_eq!(messages(&stage).await, 1, "one message for one failure");

    stage.sandbox.clear_faults();
    stage.connections.retry_removals(before.connection.id).await.unwrap();
    stage.connections.remove_due().await;
    let after = stage.connection(TARTAN).await;
    assert_eq!(after.status, Status::Obsolete);
    assert!(after.removals.is_empty() && stage.item(TARTAN).removed);
    assert!(!has_token(&stage, login).await);
    let outcomes: Vec<_> = stage.audit(TARTAN).await.into_iter().map(|entry| entry.outcome).take(4).collect();
    assert_eq!(outcomes, ["removed", "asked_for", "failed", "removing"], "the same failure twice is one entry");
}

#[tokio::test]
async fn tries_become_rarer_and_a_network_that_is_away_is_told_by_mail_after_the_third() {
    let stage = Stage::start().await;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, Fault::CutBefore));
    remove(&stage, TARTAN).await.unwrap();
    let mut waits = Vec::new();
    for attempts in 1..=4 {
        let failed = stage.connection(TARTAN).await.removals.remove(0).failure.unwrap().failure;
        assert_eq!((failed.attempts, failed.setback), (attempts, Setback::PlaidUnreachable));
        assert_eq!(messages(&stage).await, usize::from(attempts >= 3), "after {attempts} tries");
        let wait = failed.next_try_at.duration_since(stage.clock.now());
        waits.push(wait.as_secs());
        stage.pass(Duration::try_from(wait).unwrap());
        stage.connections.remove_due().await;
    }
    assert_eq!(waits, [2, 4, 8, 16]);
}

#[tokio::test]
async fn a_login_whose_token_the_keyring_lost_is_not_taken_for_removed() {
    let stage = Stage::start().await;
    let login = login(&stage, TARTAN).await;
    let token = stage.vault.access_token(login).await.unwrap();
    stage.vault.forget_access_token(login).await.unwrap();
    let Removal::Removing(failed) = remove(&stage, TARTAN).await.unwrap() else { panic!("nothing proves it") };
    assert_eq!(failed.failure.setback, Setback::KeyringEntryMissing);
    assert!(failed.support_text.contains(&stage.item(TARTAN).item_id));
    assert_eq!(stage.connection(TARTAN).await.status, Status::Removing);
    assert_eq!((asked(&stage), messages(&stage).await), (0, 1), "only Plaid Support can help, so it is told at once");
    let message = stage.connections.messages(0).await.unwrap().messages.remove(0).heading.id;
    let text = stage.connections.message_text(message).await.unwrap();
    assert!(text.contains("Only Plaid Support can remove it"), "{text}");

    stage.vault.put_access_token(login, &token).await.unwrap();
    assert_eq!(remove(&stage, TARTAN).await.unwrap(), Removal::Removed, "asked for again, it is tried again");
    assert!(stage.item(TARTAN).removed);
}

#[tokio::test]
async fn a_login_whose_token_was_changed_in_the_keyring_is_neither_taken_for_removed_nor_for_gone() {
    let stage = Stage::start().await;
    let (id, login) = (stage.id(TARTAN).await, login(&stage, TARTAN).await);
    let token = stage.vault.access_token(login).await.unwrap();
    let of_another = stage.vault.access_token(stage.login(OAUTH).await).await.unwrap();
    for changed in [AccessToken::new("access-sandbox-of-nobody".into()), of_another] {
        stage.vault.put_access_token(login, &changed).await.unwrap();

        let checked = stage.connections.check(id).await;
        assert!(matches!(checked, Err(CheckError::Vault(VaultError::Damaged { .. }))), "{checked:?}");
        assert_eq!(stage.connection(TARTAN).await.status, Status::Active, "nothing says that Plaid does not know it");
        let update = stage.connections.start_update(id, true).await;
        assert!(matches!(update, Err(UpdateError::Vault(VaultError::Damaged { .. }))), "{update:?}");
    }

    let Removal::Removing(failed) = remove(&stage, TARTAN).await.unwrap() else { panic!("nothing proves it") };
    assert_eq!(failed.failure.setback, Setback::KeyringEntryMissing);
    assert_eq!(asked(&stage), 0, "and nobody else's login is removed in its place");
    assert!(!stage.item(TARTAN).removed && !stage.item(OAUTH).removed);
    assert_eq!(messages(&stage).await, 1, "only Plaid Support can help, so it is told at once");

    stage.vault.put_access_token(login, &token).await.unwrap();
    assert_eq!(remove(&stage, TARTAN).await.unwrap(), Removal::Removed);
    assert!(stage.item(TARTAN).removed);
}

#[tokio::test]
async fn a_token_of_before_proves_nothing_until_plaid_has_answered_to_it() {
    let stage = Stage::start().await;
    stage.forget_fingerprints().await;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, error("INVALID_ACCESS_TOKEN")));
    let Removal::Removing(failed) = remove(&stage, TARTAN).await.unwrap() else { panic!("it may be another token") };
    assert_eq!(failed.failure.error_code.as_deref(), Some("INVALID_ACCESS_TOKEN"));
    assert_eq!(stage.connection(TARTAN).await.status, Status::Removing);

    stage.connections.check(stage.id(OAUTH).await).await.unwrap();
    assert_eq!(remove(&stage, OAUTH).await.unwrap(), Removal::Removed);
    assert_eq!(stage.audit(OAUTH).await[0].details["was_gone"], "INVALID_ACCESS_TOKEN");
}

#[tokio::test]
async fn removing_one_login_leaves_another_one_at_the_same_bank_alone() {
    let stage = Stage::start().await;
    let Opened { session, url } = stage.connections.start_connect().await.unwrap();
    Page::open(&url).await.complete_at(TARTAN, &["checking"]).await;
    stage.connections.tend().await;
    stage.connections.decide_duplicate(session, connections::DuplicateChoice::ConnectAnyway).await.unwrap();
    stage.connections.tend().await;
    let of_bank = async || {
        let all = stage.connections.list().await.unwrap();
        all.into_iter().filter(|it| it.connection.institution.id == TARTAN).collect::<Vec<_>>()
    };
    let [first, second] = of_bank().await.try_into().unwrap();
    stage.connections.remove(first.connection.id).await.unwrap();
    let [removed, other] = of_bank().await.try_into().unwrap();
    assert_eq!((removed.connection.id, removed.status), (first.connection.id, Status::Obsolete));
    assert_eq!((&other.connection, &other.accounts), (&second.connection, &second.accounts));
    assert!(has_token(&stage, other.connection.login.unwrap()).await);
    let left: Vec<_> =
        stage.sandbox.items().into_iter().filter(|item| item.institution_id == TARTAN && !item.removed).collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].item_id, other.connection.item_id);
}

#[tokio::test]
async fn a_connection_with_an_open_page_is_not_removed() {
    let stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(TARTAN).await;
    assert!(!stage.connection(TARTAN).await.can_remove);
    let refused = remove(&stage, TARTAN).await;
    assert!(matches!(refused, Err(RemoveError::SessionOpen)), "{refused:?}");
    assert!(stage.connection(FIRST_PLATYPUS).await.can_remove, "another one is");
    assert_eq!(remove(&stage, FIRST_PLATYPUS).await.unwrap(), Removal::Removed);

    page.leave().await;
    stage.connections.leave(session).await.unwrap();
    assert_eq!(remove(&stage, TARTAN).await.unwrap(), Removal::Removed, "what was left is read first");
    assert_eq!(stage.result().await.outcome, Outcome::Unchanged);
    stage.pass(Duration::from_mins(31));
    stage.connections.tend().await;
    assert_eq!(stage.connection(TARTAN).await.status, Status::Obsolete, "a page that is watched changes nothing");
    assert!(stage.connections.session().await.unwrap().is_none());
}

#[tokio::test]
async fn an_update_that_can_not_be_read_is_given_up_with_its_login() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(TARTAN).await;
    page.complete(&["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new(ACCOUNTS, error("INSTITUTION_DOWN")));
    stage.connections.tend().await;
    let waiting = stage.connection(TARTAN).await;
    assert_eq!(waiting.status, Status::UpdateInterrupted);
    assert!(waiting.can_remove);
    assert_eq!(remove(&stage, TARTAN).await.unwrap(), Removal::Removed);
    assert!(stage.connections.session().await.unwrap().is_none());
    assert!(stage.has_no_result().await);
    let after = stage.connection(TARTAN).await;
    assert_eq!((after.status, after.accounts), (Status::Obsolete, waiting.accounts));
}

#[tokio::test]
async fn a_new_login_that_waits_has_to_be_given_up_before_the_connection_is_removed() {
    let stage = Stage::start().await;
    let id = stage.id(TARTAN).await;
    let Opened { session, url } = stage.connections.start_replace(id).await.unwrap();
    Page::open(&url).await.complete_at(TARTAN, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new(ACCOUNTS, error("INSTITUTION_DOWN")));
    stage.connections.tend().await;
    assert!(!stage.connection(TARTAN).await.can_remove);
    let refused = stage.connections.remove(id).await;
    assert!(matches!(refused, Err(RemoveError::AwaitingMapping)), "{refused:?}");
    assert_eq!(asked(&stage), 0);

    stage.sandbox.add_fault(FaultRule::new(REMOVE, error("INTERNAL_SERVER_ERROR")));
    stage.connections.give_up_session(session).await.unwrap();
    stage.connections.remove_due().await;
    let shown = stage.connection(TARTAN).await;
    assert_eq!(shown.status, Status::Active, "the connection goes on");
    assert!(shown.removals[0].is_former && shown.removals[0].failure.is_some(), "the new login is still to go");
    assert_eq!(stage.connections.results().await.unwrap().len(), 0);
    let log = stage.connections.connection_log().await.unwrap();
    let stopped = LogOutcome::Session(Outcome::Fruitless(Fruitless::Stopped));
    assert!(log.iter().any(|entry| entry.outcome == stopped));

    // Its own login goes first here; the other one makes it neither obsolete nor keeps it from that.
    stage.sandbox.clear_faults();
    assert_eq!(stage.connections.remove(id).await.unwrap(), Removal::Removed);
    let after = stage.connection(TARTAN).await;
    assert_eq!((after.status, after.removals.len()), (Status::Obsolete, 1));
    stage.connections.retry_removals(id).await.unwrap();
    stage.connections.remove_due().await;
    assert!(stage.connection(TARTAN).await.removals.is_empty());
    assert!(stage.sandbox.items().iter().filter(|item| item.institution_id == TARTAN).all(|item| item.removed));
}

#[tokio::test]
async fn a_former_login_that_goes_first_does_not_make_the_connection_obsolete() {
    let stage = Stage::start().await;
    let id = stage.id(TARTAN).await;
    let Opened { url, .. } = stage.connections.start_replace(id).await.unwrap();
    Page::open(&url).await.complete_at(TARTAN, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, error("INTERNAL_SERVER_ERROR")).times(2));
    stage.connections.tend().await;
    stage.connections.remove_due().await;
    stage.pass(Duration::from_secs(1));
    assert!(matches!(stage.connections.remove(id).await.unwrap(), Removal::Removing(_)));
    let removing = stage.connection(TARTAN).await;
    assert_eq!(removing.removals.iter().map(|removal| removal.is_former).collect::<Vec<_>>(), [true, false]);

    stage.pass(Duration::from_secs(1));
    stage.connections.remove_due().await;
    let half = stage.connection(TARTAN).await;
    assert_eq!(half.removals.iter().map(|removal| removal.is_former).collect::<Vec<_>>(), [false]);
    assert_eq!((half.status, half.connection.obsolete), (Status::Removing, false), "its own login is still there");
    stage.pass(Duration::from_secs(1));
    stage.connections.remove_due().await;
    assert_eq!(stage.connection(TARTAN).await.status, Status::Obsolete);
}

#[tokio::test]
async fn whoever_is_being_removed_can_be_neither_updated_nor_replaced_nor_checked() {
    let stage = Stage::start().await;
    let id = stage.id(TARTAN).await;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, Fault::CutBefore));
    stage.connections.remove(id).await.unwrap();
    assert!(matches!(stage.connections.start_update(id, true).await, Err(UpdateError::Removing)));
    assert!(matches!(stage.connections.start_replace(id).await, Err(StartError::Removing)));
    assert!(matches!(stage.connections.start_reconnect(id).await, Err(StartError::NotObsolete)));
    assert!(matches!(stage.connections.check(id).await, Err(connections::CheckError::Removing)));
}

#[tokio::test]
async fn the_driver_removes_by_itself() {
    let stage = Stage::start().await;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, Fault::CutBefore).times(1));
    remove(&stage, TARTAN).await.unwrap();
    let connections = stage.connections.clone();
    let mut changes = connections.changes();
    let driver = tokio::spawn(async move { connections.run().await });
    stage.pass(Duration::from_secs(2));
    stage.connections.retry_removals(stage.id(TARTAN).await).await.unwrap();
    let gone = async {
        while stage.connection(TARTAN).await.status != Status::Obsolete {
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("what is to be removed is tried again");
    driver.abort();
}

#[tokio::test]
async fn a_page_that_was_left_open_does_not_change_what_was_removed() {
    let stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(TARTAN).await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    let before = stage.connection(TARTAN).await.accounts;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, Fault::CutBefore));
    remove(&stage, TARTAN).await.unwrap();
    page.complete(&["checking"]).await;
    stage.pass(Duration::from_mins(2));
    stage.connections.tend().await;
    let after = stage.connection(TARTAN).await;
    assert_eq!((after.status, after.accounts), (Status::Removing, before));
    assert!(stage.connections.session().await.unwrap().is_none());
}
