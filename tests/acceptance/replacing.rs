//! A new login in the place of an earlier one, and one for a connection that was removed: numbers and history go on.

use std::{collections::BTreeMap, time::Duration};

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage, TARTAN};
use connections::{
    DuplicateChoice, Opened, Removal, Stage as SessionStage, StartError,
    model::{
        connection::Status,
        ids::LinkSessionId,
        link_session::{Brought, Fruitless, Outcome},
        reconciliation::Decision,
        result::ChangeKind,
    },
};
use plaid_sandbox::{Fault, FaultRule};

/// A bank that the demo does not connect.
const GINGHAM: &str = "ins_109509";
/// A bank whose accounts look alike.
const LOOKALIKE: &str = "ins_900001";
const KEYS: [&str; 2] = ["checking", "saving"];
const REMOVE: &str = "/item/remove";

fn error(code: &str) -> Fault {
    Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None }
}

async fn begin(stage: &Stage, institution_id: &str) -> (LinkSessionId, Page) {
    let id = stage.id(institution_id).await;
    let Opened { session, url } = stage.connections.start_replace(id).await.expect("a login can be replaced");
    (session, Page::open(&url).await)
}

/// The numbers of the accounts by their names.
async fn numbers(stage: &Stage, institution_id: &str) -> BTreeMap<String, u32> {
    let accounts = stage.connection(institution_id).await.accounts;
    accounts.into_iter().map(|account| (account.details.name, account.number.0)).collect()
}

#[tokio::test]
async fn a_replaced_login_leaves_the_numbers_and_takes_the_earlier_login_away() {
    let stage = Stage::start().await;
    let before = stage.connection(FIRST_PLATYPUS).await;
    let known = numbers(&stage, FIRST_PLATYPUS).await;
    let earlier = stage.item(FIRST_PLATYPUS).item_id;
    stage.sandbox.remove_item(&earlier).unwrap();
    let gone = stage.connections.start_update(before.connection.id, false).await;
    assert!(matches!(gone, Err(connections::UpdateError::Gone)), "{gone:?}");
    let broken = stage.connection(FIRST_PLATYPUS).await;
    assert_eq!(broken.status, Status::NeedsReconnecting);
    assert!(broken.can_replace && !broken.can_update);

    let (session, page) = begin(&stage, FIRST_PLATYPUS).await;
    page.complete_at(FIRST_PLATYPUS, &KEYS).await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.session, result.outcome), (session, Outcome::Brought(Brought::Replaced)));
    assert_eq!(result.status, Some(Status::Active));
    let changed = result.lines.iter().filter(|line| line.kind == ChangeKind::AccountIdChanged).count();
    assert_eq!(changed, KEYS.len());
    assert_eq!(numbers(&stage, FIRST_PLATYPUS).await, known, "the same records as ever");
    let after = stage.connection(FIRST_PLATYPUS).await;
    assert_eq!(after.connection.id, before.connection.id);
    assert_ne!(after.connection.login, before.connection.login);
    assert_ne!(after.connection.item_id, earlier);
    stage.assert_true(FIRST_PLATYPUS).await;

    stage.connections.remove_due().await;
    assert!(stage.connection(FIRST_PLATYPUS).await.removals.is_empty());
    assert!(stage.vault.access_token(before.connection.login.unwrap()).await.is_err(), "its token is forgotten");
    assert!(stage.vault.access_token(after.connection.login.unwrap()).await.is_ok());
}

#[tokio::test]
async fn a_login_that_works_is_replaced_before_it_is_removed() {
    let stage = Stage::start().await;
    let earlier = stage.item(TARTAN).item_id;
    let (_, page) = begin(&stage, TARTAN).await;
    page.complete_at(TARTAN, &KEYS).await;
    assert!(!report(&stage, &earlier).removed);
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Replaced));
    stage.connections.remove_due().await;
    assert!(report(&stage, &earlier).removed, "the earlier login is removed last");
}

fn report(stage: &Stage, item_id: &str) -> plaid_sandbox::ItemReport {
    stage.sandbox.items().into_iter().find(|item| item.item_id == item_id).expect("the simulator remembers")
}

#[tokio::test]
async fn another_bank_than_that_of_the_connection_changes_nothing() {
    let stage = Stage::start().await;
    let before = stage.connection(FIRST_PLATYPUS).await;
    let exchanges = stage.sandbox.calls().get("/item/public_token/exchange").copied();
    let (_, page) = begin(&stage, FIRST_PLATYPUS).await;
    page.complete_at(TARTAN, &KEYS).await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!(result.outcome, Outcome::Fruitless(Fruitless::WrongBank));
    assert_eq!(result.institution.unwrap().id, FIRST_PLATYPUS);
    assert_eq!(result.picked.unwrap().id, TARTAN);
    assert_eq!(stage.sandbox.calls().get("/item/public_token/exchange").copied(), exchanges, "not exchanged");
    let after = stage.connection(FIRST_PLATYPUS).await;
    assert_eq!((after.accounts, after.connection), (before.accounts, before.connection));
}

