//! What is read from Plaid's answers, the strange ones too.

use plaid::{Account, Amount, Certainty, Error, ErrorClass, Flaw, Item, LinkSession, LinkToken, Verdict};
use serde_json::{Value, json};

use crate::{
    every_call::{Call, NEW_ITEM, access_token, new_link},
    loopback::Loopback,
};

async fn plaid_says(answer: &Value) -> Loopback {
    Loopback::answering(200, &answer.to_string()).await
}

#[tokio::test]
async fn an_item_with_a_standing_error_is_a_successful_answer() {
    let plaid = plaid_says(&json!({
        "item": {
            "item_id": "item-1", "institution_id": "ins_109508", "institution_name": "First Platypus Bank",
            "webhook": null, "available_products": ["a_product_of_tomorrow"], "update_type": "a_type_of_tomorrow",
            "consent_expiration_time": "2026-12-24T08:30:00Z",
            "error": {
                "error_type": "ITEM_ERROR", "error_code": "ITEM_LOGIN_REQUIRED", "error_message": "the login changed",
                "display_message": "", "request_id": "request-of-the-error", "a_field_of_tomorrow": [1, {"deep": null}],
            },
        },
        "status": {"a_field_of_tomorrow": true},
        "request_id": "request-1",
    }))
    .await;
    let answer = plaid.client().item(&access_token()).await.unwrap();
    assert_eq!(answer.request_id, "request-1");
    let Item { item_id, institution_id, institution_name, error, consent_expires_at } = answer.value;
    assert_eq!(item_id, "item-1");
    assert_eq!(institution_id.as_deref(), Some("ins_109508"));
    assert_eq!(institution_name.as_deref(), Some("First Platypus Bank"));
    assert_eq!(consent_expires_at.unwrap().to_string(), "2026-12-24T08:30:00Z");
    let error = error.unwrap();
    assert_eq!(error.class(), ErrorClass::UserMustAct);
    assert_eq!(error.request_id.as_deref(), Some("request-of-the-error"));
    assert_eq!((error.display_message, error.http_status), (None, None));
}

#[tokio::test]
async fn an_item_without_an_error_has_none_however_plaid_writes_it() {
    for nothing in [Value::Null, json!({}), json!({"error_type": null, "error_code": ""})] {
        let plaid = plaid_says(&json!({"item": {"item_id": "item-1", "error": nothing}})).await;
        let answer = plaid.client().item(&access_token()).await.unwrap();
        assert_eq!(answer.value.error, None);
        assert_eq!(answer.request_id, "");
    }
}

#[tokio::test]
async fn accounts_of_unknown_kinds_and_without_details_are_taken_as_they_are() {
    let plaid = plaid_says(&json!({
        "accounts": [{
            "account_id": "account-1", "name": "Pocket", "official_name": null, "mask": null,
            "type": "a_type_of_tomorrow", "subtype": "a subtype of tomorrow",
            "balances": {
                "current": 110.94, "available": null, "limit": 1e3, "iso_currency_code": null,
                "unofficial_currency_code": "BTC", "last_updated_datetime": null,
            },
        }],
        "item": {},
        "request_id": "request-1",
    }))
    .await;
    let accounts = plaid.client().accounts(&access_token()).await.unwrap().value;
    let [Account { kind, subtype, mask, balances, persistent_account_id, .. }] = &accounts[..] else {
        panic!("one account")
    };
    assert_eq!((kind.as_str(), subtype.as_deref()), ("a_type_of_tomorrow", Some("a subtype of tomorrow")));
    assert_eq!((mask, persistent_account_id), (&None, &None));
    assert_eq!(balances.current, Some(Amount::Exact("110.94".parse().unwrap())));
    assert_eq!((balances.available, balances.limit), (None, Some(Amount::Exact(1_000.into()))));
    assert_eq!(balances.currency.as_deref(), Some("BTC"));
}

