//! Logins whose access token only the keyring knows, as an older backup leaves them: found, shown, removed by their token,
//! and forgotten once that is proven.

use std::time::Duration;

use bank_connections_tests::stage::{OAUTH, Stage};
use connections::{
    Availability, KeyringSearch, OrphanOverview, RemoveOrphansError,
    model::{ids::LoginId, link_session::Setback, orphan::OrphanState},
};
use plaid::AccessToken;
use plaid_sandbox::{Fault, FaultRule};

use crate::records::{connect, newest, restore};

/// A bank that the demo does not connect.
const GINGHAM: &str = "ins_109509";
const ITEM: &str = "/item/get";
const REMOVE: &str = "/item/remove";

fn error(code: &str) -> Fault {
    Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None }
}

fn calls(stage: &Stage, endpoint: &str) -> u64 {
    stage.sandbox.calls().get(endpoint).copied().unwrap_or_default()
}

/// Connects a bank, and puts back a backup from before that.
async fn left_behind(stage: &mut Stage) -> LoginId {
    stage.connections.back_up_now().await.unwrap();
    let backup = newest(stage).await;
    connect(stage, GINGHAM).await;
    let login = stage.login(GINGHAM).await;
    let order = stage.connections.order_restore(&backup).await.unwrap();
    restore(stage, order).await;
    login
}