#[tokio::test]
async fn accounts_that_can_not_be_told_apart_are_asked_about_and_nothing_is_committed_meanwhile() {
    let mut stage = Stage::empty().await;
    let Opened { url, .. } = stage.connections.start_connect().await.unwrap();
    let page = Page::open(&url).await;
    let keys = lookalike_keys(&stage, &url);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    page.complete_at(LOOKALIKE, &keys).await;
    stage.connections.tend().await;
    stage.connections.acknowledge(stage.result().await.session).await.unwrap();
    let before = stage.connection(LOOKALIKE).await;

    let (session, page) = begin(&stage, LOOKALIKE).await;
    page.complete_at(LOOKALIKE, &keys).await;
    stage.connections.tend().await;
    assert_eq!(stage.connections.session().await.unwrap().unwrap().stage, SessionStage::AwaitingMapping);
    stage.restart().await;
    stage.connections.tend().await;
    let asked = stage.connection(LOOKALIKE).await;
    assert_eq!(asked.status, Status::AwaitingMapping);
    assert_eq!((&asked.accounts, &asked.connection), (&before.accounts, &before.connection), "nothing is committed");

    let mapping = stage.connections.mapping(session).await.unwrap();
    let [ambiguity] = mapping.ambiguities.as_slice() else { panic!("one question: {mapping:?}") };
    let pairs = ambiguity.reported.iter().zip(&ambiguity.on_record);
    let decisions: Vec<_> = pairs
        .map(|(reported, account)| Decision { account_id: reported.account_id.clone(), is: Some(account.id) })
        .collect();
    stage.connections.decide_mapping(session, decisions.clone()).await.unwrap();
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Replaced));
    let after = stage.connection(LOOKALIKE).await;
    for decision in decisions {
        let account = after.accounts.iter().find(|account| Some(account.id) == decision.is).unwrap();
        assert_eq!(account.account_id, decision.account_id, "as the user said");
    }
    stage.assert_true(LOOKALIKE).await;
}

#[tokio::test]
async fn another_bank_that_the_page_does_not_tell_is_found_out_by_the_login_itself() {
    let stage = Stage::start().await;
    stage.sandbox.switch(|switches| switches.bank_in_results = false);
    let before = stage.connection(FIRST_PLATYPUS).await;
    let (_, page) = begin(&stage, FIRST_PLATYPUS).await;
    page.complete_at(GINGHAM, &KEYS).await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!(result.outcome, Outcome::Fruitless(Fruitless::WrongBank));
    assert_eq!(result.picked.unwrap().id, GINGHAM);
    stage.connections.remove_due().await;
    assert!(stage.item(GINGHAM).removed, "the login of the other bank is not kept");
    let after = stage.connection(FIRST_PLATYPUS).await;
    assert_eq!((after.accounts, after.connection), (before.accounts, before.connection));
}

#[tokio::test]
async fn the_same_bank_is_known_although_the_page_does_not_tell_it() {
    let stage = Stage::start().await;
    stage.sandbox.switch(|switches| switches.bank_in_results = false);
    let (_, page) = begin(&stage, TARTAN).await;
    page.complete_at(TARTAN, &KEYS).await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Replaced));
    stage.assert_true(TARTAN).await;
}

#[tokio::test]
async fn a_page_that_is_completed_after_the_connection_was_removed_does_not_bring_it_back() {
    let stage = Stage::start().await;
    let id = stage.id(TARTAN).await;
    let (session, page) = begin(&stage, TARTAN).await;
    page.sign_in_at(TARTAN, "pass_good").await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.connections.remove(id).await.unwrap(), Removal::Removed);
    let exchanges = stage.sandbox.calls().get("/item/public_token/exchange").copied();

    page.select(&KEYS).await;
    page.finish().await;
    stage.pass(Duration::from_mins(1));
    stage.connections.tend().await;
    assert_eq!(stage.connection(TARTAN).await.status, Status::Obsolete);
    assert_eq!(stage.result().await.outcome, Outcome::Fruitless(Fruitless::Stopped));
    assert_eq!(stage.sandbox.calls().get("/item/public_token/exchange").copied(), exchanges, "nothing is exchanged");
}

/// The keys of all accounts of the bank.
fn lookalike_keys(stage: &Stage, url: &plaid::HostedLinkUrl) -> Vec<String> {
    let visit = stage.sandbox.visit(url.as_str()).expect("the page opens");
    visit.agree().unwrap().choose_bank(LOOKALIKE).unwrap().sign_in("user_good", "pass_good").unwrap();
    visit.choices().into_iter().map(|choice| choice.key).collect()
}

