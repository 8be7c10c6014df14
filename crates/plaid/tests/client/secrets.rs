//! Where secrets must not show: in what is printed, logged or told as an error.

use std::{
    io,
    sync::{Arc, Mutex},
};

use plaid::{Keys, Purpose};
use tracing_subscriber::{Layer as _, filter::LevelFilter, fmt::MakeWriter, layer::SubscriberExt as _};

use crate::{
    every_call::{ACCESS_TOKEN, Call, LINK_TOKEN, PUBLIC_TOKEN, access_token, new_link},
    loopback::{Loopback, Reaction, SECRET},
};

const ALL: [&str; 5] = [ACCESS_TOKEN, PUBLIC_TOKEN, LINK_TOKEN, SECRET, "marker"];

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Answers that hold secrets in good places, in wrong places and in pieces.
fn reactions() -> Vec<Reaction> {
    let answer = |http_status, body: &str| Reaction::Answer(http_status, body.to_owned());
    vec![
        answer(200, &format!(r#"{{"access_token": "{ACCESS_TOKEN}", "item_id": "i", "request_id": "request-77"}}"#)),
        answer(200, &format!(r#"{{"public_token": "{PUBLIC_TOKEN}", "request_id": "request-77"}}"#)),
        answer(
            200,
            &format!(
                r#"{{"item": "{ACCESS_TOKEN}", "accounts": "{ACCESS_TOKEN}", "link_sessions": "{PUBLIC_TOKEN}"}}"#
            ),
        ),
        answer(200, &format!(r#"["{ACCESS_TOKEN}", {LINK_TOKEN}"#)),
        answer(400, &format!(r#"{{"error_type": "T", "error_code": "C", "error_message": "no such {ACCESS_TOKEN}"}}"#)),
        answer(500, ACCESS_TOKEN),
        Reaction::Partly(format!(r#"{{"access_token": "{ACCESS_TOKEN}""#)),
        Reaction::HangUp,
    ]
}

#[tokio::test]
async fn no_secret_is_logged_at_any_level() {
    let log = Log::default();
    let layer = tracing_subscriber::fmt::layer().with_writer(log.clone()).with_ansi(false);
    let subscriber = tracing_subscriber::registry().with(layer.with_filter(LevelFilter::TRACE));
    // For the whole process: what another test's thread met first would stay switched off for this one alone.
    tracing::subscriber::set_global_default(subscriber).unwrap();

    for reaction in reactions() {
        for call in Call::ALL {
            let plaid = Loopback::start([reaction.clone()]).await;
            if let Err(error) = call.make(&plaid.client()).await {
                tracing::error!(%error, "told to the log");
            }
        }
    }

    let text = log.text();
    assert!(text.contains("request-77"), "what happened is in the log");
    assert!(text.contains("/item/public_token/exchange"));
    for secret in ALL {
        assert!(!text.contains(secret), "{secret} is in the log");
    }
}

#[tokio::test]
async fn no_error_quotes_an_answer_that_could_not_be_read() {
    for reaction in reactions() {
        for call in Call::ALL {
            let plaid = Loopback::start([reaction.clone()]).await;
            let Err(error) = call.make(&plaid.client()).await else { continue };
            let mut texts = vec![error.to_string()];
            let mut source = std::error::Error::source(&error);
            while let Some(error) = source {
                texts.extend([error.to_string(), format!("{error:?}")]);
                source = error.source();
            }
            for text in texts {
                assert!(!ALL.iter().any(|secret| text.contains(secret)), "{call:?}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn nothing_that_holds_a_secret_shows_it_in_debug() {
    let body = format!(
        r#"{{"access_token": "{ACCESS_TOKEN}", "item_id": "item-1", "public_token": "{PUBLIC_TOKEN}",
            "link_token": "{LINK_TOKEN}", "expiration": "2026-11-23T10:00:00Z",
            "hosted_link_url": "https://hosted.example/{LINK_TOKEN}",
            "link_sessions": [{{
                "link_session_id": "session-1",
                "results": {{"item_add_results": [{{"public_token": "{PUBLIC_TOKEN}"}}]}}
            }}]}}"#
    );
    let plaid = Loopback::answering(200, &body).await;
    let client = plaid.client();
    let token = access_token();
    let link = client.create_link(new_link(Purpose::Update { access_token: &token })).await.unwrap();
    let public_token = client.sandbox_public_token("ins_109508").await.unwrap();
    let texts = [
        format!("{client:?}"),
        format!("{:?}", Keys { client_id: "client".to_owned(), secret: SECRET.into() }),
        format!("{:?}", new_link(Purpose::Update { access_token: &token })),
        format!("{link:?}"),
        format!("{public_token:?}"),
        format!("{:?}", client.link_progress(&link.value.token).await.unwrap()),
        format!("{:?}", client.exchange(&public_token.value).await.unwrap()),
    ];
    for text in texts {
        assert!(!ALL.iter().any(|secret| text.contains(secret)), "{text}");
    }
}
