//! What the client refuses to wait for, to read, to hurry and to trust.

use std::time::Duration;

use plaid::{AccessToken, Certainty, Client, ConfigurationError, Error, ErrorClass, Flaw, Keys, Limits};

use crate::{
    every_call::{Call, access_token},
    loopback::{Loopback, Reaction, client_at, fast},
};

#[tokio::test]
async fn silence_ends_in_a_time_out() {
    let plaid = Loopback::start([Reaction::Silence]).await;
    let limits = Limits { answer_timeout: Duration::from_millis(20), attempts: 2, ..fast() };
    let error = plaid.client_with(limits).item(&access_token()).await.unwrap_err();
    assert!(matches!(error, Error::TimedOut), "{error}");
    assert_eq!(error.certainty(), Certainty::Unknown);
    assert_eq!(plaid.calls(), 2);
}

#[tokio::test]
async fn the_exchange_is_waited_for_longer_than_others() {
    let plaid = Loopback::start([Reaction::Gated(r#"{"access_token": "a", "item_id": "i"}"#.to_owned())]).await;
    let client = plaid.client_with(Limits { answer_timeout: Duration::from_millis(1), attempts: 1, ..fast() });
    let (exchanged, ()) = tokio::join!(Call::Exchange.make(&client), async {
        // By the time that another call has run out of patience, the exchange must still be waiting.
        Call::Item.make(&client).await.unwrap_err();
        plaid.until_under_way(1).await;
        plaid.open_gate();
    });
    exchanged.unwrap();
}

#[tokio::test]
async fn an_answer_past_the_limit_is_given_up() {
    let body = |length: usize| format!(r#"{{"accounts": [], "request_id": "{}"}}"#, "r".repeat(length));
    let limits = Limits { response_bytes: 1_000, ..fast() };

    let plaid = Loopback::answering(200, &body(900)).await;
    plaid.client_with(limits).accounts(&access_token()).await.unwrap();

    let plaid = Loopback::answering(200, &body(1_000)).await;
    let error = plaid.client_with(limits).accounts(&access_token()).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { http_status: 200, flaw: Flaw::TooLarge, .. }), "{error}");
    assert_eq!(plaid.calls(), 1, "the next answer would be as large");
}

#[tokio::test]
async fn an_answer_that_hides_its_length_is_given_up_too() {
    let plaid = Loopback::start([Reaction::Endless]).await;
    let limits = Limits { response_bytes: 100_000, ..fast() };
    let error = plaid.client_with(limits).accounts(&access_token()).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { flaw: Flaw::TooLarge, .. }), "{error}");
}

#[tokio::test]
async fn no_more_calls_than_allowed_are_under_way() {
    let plaid = Loopback::start([Reaction::Gated(r#"{"accounts": []}"#.to_owned())]).await;
    let client = plaid.client_with(Limits { concurrent_calls: 2, ..fast() });
    let calls: Vec<_> = (0..6)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.accounts(&access_token()).await })
        })
        .collect();
    plaid.until_under_way(2).await;
    plaid.open_gate();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(plaid.calls(), 6);
    assert_eq!(plaid.most_under_way(), 2);
}

#[tokio::test]
async fn plaid_is_not_asked_more_often_than_it_allows() {
    let plaid = Loopback::answering(200, r#"{"accounts": []}"#).await;
    let client = plaid.client_with(Limits { longest_hold: Duration::ZERO, ..fast() });
    let mut answered = 0;
    let error = loop {
        match client.accounts(&access_token()).await {
            Ok(_) if answered < 100 => answered += 1,
            Ok(_) => panic!("one Item was read {answered} times in a row"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::HeldBack { .. }), "{error}");
    assert_eq!(error.certainty(), Certainty::NotSent);
    assert_eq!(error.class(), ErrorClass::RateLimited);
    assert_eq!(plaid.calls(), answered, "a call that is held back does not reach Plaid");

    client.accounts(&AccessToken::new("access-sandbox-of-another-item".into())).await.unwrap();
}

#[tokio::test]
async fn a_server_that_can_not_prove_itself_is_told_nothing() {
    let plaid = Loopback::answering(200, "{}").await;
    let client = client_at(&plaid.base_url().replace("http:", "https:"), fast());
    let error = client.item(&access_token()).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable(_)), "{error}");
    assert_eq!(plaid.calls(), 0);
}

#[tokio::test]
async fn the_keys_do_not_follow_to_another_place() {
    let elsewhere = Loopback::answering(200, r#"{"accounts": []}"#).await;
    let plaid = Loopback::start([Reaction::Redirect(elsewhere.base_url().to_owned())]).await;
    let error = plaid.client().accounts(&access_token()).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { http_status: 307, .. }), "{error}");
    assert_eq!(elsewhere.calls(), 0);
}

#[test]
fn the_keys_are_never_sent_in_the_open() {
    let keys = |secret: &str| Keys { client_id: "client".to_owned(), secret: secret.into() };
    let make = |url: &str, secret: &str| Client::new(url.parse().unwrap(), keys(secret), Limits::default());

    for url in ["https://sandbox.plaid.com", "http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost:1"] {
        assert!(make(url, "secret").is_ok(), "{url}");
    }
    for url in ["http://sandbox.plaid.com", "http://localhost.example.com", "http://10.0.0.1", "ftp://127.0.0.1"] {
        assert!(matches!(make(url, "secret"), Err(ConfigurationError::NotEncrypted)), "{url}");
    }
    for url in ["https://user@plaid.com", "https://:password@plaid.com", "https://plaid.com/?key=value"] {
        assert!(matches!(make(url, "secret"), Err(ConfigurationError::NotABaseUrl)), "{url}");
    }
    assert!(matches!(make("https://plaid.com", "two\nlines"), Err(ConfigurationError::UnusableKeys)));
}