#[tokio::test]
async fn an_amount_that_can_not_be_held_spoils_neither_its_account_nor_the_others() {
    // Written by hand: a JSON library would take the digits through a float.
    let account = |id: &str, current: &str| {
        format!(
            r#"{{"account_id": "{id}", "name": "Checking", "type": "depository",
            "balances": {{"current": {current}, "available": 12.50, "limit": null}}}}"#
        )
    };
    let accounts = [account("odd", "5.551115123125783e-17"), account("usual", "0.1")].join(", ");
    let plaid = Loopback::answering(200, &format!(r#"{{"accounts": [{accounts}], "request_id": "request-1"}}"#)).await;
    let accounts = plaid.client().accounts(&access_token()).await.unwrap().value;
    let [odd, usual] = &accounts[..] else { panic!("two accounts") };
    assert_eq!(odd.balances.current, Some(Amount::Unholdable));
    assert_eq!(odd.balances.available.and_then(Amount::exact), Some("12.50".parse().unwrap()));
    assert_eq!(usual.balances.current.and_then(Amount::exact), Some("0.1".parse().unwrap()));
}

#[tokio::test]
async fn an_item_without_accounts_has_an_empty_list_of_them() {
    let refusal = |error_type: &str, error_code: &str| {
        json!({"error_type": error_type, "error_code": error_code, "error_message": "", "request_id": "request-1"})
            .to_string()
    };
    let plaid = Loopback::answering(400, &refusal("ITEM_ERROR", "NO_ACCOUNTS")).await;
    let answer = plaid.client().accounts(&access_token()).await.unwrap();
    assert_eq!((answer.value.as_slice(), answer.request_id.as_str()), ([].as_slice(), "request-1"));
    let answer = plaid.client().balances(&access_token(), None).await.unwrap();
    assert_eq!((answer.value.as_slice(), answer.request_id.as_str()), ([].as_slice(), "request-1"));
    assert!(plaid.client().item(&access_token()).await.is_err(), "only a list of accounts can be empty");

    for (error_type, error_code) in [("ITEM_ERROR", "NO_AUTH_ACCOUNTS"), ("INVALID_INPUT", "NO_ACCOUNTS")] {
        let plaid = Loopback::answering(400, &refusal(error_type, error_code)).await;
        assert!(plaid.client().accounts(&access_token()).await.is_err(), "{error_type} {error_code}");
    }
}

#[tokio::test]
async fn a_page_that_was_not_opened_has_no_sessions() {
    let plaid = plaid_says(&json!({"link_token": "l", "expiration": null, "metadata": {}, "request_id": "r"})).await;
    let progress = plaid.client().link_progress(&LinkToken::new("l".to_owned())).await.unwrap().value;
    assert!(progress.sessions.is_empty());
    assert_eq!(progress.expires_at, None);
}

#[tokio::test]
async fn every_session_of_a_page_is_told() {
    let plaid = plaid_says(&json!({
        "expiration": "2026-11-23T10:00:00Z",
        "link_sessions": [
            {"link_session_id": "running", "started_at": "2026-11-23T09:00:00Z", "finished_at": null},
            {
                "link_session_id": "left", "finished_at": "2026-11-23T09:05:00.5Z", "results": null,
                "exit": {
                    "error": {"error_type": "ITEM_ERROR", "error_code": "INVALID_MFA"},
                    "metadata": {"status": "a_status_of_tomorrow", "request_id": "request-of-the-exit"},
                },
                "events": [{"event_name": "OPEN"}, {"event_name": "AN_EVENT_OF_TOMORROW", "event_metadata": {}}],
            },
            {"link_session_id": "left without a word", "exit": {"error": null, "metadata": null}},
            {
                "link_session_id": "through", "finished_at": "2026-11-23T09:09:00Z", "exit": null,
                "results": {"item_add_results": [{"public_token": "public-1"}, {"public_token": "public-2"}]},
            },
        ],
        "request_id": "request-1",
    }))
    .await;
    let sessions = plaid.client().link_progress(&LinkToken::new("l".to_owned())).await.unwrap().value.sessions;
    let [running, left, wordless, through] = &sessions[..] else { panic!("four sessions") };
    assert_eq!((running.finished_at, &running.exit), (None, &None));
    let exit = left.exit.as_ref().unwrap();
    assert_eq!(exit.step(), Some("a_status_of_tomorrow"));
    assert_eq!(exit.request_id.as_deref(), Some("request-of-the-exit"));
    assert_eq!(exit.error.as_ref().unwrap().code, "INVALID_MFA");
    assert_eq!(left.events, ["OPEN", "AN_EVENT_OF_TOMORROW"]);
    assert_eq!(wordless.exit.as_ref().unwrap().error, None);
    assert_eq!(through.added.len(), 2);
    assert_eq!(through.exit, None);
}

#[tokio::test]
async fn an_exit_is_found_wherever_plaid_writes_it() {
    let exit = json!({
        "error": {"error_type": "ITEM_ERROR", "error_code": "INVALID_MFA", "error_message": "not correct"},
        "metadata": {
            "status": "requires_code", "request_id": "request-of-the-exit", "link_session_id": "left",
            "institution": {"name": "First Platypus Bank", "institution_id": "ins_109508"},
        },
    });
    let event = json!({"event_name": "EXIT", "event_metadata": {
        "error_type": "ITEM_ERROR", "error_code": "INVALID_MFA", "error_message": "not correct",
        "exit_status": "requires_code", "request_id": "request-of-the-exit",
        "institution_id": "ins_109508", "institution_name": "First Platypus Bank",
    }});
    let wordless = json!({"error": null, "metadata": null});
    let odd = json!([{"event_name": "ERROR", "event_metadata": 7}, {"event_name": "EXIT", "event_metadata": [1]}]);
    for session in [
        json!({"exit": exit}),
        json!({"exit": null, "on_exit": exit}),
        json!({"exit": wordless, "on_exit": exit, "events": odd}),
        json!({"exit": null, "events": [event]}),
        json!({"on_exit": wordless, "on_success": null, "events": [event]}),
    ] {
        let session = finished(session).await;
        let Some(Verdict::Exited(exit)) = session.verdict() else { panic!("{session:?}") };
        assert_eq!((exit.step(), exit.institution_id()), (Some("requires_code"), Some("ins_109508")));
        assert_eq!(exit.status.unwrap().institution_name.as_deref(), Some("First Platypus Bank"));
        assert_eq!(exit.request_id.as_deref(), Some("request-of-the-exit"));
        let error = exit.error.unwrap();
        assert_eq!((&*error.kind, &*error.code, &*error.message), ("ITEM_ERROR", "INVALID_MFA", "not correct"));
    }
}

#[tokio::test]
async fn a_success_is_found_wherever_plaid_writes_it() {
    let added = json!({"item_add_results": [{"public_token": "public-1"}]});
    let success = json!({"public_token": "public-1", "metadata": {"institution": null}});
    for (session, tokens) in [
        (json!({"results": added}), 1),
        (json!({"on_success": success}), 1),
        (json!({"on_success": success, "results": added}), 1),
        (json!({"on_success": success, "results": {"item_add_results": []}, "events": [{"event_name": "OPEN"}]}), 1),
        (json!({"events": [{"event_name": "HANDOFF"}], "results": null, "on_success": null, "on_exit": null}), 0),
        (json!({"on_success": {"public_token": null, "metadata": null}}), 0),
        (json!({}), 0),
    ] {
        let session = finished(session).await;
        assert_eq!(session.verdict(), Some(Verdict::Succeeded), "{session:?}");
        assert_eq!(session.added.len(), tokens, "{session:?}");
    }
}

/// A finished session of which Plaid says this much more.
async fn finished(mut session: Value) -> LinkSession {
    session["link_session_id"] = json!("finished");
    session["finished_at"] = json!("2026-11-23T09:05:00Z");
    let plaid = plaid_says(&json!({"link_sessions": [session], "request_id": "request-1"})).await;
    let progress = plaid.client().link_progress(&LinkToken::new("l".to_owned())).await.unwrap().value;
    progress.sessions.into_iter().next().unwrap()
}

#[tokio::test]
async fn a_link_without_a_page_of_its_own_says_what_is_missing() {
    let plaid =
        plaid_says(&json!({"link_token": "l", "expiration": "2026-11-23T10:00:00Z", "request_id": "request-1"})).await;
    let error = plaid.client().create_link(new_link(NEW_ITEM)).await.unwrap_err();
    assert!(matches!(error, Error::NoHostedLink { .. }), "{error}");
    assert_eq!(error.class(), ErrorClass::Configuration);
    assert_eq!(error.request_id(), Some("request-1"));
}

#[tokio::test]
async fn a_refusal_keeps_everything_that_support_asks_for() {
    let body = json!({
        "error_type": "ITEM_ERROR", "error_code": "ITEM_NOT_FOUND", "error_message": "The Item can't be found",
        "display_message": "Sign in again", "request_id": "request-1", "suggested_action": null, "causes": [],
    });
    let plaid = Loopback::answering(400, &body.to_string()).await;
    let error = plaid.client().remove_item(&access_token()).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::ItemGone);
    assert_eq!((error.request_id(), error.code()), (Some("request-1"), Some("ITEM_NOT_FOUND")));
    let Error::Api(error) = error else { panic!("{error}") };
    assert_eq!(error.http_status, Some(400));
    assert_eq!(error.display_message.as_deref(), Some("Sign in again"));
    assert_eq!(error.to_string(), "Plaid answered `ITEM_NOT_FOUND` (`ITEM_ERROR`)");
}

