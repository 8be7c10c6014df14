//! The committed metadata of the queries must be that of the committed migrations, and of these queries only.
//!
//! A build checks the queries against the metadata, not against the migrations; this is where the two are compared.

use std::{fs, path::Path};

use serde_json::Value;
use sqlx::{AssertSqlSafe, Executor as _, SqlSafeStr as _};

use super::testing::Records;

const AGAIN: &str = "run `cargo xtask prepare` and commit `.sqlx`";

#[tokio::test]
async fn the_metadata_of_the_queries_is_that_of_the_migrations() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    for metadata in committed_metadata() {
        let query = metadata["query"].as_str().unwrap().to_owned();
        let described = (&mut *tx).describe(AssertSqlSafe(query.clone()).into_sql_str()).await;
        let described = described.unwrap_or_else(|error| panic!("{error} in `{query}`; {AGAIN}"));
        assert_eq!(serde_json::to_value(described).unwrap(), metadata["describe"], "`{query}` is stale; {AGAIN}");
    }
}

#[test]
fn every_metadata_belongs_to_a_query() {
    let sources: Vec<String> = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store"), "rs");
    for metadata in committed_metadata() {
        let query = metadata["query"].as_str().unwrap();
        assert!(sources.iter().any(|source| source.contains(query)), "no query is `{query}`; {AGAIN}");
    }
}

fn committed_metadata() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.sqlx");
    let all: Vec<Value> = files(&folder, "json").iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    assert!(!all.is_empty(), "there is no metadata; {AGAIN}");
    all
}

fn files(folder: &Path, extension: &str) -> Vec<String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.extension() {
            _ if path.is_dir() => files(&path, extension),
            Some(found) if found == extension => vec![fs::read_to_string(path).unwrap()],
            Some(_) | None => Vec::new(),
        })
        .collect()
}
