//! A refresh whose asking ends in the middle, on real records. Nothing gets as far as Plaid.

use super::run::AccountRefreshed;
use crate::{
    connections::By,
    runs::Progress,
    store::testing::{account_id, with_account, with_connection},
    testing::Office,
};

#[tokio::test]
async fn accounts_whose_asking_ends_by_a_mistake_are_said_to_be_not_written_and_the_refresh_ends() {
    let (office, _) = Office::set_up().await;
    let connections = office.connections.clone();
    let mut tx = connections.database().write().await.unwrap();
    with_connection(&mut tx, 1).await;
    with_account(&mut tx, 1, 1, "account").await;
    tx.commit().await.unwrap();
    let work = connections.begin_refresh(&[account_id(1)]).await.unwrap();
    // As long as nobody else can read, what asks stands still before it gets anywhere.
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(connections.database().read().await.unwrap());
    }
    let refreshing = tokio::spawn({
        let connections = connections.clone();
        async move { connections.refresh(work, By::Itself).await }
    });
    while connections.refresh_run().unwrap().unwrap().accounts[0].1 != Progress::Working {
        tokio::task::yield_now().await;
    }
    connections.asking().end().await;
    let run = refreshing.await.unwrap().unwrap();
    assert_eq!(run.accounts, [(account_id(1), Progress::Done(AccountRefreshed::NotWritten))]);
    assert!(run.ended_at.is_some() && !run.is_cancelled);
}
