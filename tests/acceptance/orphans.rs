//! Logins that Plaid made and whose token never arrived: found through the firm's user, shown, and removed on the user's
//! word. Where Plaid lists none, the user is told what to send to Plaid Support.

use std::time::Duration;

use bank_connections_tests::stage::{Page, Stage, TARTAN};
use connections::{
    Availability, Opened, OrphanOverview, RemoveOrphansError, Stage as SessionStage, SweepError,
    model::{
        ids::LinkSessionId,
        link_session::{Brought, Fruitless, Outcome, Setback},
        log::{LogKind, LogOutcome},
        orphan::OrphanState,
    },
};
use plaid_sandbox::{Fault, FaultRule, ItemReport};

/// A bank that the demo does not connect.
const GINGHAM: &str = "ins_109509";
const EXCHANGE: &str = "/item/public_token/exchange";
const LIST: &str = "/user/items/get";
const REMOVE: &str = "/user/items/remove";

fn error(code: &str) -> Fault {
    Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None }
}

async fn begin(stage: &Stage) -> (LinkSessionId, Page) {
    let Opened { session, url } = stage.connections.start_connect().await.expect("a bank can be connected");
    (session, Page::open(&url).await)
}

/// Completes a page, and loses the answer of the exchange for good.
async fn lose(stage: &Stage) -> LinkSessionId {
    let (session, page) = begin(stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new(EXCHANGE, Fault::CutAfter).times(1));
    stage.connections.tend().await;
    stage.pass(Duration::from_mins(1));
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Fruitless(Fruitless::Lost));
    stage.connections.acknowledge(session).await.unwrap();
    session
}

/// The login that nobody holds.
fn lost_item(stage: &Stage) -> ItemReport {
    stage.item(GINGHAM)
}

async fn found(stage: &Stage) -> Vec<OrphanOverview> {
    stage.connections.orphans().await.unwrap().found
}

fn calls(stage: &Stage, endpoint: &str) -> u64 {
    stage.sandbox.calls().get(endpoint).copied().unwrap_or_default()
}

#[tokio::test]
async fn a_lost_login_is_found_shown_and_removed_on_the_users_word() {
    let stage = Stage::start().await;
    let session = lose(&stage).await;
    let shown = stage.connections.orphans().await.unwrap();
    assert_eq!((shown.availability, shown.found.len()), (Availability::Unknown, 0));
    assert_eq!(shown.lost.iter().map(|lost| lost.session).collect::<Vec<_>>(), [session], "until somebody has looked");

    stage.connections.sweep_due().await;
    let shown = stage.connections.orphans().await.unwrap();
    assert_eq!((shown.availability, shown.lost.len()), (Availability::Available, 1), "both stand until it is removed");
    let [orphan] = shown.found.as_slice() else { panic!("one is found: {shown:?}") };
    assert_eq!((orphan.item_id.as_str(), &orphan.state), (lost_item(&stage).item_id.as_str(), &OrphanState::Found));
    assert_eq!(orphan.institution.as_ref().unwrap().id, GINGHAM);
    assert!(!lost_item(&stage).removed, "nothing is removed that the user has not seen");
    let listed = calls(&stage, LIST);
    stage.connections.sweep_due().await;
    assert_eq!(calls(&stage, LIST), listed, "one answer is enough");

    stage.connections.remove_orphans(vec![orphan.item_id.clone()]).await.unwrap();
    assert!(lost_item(&stage).removed);
    let after = found(&stage).await;
    let OrphanState::Removed { wish: Some(wish), request_id: Some(proof), .. } = &after[0].state else {
        panic!("removed with a proof: {after:?}");
    };
    assert_eq!(wish.by, "Integration user");
    let log = stage.connections.connection_log().await.unwrap();
    assert_eq!((log[0].kind, log[0].outcome), (LogKind::Removal, LogOutcome::Removed));
    assert_eq!(log[0].request_id.as_ref(), Some(proof));
    assert_eq!(after[0].support_text, None, "nothing is left to ask for");
    assert!(stage.connections.orphans().await.unwrap().lost.is_empty(), "the lost session is explained");
}

#[tokio::test]
async fn each_of_several_lost_logins_is_explained_by_what_was_removed_of_it() {
    let stage = Stage::start().await;
    for count in 1..=3 {
        lose(&stage).await;
        stage.pass(Duration::from_hours(1));
        assert_eq!(
            stage.connections.orphans().await.unwrap().lost.len(),
            1,
            "what was removed before is of another one"
        );
        stage.connections.sweep_due().await;
        let shown = stage.connections.orphans().await.unwrap();
        assert_eq!((shown.found.len(), shown.lost.len()), (count, 1), "what still stands explains nothing");
        let standing = shown.found.into_iter().filter(|orphan| orphan.state == OrphanState::Found);
        stage.connections.remove_orphans(standing.map(|orphan| orphan.item_id).collect()).await.unwrap();
        assert_eq!(stage.connections.orphans().await.unwrap().lost, []);
    }
}

