//! Each table refuses in turn to take its part of a result: then none of it is there.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Stage};
use connections::{
    model::{connection::Status, link_session::Outcome},
    store::Database,
};
use sqlx::AssertSqlSafe;

/// What is refused, as a trigger says it.
const REFUSED: [&str; 5] = [
    "update on account_connections",
    "insert on account_changes",
    "insert on audit when new.what = 'update'",
    "update on connections",
    "update on link_sessions when new.state = 'settled'",
];

#[tokio::test]
async fn a_result_is_written_as_a_whole_or_not_at_all() {
    for refused in REFUSED {
        let stage = Stage::start().await;
        let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
        let before = stage.connection(FIRST_PLATYPUS).await;
        page.complete(&["checking"]).await;

        run(&stage, &format!("create trigger refusal before {refused} begin select raise(abort, 'refused'); end"))
            .await;
        stage.connections.tend().await;
        assert!(stage.has_no_result().await, "{refused}");
        let after = stage.connection(FIRST_PLATYPUS).await;
        assert_eq!((&after.accounts, &after.connection), (&before.accounts, &before.connection), "{refused}");
        assert_eq!(after.status, Status::UpdateInterrupted, "{refused}");

        run(&stage, "drop trigger refusal").await;
        stage.pass(Duration::from_mins(1));
        stage.connections.tend().await;
        assert_eq!(stage.result().await.outcome, Outcome::Updated, "{refused}");
        stage.assert_true(FIRST_PLATYPUS).await;
    }
}

async fn run(stage: &Stage, statement: &str) {
    let file = stage.database();
    let key = stage.vault.database_key(&file).await.unwrap();
    let database = Database::open(&file, &key, &stage.clock).await.unwrap();
    let mut records = database.write().await.unwrap();
    sqlx::query(AssertSqlSafe(statement)).execute(&mut *records).await.unwrap();
    records.commit().await.unwrap();
    database.close().await;
}
