//! Accounts that nobody but the user can tell apart.

use std::time::Duration;

use bank_connections_tests::stage::{Stage, TARTAN};
use connections::{
    Connections, MappingError, UpdateError,
    model::{
        connection::Status,
        ids::LinkSessionId,
        link_session::Outcome,
        reconciliation::{Decision, InvalidDecisions},
        result::ChangeKind,
    },
};
use plaid_sandbox::{Fault, FaultRule};
use serde_json::json;

/// Tartan Bank, where two accounts can't be told apart: both are described alike, and got new ids.
async fn lookalikes() -> Stage {
    let stage = Stage::start().await;
    rename_cards(&stage, ["9999", "9999"]).await;
    // The new names come into the records while the ids still tell who is who.
    let session = read_changes(&stage).await;
    stage.connections.acknowledge(session).await.unwrap();
    stage.sandbox.churn(&stage.item(TARTAN).item_id).unwrap();
    stage
}

/// The same, and a session that waits for the user's word.
async fn ambiguous() -> (Stage, LinkSessionId) {
    let stage = lookalikes().await;
    let session = read_changes(&stage).await;
    (stage, session)
}

/// Has the bank call its two cards by one name and, where given, by a mask each.
async fn rename_cards(stage: &Stage, masks: [&str; 2]) {
    let item = stage.item(TARTAN);
    let cards = item.accounts.iter().filter(|account| account.key.ends_with("-card"));
    for (card, mask) in cards.zip(masks) {
        let account_id = card.account_id.as_deref().unwrap();
        let request = reqwest::Client::new()
            .post(format!("{}/control/items/{}/accounts/{account_id}", stage.sandbox.base_url(), item.item_id))
            .header("PLAID-CLIENT-ID", stage.sandbox.client_id())
            .header("PLAID-SECRET", stage.sandbox.secret())
            .json(&json!({ "name": "Card", "official_name": null, "mask": mask }));
        assert!(request.send().await.unwrap().status().is_success());
    }
}

/// Signs in and leaves: what changed at the bank is read.
async fn read_changes(stage: &Stage) -> LinkSessionId {
    let (session, page) = stage.begin_on_page(TARTAN).await;
    page.sign_in("pass_good").await;
    page.leave().await;
    stage.connections.tend().await;
    session
}

/// Pairs the reported accounts with those on record in their order, or crosswise.
async fn decisions(connections: &Connections, session: LinkSessionId, crosswise: bool) -> Vec<Decision> {
    let mapping = connections.mapping(session).await.unwrap();
    let [ambiguity] = &mapping.ambiguities[..] else { panic!("one question: {mapping:?}") };
    let mut records: Vec<_> = ambiguity.on_record.iter().map(|record| record.id).collect();
    if crosswise {
        records.reverse();
    }
    let pairs = ambiguity.reported.iter().zip(records);
    pairs.map(|(reported, id)| Decision { account_id: reported.account_id.clone(), is: Some(id) }).collect()
}

#[tokio::test]
async fn accounts_that_can_not_be_told_apart_are_asked_and_not_guessed() {
    let (stage, session) = ambiguous().await;
    assert!(stage.has_no_result().await);
    let connection = stage.connection(TARTAN).await;
    assert_eq!((connection.status, connection.can_update), (Status::AwaitingMapping, false));
    let refused = stage.connections.start_update(connection.connection.id, true).await;
    assert!(matches!(refused, Err(UpdateError::AwaitingMapping)), "{refused:?}");

    let mapping = stage.connections.mapping(session).await.unwrap();
    let ambiguity = &mapping.ambiguities[0];
    assert_eq!((ambiguity.on_record.len(), ambiguity.reported.len()), (2, 2));
    assert!(ambiguity.on_record.iter().all(|account| account.active), "nothing of the plan is written");
}

#[tokio::test]
async fn the_users_word_decides_which_account_is_which() {
    for crosswise in [false, true] {
        let (stage, session) = ambiguous().await;
        let decisions = decisions(&stage.connections, session, crosswise).await;
        stage.connections.decide_mapping(session, decisions.clone()).await.unwrap();
        let result = stage.result().await;
        assert_eq!(result.outcome, Outcome::Repaired);
        assert!(result.lines.iter().all(|line| line.kind == ChangeKind::AccountIdChanged));
        stage.assert_true(TARTAN).await;
        let accounts = stage.connection(TARTAN).await.accounts;
        for decision in decisions {
            let record = accounts.iter().find(|account| Some(account.id) == decision.is).unwrap();
            assert_eq!(record.account_id, decision.account_id);
        }
    }
}

#[tokio::test]
async fn the_users_word_is_in_the_audit_without_a_name() {
    let (stage, session) = ambiguous().await;
    let mut decisions = decisions(&stage.connections, session, false).await;
    decisions[1].is = None;
    stage.connections.decide_mapping(session, decisions.clone()).await.unwrap();
    let accounts = stage.connection(TARTAN).await.accounts;
    let new = accounts.iter().find(|account| account.account_id == decisions[1].account_id).unwrap();

    let audit = stage.audit(TARTAN).await;
    let entry = audit.iter().find(|entry| entry.what == "update").unwrap();
    assert_eq!(entry.who, stage.connections.user().unwrap().name);
    let expected = json!([
        { "account": decisions[0].is.unwrap().to_string(), "new": false },
        { "account": new.id.to_string(), "new": true },
    ]);
    assert_eq!(entry.details["decisions"], expected);
}

