//! What becomes of an access token that the keyring does not take at once.

use std::sync::{Arc, Mutex, PoisonError};

use plaid::{Client, Keys, Limits};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;
use crate::{Clock, Config, vault::testing::refusing_access_tokens};

const NO_WAITS: [Duration; 3] = [Duration::ZERO; 3];

/// A Plaid that grants whatever is asked, and notes what that was.
async fn granting() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let notes = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap();
            let text = String::from_utf8_lossy(request.get(..length).unwrap()).into_owned();
            notes.lock().unwrap_or_else(PoisonError::into_inner).extend(text.lines().next().map(str::to_owned));
            let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 18\r\n\
                          connection: close\r\n\r\n{\"request_id\":\"r\"}";
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (address, asked)
}

/// Has a keyring that refuses so many times keep a new token. Gives whether it did, whether it has the token, and what
/// Plaid was asked for.
async fn kept_after(refusals: u32) -> (bool, bool, Vec<String>) {
    let folder = TempDir::new().unwrap();
    let (address, asked) = granting().await;
    let keys = Keys { client_id: "client".to_owned(), secret: "secret".into() };
    let vault = refusing_access_tokens(refusals);
    let connections = Connections::open(Config {
        database: folder.path().join("records/bank-connections.db"),
        vault: vault.clone(),
        plaid: Client::new(address.parse().unwrap(), keys, Limits { attempts: 1, ..Limits::default() }).unwrap(),
        clock: Clock::System,
    })
    .await
    .unwrap();
    let id = LoginId::new(connections.fresh_uuid());
    let kept = connections.keep_with(id, &AccessToken::new("access".into()), &NO_WAITS).await;
    connections.close().await;
    let asked = asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (kept.is_ok(), vault.access_token(id).await.is_ok(), asked)
}

#[tokio::test]
async fn a_token_that_the_keyring_takes_at_last_is_kept() {
    for refusals in 0..=3 {
        assert_eq!(kept_after(refusals).await, (true, true, Vec::new()), "after {refusals}");
    }
}

#[tokio::test]
async fn a_login_whose_token_the_keyring_never_takes_is_removed_at_plaid() {
    let (kept, there, asked) = kept_after(4).await;
    assert!(!kept && !there);
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked.iter().all(|line| line.contains("remove")), "{asked:?}");
}