async fn only(stage: &Stage) -> OrphanOverview {
    let mut found = stage.connections.orphans().await.unwrap().found;
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

async fn remove(stage: &Stage) {
    stage.connections.remove_orphans(vec![stage.item(GINGHAM).item_id]).await.unwrap();
}

async fn has_token(stage: &Stage, login: LoginId) -> bool {
    stage.vault.access_token(login).await.is_ok()
}

#[tokio::test]
async fn a_login_that_only_the_keyring_knows_after_a_restore_is_found_and_removed_by_its_token() {
    for lists_logins in [false, true] {
        let mut stage = Stage::start().await;
        stage.sandbox.switch(|switches| switches.user_api = lists_logins);
        let login = left_behind(&mut stage).await;
        assert_eq!(stage.connections.list().await.unwrap().len(), 3, "no record knows it");
        let before = stage.connections.list().await.unwrap();

        stage.connections.sweep_due().await;
        let shown = stage.connections.orphans().await.unwrap();
        let availability = if lists_logins { Availability::Available } else { Availability::Refused };
        assert_eq!((shown.availability, shown.keyring), (availability, KeyringSearch::Done { strangers: 0 }));
        let item_id = stage.item(GINGHAM).item_id;
        let found = only(&stage).await;
        assert_eq!((&found.item_id, &found.state, found.in_keyring), (&item_id, &OrphanState::Found, true));
        assert_eq!(found.institution.unwrap().id, GINGHAM);
        assert!(!stage.item(GINGHAM).removed && has_token(&stage, login).await, "nobody has said so yet");

        remove(&stage).await;
        assert!(stage.item(GINGHAM).removed && !has_token(&stage, login).await);
        assert_eq!((calls(&stage, REMOVE), calls(&stage, "/user/items/remove")), (1, 0));
        let removed = only(&stage).await;
        assert!(
            matches!(removed.state, OrphanState::Removed { wish: Some(_), request_id: Some(_), .. }),
            "{removed:?}"
        );
        assert!(!removed.in_keyring);
        let told: Vec<_> = stage.audit_of(&item_id).await.into_iter().map(|entry| entry.outcome).collect();
        assert_eq!(told, ["removed", "removing", "found"]);
        assert_eq!(stage.connections.list().await.unwrap(), before, "the connections are as they were");
    }
}

#[tokio::test]
async fn the_token_stays_in_the_keyring_until_plaid_has_confirmed() {
    for fault in [error("INTERNAL_SERVER_ERROR"), Fault::CutBefore, Fault::CutAfter] {
        let mut stage = Stage::start().await;
        let login = left_behind(&mut stage).await;
        stage.connections.sweep_due().await;
        stage.sandbox.add_fault(FaultRule::new(REMOVE, fault.clone()).times(1));
        remove(&stage).await;
        let OrphanState::Removing { failure: Some(_), .. } = only(&stage).await.state else { panic!("{fault:?}") };
        assert!(has_token(&stage, login).await, "{fault:?}");

        stage.restart().await;
        stage.connections.sweep_due().await;
        assert!(matches!(only(&stage).await.state, OrphanState::Removed { .. }), "{fault:?}");
        assert!(stage.item(GINGHAM).removed && !has_token(&stage, login).await, "{fault:?}");
    }
}

#[tokio::test]
async fn a_token_that_is_left_after_the_proof_is_forgotten_later() {
    let mut stage = Stage::start().await;
    let login = left_behind(&mut stage).await;
    stage.connections.sweep_due().await;
    // As a process leaves it that ends between the proof and the keyring.
    let token = stage.vault.access_token(login).await.unwrap();
    stage
        .say(&["create trigger ends before update of login_id on orphans begin select raise(abort, 'it ends'); end"])
        .await;
    let ended = stage.connections.remove_orphans(vec![stage.item(GINGHAM).item_id]).await;
    assert!(matches!(ended, Err(RemoveOrphansError::Store(_))), "{ended:?}");
    assert!(stage.item(GINGHAM).removed && matches!(only(&stage).await.state, OrphanState::Removed { .. }));
    stage.vault.put_access_token(login, &token).await.unwrap();
    stage.say(&["drop trigger ends"]).await;

    stage.restart().await;
    stage.connections.sweep_due().await;
    assert!(!has_token(&stage, login).await && !only(&stage).await.in_keyring);
    assert_eq!(calls(&stage, REMOVE), 1, "the proof is there");
}

#[tokio::test]
async fn a_token_that_was_changed_since_it_was_found_is_not_sent() {
    let mut stage = Stage::start().await;
    let login = left_behind(&mut stage).await;
    stage.connections.sweep_due().await;
    let token = stage.vault.access_token(login).await.unwrap();
    let of_another = stage.vault.access_token(stage.login(OAUTH).await).await.unwrap();
    stage.vault.put_access_token(login, &of_another).await.unwrap();
    remove(&stage).await;
    let OrphanState::Removing { failure: Some(failure), .. } = only(&stage).await.state else { panic!("not removed") };
    assert_eq!((failure.setback, calls(&stage, REMOVE)), (Setback::KeyringEntryMissing, 0));
    assert!(!stage.item(OAUTH).removed && !stage.item(GINGHAM).removed);

    stage.vault.put_access_token(login, &token).await.unwrap();
    stage.pass(Duration::from_mins(1));
    stage.connections.sweep_due().await;
    assert!(stage.item(GINGHAM).removed);
}

#[tokio::test]
async fn a_token_that_plaid_does_not_know_is_counted_and_kept_and_one_of_a_login_that_is_gone_is_forgotten() {
    let stage = Stage::start().await;
    let of_nobody: LoginId = "lgn_0000000000000000000000000000c0de".parse().unwrap();
    stage.vault.put_access_token(of_nobody, &AccessToken::new("access-sandbox-of-nobody".into())).await.unwrap();
    stage.connections.look_for_orphans().await.unwrap();
    let shown = stage.connections.orphans().await.unwrap();
    assert_eq!((shown.found.len(), shown.keyring), (0, KeyringSearch::Done { strangers: 1 }));
    assert!(has_token(&stage, of_nobody).await, "it may have been changed, and its login lives on");

    stage.sandbox.add_fault(FaultRule::new(ITEM, error("ITEM_NOT_FOUND")));
    stage.connections.look_for_orphans().await.unwrap();
    assert_eq!(stage.connections.orphans().await.unwrap().keyring, KeyringSearch::Done { strangers: 0 });
    assert!(!has_token(&stage, of_nobody).await);
    assert_eq!(stage.audit_of(&of_nobody.to_string()).await[0].outcome, "gone_at_plaid");
}

#[tokio::test]
async fn of_logins_on_record_nobody_asks_and_what_is_gone_before_anybody_said_so_is_not_shown_as_standing() {
    let mut stage = Stage::start().await;
    let before = calls(&stage, ITEM);
    stage.connections.look_for_orphans().await.unwrap();
    assert_eq!((calls(&stage, ITEM), stage.connections.orphans().await.unwrap().found.len()), (before, 0));

    let login = left_behind(&mut stage).await;
    stage.connections.sweep_due().await;
    let at_plaid = stage.sandbox.items().into_iter().find(|item| item.institution_id == GINGHAM).unwrap();
    stage.sandbox.remove_item(&at_plaid.item_id).unwrap();
    stage.connections.look_for_orphans().await.unwrap();
    assert!(matches!(only(&stage).await.state, OrphanState::Removed { wish: None, .. }));
    assert!(!has_token(&stage, login).await);
}