#[tokio::test]
async fn a_removal_without_the_id_that_proves_it_is_not_believed() {
    for answer in
        [json!({}), json!({"request_id": ""}), json!({"request_id": null}), json!(["sign", "in"]), json!("ok")]
    {
        for call in [Call::RemoveItem, Call::RemoveUserItems, Call::RefreshTransactions] {
            let error = call.make(&plaid_says(&answer).await.client()).await.unwrap_err();
            assert!(matches!(error, Error::Unreadable { .. }), "{call:?}, {answer}: {error}");
            assert_eq!(error.certainty(), Certainty::Unknown, "it may be done all the same");
        }
    }
    let proven = plaid_says(&json!({"request_id": "request-1"})).await;
    assert_eq!(proven.client().remove_item(&access_token()).await.unwrap().request_id, "request-1");
}

#[tokio::test]
async fn an_answer_that_ends_too_early_is_told_from_one_that_makes_no_sense() {
    let whole = r#"{"item": {"item_id": "item-1"}, "request_id": "request-1"}"#;
    for length in 0..whole.len() {
        let plaid = Loopback::answering(200, whole.get(..length).unwrap()).await;
        let limits = plaid::Limits { attempts: 1, ..plaid::Limits::default() };
        let error = plaid.client_with(limits).item(&access_token()).await.unwrap_err();
        assert!(matches!(error, Error::Unreadable { flaw: Flaw::Truncated, .. }), "{length}: {error}");
        assert_eq!(error.class(), ErrorClass::Transient);
    }
    let plaid = plaid_says(&json!({"item": {"item_id": 7}, "request_id": "request-1"})).await;
    let error = plaid.client().item(&access_token()).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { flaw: Flaw::NotUnderstood { .. }, .. }), "{error}");
    assert_eq!(error.class(), ErrorClass::Unknown);
    assert_eq!(error.request_id(), Some("request-1"), "the id is known although the rest is not");
}

#[tokio::test]
async fn an_error_page_of_something_in_between_is_judged_by_its_status() {
    for (http_status, class) in [
        (404, ErrorClass::Unknown),
        (429, ErrorClass::RateLimited),
        (502, ErrorClass::Transient),
        (504, ErrorClass::Transient),
    ] {
        for page in ["<html>…</html>", "{}", "null", "\"no\""] {
            let plaid = Loopback::answering(http_status, page).await;
            let error = Call::Exchange.make(&plaid.client()).await.unwrap_err();
            assert!(matches!(error, Error::Unreadable { .. }), "{http_status} {page}: {error}");
            assert_eq!(error.class(), class, "{http_status} {page}");
        }
    }
}
