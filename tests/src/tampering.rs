//! What somebody does to the records past the application, who has the key of them.

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::Trouble;
use crate::journey::Journey;

/// The entry of the keyring with the key of the records.
const KEY: &str = "database-key";

/// Says statements to the records of the demo, one after the other. The application must not run.
pub async fn tamper(journey: &Journey, statements: &[&str]) -> Result<(), Trouble> {
    let key = journey.desktop().secret_service().entry(KEY)?;
    let file = journey.data().join("demo/records/bank-connections.db");
    let options = SqliteConnectOptions::new()
        .filename(file)
        .pragma("key", format!("\"x'{}'\"", String::from_utf8_lossy(&key)))
        .disable_statement_logging();
    say(options, statements).await.map_err(|error| {
        // Without the error, which could quote the key.
        let said = error.as_database_error().map(|error| error.message().to_owned());
        Trouble::NotReady { program: "the records".to_owned(), said: said.unwrap_or_default() }
    })
}

async fn say(options: SqliteConnectOptions, statements: &[&str]) -> Result<(), sqlx::Error> {
    let mut records: SqliteConnection = options.connect().await?;
    for statement in statements {
        sqlx::query(AssertSqlSafe((*statement).to_owned())).execute(&mut records).await?;
    }
    records.close().await
}