#[tokio::test]
async fn a_question_outlives_a_restart_and_is_about_what_is_true_then() {
    let (mut stage, session) = ambiguous().await;
    let answer = decisions(&stage.connections, session, false).await;
    stage.restart().await;
    stage.sandbox.churn(&stage.item(TARTAN).item_id).unwrap();
    let refused = stage.connections.decide_mapping(session, answer).await;
    assert!(matches!(refused, Err(MappingError::InvalidDecisions(InvalidDecisions::NotAsked { .. }))), "{refused:?}");

    let answer = decisions(&stage.connections, session, false).await;
    stage.connections.decide_mapping(session, answer).await.unwrap();
    stage.assert_true(TARTAN).await;
}

#[tokio::test]
async fn a_page_that_plaid_closes_does_not_take_the_question_away() {
    let stage = lookalikes().await;
    let (session, page) = stage.begin_on_page(TARTAN).await;
    page.sign_in("pass_good").await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.connection(TARTAN).await.status, Status::AwaitingMapping);

    stage.sandbox.close_abandoned_sessions();
    stage.pass(Duration::from_mins(1));
    let calls = stage.sandbox.calls();
    stage.connections.tend().await;
    assert_eq!(stage.connection(TARTAN).await.status, Status::AwaitingMapping);
    assert_eq!(stage.sandbox.calls().get("/accounts/get"), calls.get("/accounts/get"), "only the answer has them read");
    let answer = decisions(&stage.connections, session, false).await;
    stage.connections.decide_mapping(session, answer).await.unwrap();
    assert_eq!(stage.result().await.outcome, Outcome::Repaired);
    stage.assert_true(TARTAN).await;
}

#[tokio::test]
async fn half_an_answer_is_none() {
    let (stage, session) = ambiguous().await;
    let before = stage.connection(TARTAN).await.accounts;
    let mut half = decisions(&stage.connections, session, false).await;
    half.pop();
    for answer in [half, Vec::new()] {
        let refused = stage.connections.decide_mapping(session, answer).await;
        assert!(
            matches!(refused, Err(MappingError::InvalidDecisions(InvalidDecisions::Undecided { .. }))),
            "{refused:?}"
        );
    }
    assert_eq!(stage.connection(TARTAN).await.accounts, before);
}

#[tokio::test]
async fn a_question_that_answers_itself_is_settled_without_the_user() {
    let (stage, session) = ambiguous().await;
    rename_cards(&stage, ["1212", "3434"]).await;
    let mapping = stage.connections.mapping(session).await;
    assert!(matches!(mapping, Err(MappingError::NoLongerNeeded)), "{mapping:?}");
    assert_eq!(stage.result().await.outcome, Outcome::Repaired);
    assert!(matches!(stage.connections.mapping(session).await, Err(MappingError::NotAwaited)));
}

#[tokio::test]
async fn a_login_that_breaks_again_keeps_the_question_until_an_update_asks_anew() {
    for completed in [false, true] {
        let stage = lookalikes().await;
        let (session, page) = stage.begin_on_page(TARTAN).await;
        page.sign_in("pass_good").await;
        if completed {
            let keys: Vec<_> = stage.item(TARTAN).accounts.into_iter().map(|account| account.key).collect();
            page.select(&keys.iter().map(String::as_str).collect::<Vec<_>>()).await;
            page.finish().await;
        } else {
            page.leave().await;
        }
        stage.connections.tend().await;
        let answer = decisions(&stage.connections, session, false).await;
        stage.sandbox.set_item_error(&stage.item(TARTAN).item_id, Some("ITEM_LOGIN_REQUIRED")).unwrap();

        let refused = stage.connections.decide_mapping(session, answer).await;
        assert!(matches!(refused, Err(MappingError::LoginBroken)), "{refused:?}");
        let refused = stage.connections.mapping(session).await;
        assert!(matches!(refused, Err(MappingError::LoginBroken)), "{refused:?}");
        let connection = stage.connection(TARTAN).await;
        assert_eq!((connection.status, connection.can_update), (Status::AwaitingMapping, true));

        let session = read_changes(&stage).await;
        assert!(stage.has_no_result().await, "the question is put anew");
        let answer = decisions(&stage.connections, session, false).await;
        stage.connections.decide_mapping(session, answer).await.unwrap();
        assert_eq!(stage.result().await.session, session);
        stage.assert_true(TARTAN).await;
    }
}

#[tokio::test]
async fn a_login_that_is_gone_takes_the_question_along() {
    let (stage, session) = ambiguous().await;
    let gone = Fault::Error { error_code: "ITEM_NOT_FOUND".to_owned(), error_type: None, http_status: None };
    stage.sandbox.add_fault(FaultRule::new("/item/get", gone));
    let mapping = stage.connections.mapping(session).await;
    assert!(matches!(mapping, Err(MappingError::NoLongerNeeded)), "{mapping:?}");
    let result = stage.result().await;
    assert_eq!((result.outcome, result.status), (Outcome::Unread, Some(Status::NeedsReconnecting)));
}

#[tokio::test]
async fn a_session_that_waits_for_nothing_has_no_question() {
    let stage = Stage::start().await;
    let nobody = "lks_00000000000000000000000000000000".parse::<LinkSessionId>().unwrap();
    assert!(matches!(stage.connections.mapping(nobody).await, Err(MappingError::NotFound)));
    let (session, _page) = stage.begin_on_page(TARTAN).await;
    assert!(matches!(stage.connections.mapping(session).await, Err(MappingError::NotAwaited)));
}