#[tokio::test]
async fn what_was_lost_is_looked_for_by_itself_and_after_a_start() {
    let mut stage = Stage::start().await;
    lose(&stage).await;
    stage.sandbox.add_fault(FaultRule::new(LIST, Fault::CutBefore).times(2));
    let wait = stage.connections.sweep_due().await;
    assert_eq!(wait, Duration::from_secs(2), "put off");
    let listed = calls(&stage, LIST);
    stage.connections.sweep_due().await;
    assert_eq!(calls(&stage, LIST), listed, "before its time nobody looks");

    stage.restart().await;
    assert_eq!(stage.connections.sweep_due().await, Duration::from_secs(2), "a start looks at once");
    stage.pass(Duration::from_secs(2));
    stage.connections.sweep_due().await;
    assert_eq!(found(&stage).await.len(), 1);
    stage.restart().await;
    let listed = calls(&stage, LIST);
    stage.connections.sweep_due().await;
    assert_eq!(calls(&stage, LIST), listed, "it is remembered that somebody has looked");
}

#[tokio::test]
async fn the_driver_looks_as_soon_as_a_login_is_lost() {
    let stage = Stage::start().await;
    let connections = stage.connections.clone();
    let mut changes = connections.changes();
    let driver = tokio::spawn(async move { connections.run().await });
    let (session, page) = begin(&stage).await;
    stage.sandbox.add_fault(FaultRule::new(EXCHANGE, Fault::CutAfter).times(1));
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.connections.completion_seen(session);
    let seen = async {
        while stage.connections.session().await.unwrap().is_none_or(|it| it.stage != SessionStage::Waiting) {
            changes.changed().await.unwrap();
        }
        stage.clock.advance(Duration::from_secs(2));
        stage.connections.completion_seen(session);
        while found(&stage).await.is_empty() {
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(20), seen).await.expect("what was lost is looked for");
    driver.abort();
    assert_eq!(found(&stage).await[0].item_id, lost_item(&stage).item_id);
}

#[tokio::test]
async fn where_plaid_lists_no_logins_the_user_is_told_what_to_send() {
    let stage = Stage::start().await;
    stage.sandbox.switch(|switches| switches.user_api = false);
    let session = lose(&stage).await;
    assert!(stage.sandbox.links().iter().all(|link| link.user_id.is_none()), "connected without a user");
    stage.connections.sweep_due().await;
    let shown = stage.connections.orphans().await.unwrap();
    assert_eq!((shown.availability, shown.found.len()), (Availability::Refused, 0));
    let [lost] = shown.lost.as_slice() else { panic!("one is lost: {shown:?}") };
    assert_eq!((lost.session, lost.institution.as_ref().unwrap().id.as_str()), (session, GINGHAM));
    for told in [lost.plaid_session_id.as_deref().unwrap(), lost.request_id.as_deref().unwrap(), GINGHAM] {
        assert!(lost.support_text.contains(told), "{told} in {}", lost.support_text);
    }
    let asked = (calls(&stage, LIST), calls(&stage, "/user/create"));
    stage.connections.sweep_due().await;
    assert_eq!((calls(&stage, LIST), calls(&stage, "/user/create")), asked, "refused once is refused for this run");
    stage.connections.look_for_orphans().await.expect("a refusal is a fact, no error");
    assert!(calls(&stage, "/user/create") > asked.1, "but the user may ask again");
}

#[tokio::test]
async fn a_client_that_may_not_name_its_user_connects_all_the_same_and_is_not_refused_again_and_again() {
    let stage = Stage::start().await;
    begin(&stage).await.1.complete_at(GINGHAM, &["checking"]).await;
    stage.connections.tend().await;
    stage.sandbox.switch(|switches| switches.user_api = false);
    let created = |stage: &Stage| calls(stage, "/link/token/create");
    let before = created(&stage);
    begin(&stage).await.1.leave().await;
    assert_eq!(created(&stage), before + 2, "once with the user, once without");
    stage.connections.leave(stage.connections.session().await.unwrap().unwrap().id).await.unwrap();
    stage.connections.tend().await;
    begin(&stage).await;
    assert_eq!(created(&stage), before + 3, "what was refused is not asked for again in this run");
}

#[tokio::test]
async fn nobody_looks_while_a_session_may_bring_a_login() {
    let stage = Stage::start().await;
    lose(&stage).await;
    // Listed before it is exchanged: the most that could be taken for an orphan.
    stage.sandbox.switch(|switches| switches.unexchanged_user_items = true);
    let (session, page) = begin(&stage).await;
    page.sign_in_at(TARTAN, "pass_good").await;
    let listed = calls(&stage, LIST);
    let refused = stage.connections.look_for_orphans().await;
    assert!(matches!(refused, Err(SweepError::SessionUnderWay)), "{refused:?}");
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    stage.connections.acknowledge(session).await.unwrap();
    let refused = stage.connections.look_for_orphans().await;
    assert!(matches!(refused, Err(SweepError::SessionUnderWay)), "the page may still be finished: {refused:?}");

    page.select(&["checking"]).await;
    page.finish().await;
    stage.connections.sweep_due().await;
    assert_eq!(calls(&stage, LIST), listed, "nobody looked");
    stage.pass(Duration::from_mins(1));
    stage.connections.tend().await;
    stage.connections.decide_duplicate(session, connections::DuplicateChoice::ConnectAnyway).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Connected));
    stage.connections.sweep_due().await;
    let items: Vec<_> = found(&stage).await.into_iter().map(|orphan| orphan.item_id).collect();
    assert_eq!(items, [lost_item(&stage).item_id], "the connected one is none");
}