#[tokio::test]
async fn a_replacement_that_is_given_up_leaves_the_connection_as_it_was() {
    let stage = Stage::start().await;
    let before = stage.connection(TARTAN).await;
    let (session, page) = begin(&stage, TARTAN).await;
    page.complete_at(TARTAN, &KEYS).await;
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", error("INSTITUTION_DOWN")));
    stage.connections.tend().await;
    stage.connections.give_up_session(session).await.unwrap();
    stage.sandbox.clear_faults();
    stage.connections.remove_due().await;
    let after = stage.connection(TARTAN).await;
    assert_eq!((after.accounts, after.connection), (before.accounts, before.connection));
    assert!(stage.item(TARTAN).removed, "the new login is removed at Plaid");
}

#[tokio::test]
async fn a_removed_connection_is_reconnected_with_its_numbers() {
    let stage = Stage::start().await;
    let id = stage.id(TARTAN).await;
    let known = numbers(&stage, TARTAN).await;
    assert!(matches!(stage.connections.start_reconnect(id).await, Err(StartError::NotObsolete)));
    assert_eq!(stage.connections.remove(id).await.unwrap(), Removal::Removed);
    let obsolete = stage.connection(TARTAN).await;
    assert_eq!(obsolete.status, Status::Obsolete);
    assert!(obsolete.can_reconnect && !obsolete.can_update && !obsolete.can_replace && !obsolete.can_remove);
    assert!(matches!(stage.connections.start_replace(id).await, Err(StartError::Obsolete)));

    let Opened { url, .. } = stage.connections.start_reconnect(id).await.unwrap();
    Page::open(&url).await.complete_at(TARTAN, &KEYS).await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Reconnected));
    let after = stage.connection(TARTAN).await;
    assert_eq!((after.connection.id, after.status), (id, Status::Active));
    assert_eq!(numbers(&stage, TARTAN).await, known);
    stage.assert_true(TARTAN).await;
}

#[tokio::test]
async fn connecting_a_bank_that_was_removed_can_reconnect_it_with_the_same_login() {
    let stage = Stage::start().await;
    let id = stage.id(TARTAN).await;
    let known = numbers(&stage, TARTAN).await;
    assert_eq!(stage.connections.remove(id).await.unwrap(), Removal::Removed);
    let Opened { session, url } = stage.connections.start_connect().await.unwrap();
    Page::open(&url).await.complete_at(TARTAN, &KEYS).await;
    stage.connections.tend().await;
    assert!(stage.connections.duplicate(session).await.unwrap().existing[0].obsolete);
    stage.connections.decide_duplicate(session, DuplicateChoice::UseExisting(id)).await.unwrap();
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.outcome, result.connection), (Outcome::Brought(Brought::Reconnected), Some(id)));
    assert_eq!(numbers(&stage, TARTAN).await, known);
}

#[tokio::test]
async fn an_earlier_login_that_plaid_does_not_remove_is_tried_again_and_the_connection_works() {
    let mut stage = Stage::start().await;
    let earlier = stage.item(TARTAN).item_id;
    let login = stage.connection(TARTAN).await.connection.login.unwrap();
    let (_, page) = begin(&stage, TARTAN).await;
    page.complete_at(TARTAN, &KEYS).await;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, error("INTERNAL_SERVER_ERROR")));
    stage.connections.tend().await;
    stage.connections.remove_due().await;
    let after = stage.connection(TARTAN).await;
    assert_eq!(after.status, Status::Active);
    assert!(after.removals[0].is_former && after.removals[0].failure.is_some());
    assert!(stage.vault.access_token(login).await.is_ok(), "the token is kept until Plaid confirms");
    stage.sandbox.clear_faults();
    stage.restart().await;
    stage.pass(Duration::from_mins(11));
    stage.connections.remove_due().await;
    assert!(stage.connection(TARTAN).await.removals.is_empty());
    assert!(report(&stage, &earlier).removed);
    assert!(stage.vault.access_token(login).await.is_err());
}

#[tokio::test]
async fn an_update_that_can_not_be_settled_does_not_stand_in_the_way_of_a_new_login() {
    let stage = Stage::start().await;
    let login = stage.login(TARTAN).await;
    let (_, page) = stage.begin_on_page(TARTAN).await;
    page.complete(&KEYS).await;
    stage.vault.forget_access_token(login).await.unwrap();
    stage.connections.tend().await;
    let stuck = stage.connection(TARTAN).await;
    assert_eq!(stuck.status, Status::UpdateInterrupted);
    assert!(stuck.can_replace);

    let (_, page) = begin(&stage, TARTAN).await;
    page.complete_at(TARTAN, &KEYS).await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Replaced));
    assert_eq!(stage.connection(TARTAN).await.status, Status::Active);
}