#[tokio::test]
async fn a_session_that_begins_while_plaid_lists_keeps_everything_from_being_believed() {
    let stage = Stage::start().await;
    lose(&stage).await;
    stage.sandbox.add_fault(FaultRule::new(LIST, Fault::LatencyMs { ms: 1500 }).times(1));
    let connections = stage.connections.clone();
    let looking = tokio::spawn(async move { connections.look_for_orphans().await });
    while calls(&stage, LIST) == 0 {
        tokio::task::yield_now().await;
    }
    begin(&stage).await;
    let looked = looking.await.unwrap();
    assert!(matches!(looked, Err(SweepError::SessionUnderWay)), "{looked:?}");
    assert!(found(&stage).await.is_empty());
}

#[tokio::test]
async fn only_what_was_found_can_be_removed() {
    let stage = Stage::start().await;
    begin(&stage).await.1.complete_at(GINGHAM, &["checking"]).await;
    stage.connections.tend().await;
    stage.connections.look_for_orphans().await.unwrap();
    assert!(found(&stage).await.is_empty(), "what a record knows is no orphan");
    let looked = stage.audit_of("plaid").await;
    let [entry] = looked.as_slice() else { panic!("whoever looks is on record: {looked:?}") };
    assert_eq!((&*entry.what, &*entry.outcome), ("look_for_orphans", "nothing_found"));
    assert_eq!((&*entry.who, entry.request_ids.len()), ("Integration user", 1));
    let connected = stage.connection(GINGHAM).await.connection.item_id;
    for item_id in [connected, "nobody-knows-this".to_owned()] {
        let refused = stage.connections.remove_orphans(vec![item_id]).await;
        assert!(matches!(refused, Err(RemoveOrphansError::NotFound)), "{refused:?}");
    }
    assert_eq!(calls(&stage, REMOVE), 0);
    assert!(!stage.item(GINGHAM).removed);
}

#[tokio::test]
async fn a_removal_that_fails_shows_and_is_tried_again() {
    let mut stage = Stage::start().await;
    lose(&stage).await;
    stage.connections.sweep_due().await;
    let item_id = lost_item(&stage).item_id;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, error("INVALID_PRODUCT")));
    stage.connections.remove_orphans(vec![item_id.clone()]).await.unwrap();
    let shown = stage.connections.orphans().await.unwrap();
    assert_eq!(shown.lost.len(), 1, "what can't be removed hides no text of the session");
    let orphan = shown.found.into_iter().next().unwrap();
    let OrphanState::Removing { failure: Some(failure), .. } = orphan.state else {
        panic!("it is still to be removed");
    };
    let text = orphan.support_text.unwrap();
    for told in [item_id.as_str(), GINGHAM, "INVALID_PRODUCT", failure.request_id.as_deref().unwrap()] {
        assert!(text.contains(told), "{told} in {text}");
    }
    assert_eq!((failure.setback, failure.code.as_deref()), (Setback::PlaidKeysRefused, Some("INVALID_PRODUCT")));
    assert!(failure.request_id.is_some() && !lost_item(&stage).removed);

    stage.sandbox.clear_faults();
    stage.restart().await;
    stage.connections.sweep_due().await;
    assert!(lost_item(&stage).removed, "the user's word still counts");
    assert!(matches!(found(&stage).await[0].state, OrphanState::Removed { wish: Some(_), .. }));
}

#[tokio::test]
async fn a_removal_whose_answer_got_lost_is_proven_by_the_list() {
    let stage = Stage::start().await;
    lose(&stage).await;
    stage.connections.sweep_due().await;
    let item_id = lost_item(&stage).item_id;
    stage.sandbox.add_fault(FaultRule::new(REMOVE, Fault::CutAfter).times(1));
    stage.connections.remove_orphans(vec![item_id]).await.unwrap();
    let orphan = found(&stage).await.remove(0);
    assert!(matches!(orphan.state, OrphanState::Removed { request_id: Some(_), .. }), "{orphan:?}");
}

#[tokio::test]
async fn what_is_gone_before_anybody_said_so_is_not_shown_as_standing() {
    let stage = Stage::start().await;
    lose(&stage).await;
    stage.connections.sweep_due().await;
    stage.sandbox.remove_item(&lost_item(&stage).item_id).unwrap();
    stage.connections.look_for_orphans().await.unwrap();
    let orphan = found(&stage).await.remove(0);
    assert!(matches!(orphan.state, OrphanState::Removed { wish: None, .. }), "{orphan:?}");
}
