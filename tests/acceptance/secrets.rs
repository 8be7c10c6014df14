//! Nothing that is worth stealing lies around.

use std::{
    fs, io,
    sync::{Arc, Mutex},
};

use bank_connections_tests::stage::{FIRST_PLATYPUS, Stage};
use tracing_subscriber::fmt::MakeWriter;

/// Everything that the product itself can log, far more than it does.
const FILTER: &str = "info,connections=trace,plaid=trace,plaid_sandbox=trace";

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

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

fn holds(bytes: &[u8], marker: &str) -> bool {
    bytes.windows(marker.len()).any(|window| window == marker.as_bytes())
}

#[tokio::test]
async fn no_secret_is_in_the_records_in_the_clear_or_in_any_log_line() {
    let log = Log::default();
    // For the whole process: also what the other tests log must not hold these secrets, which are those of every
    // simulator with the same seed.
    tracing_subscriber::fmt().with_writer(log.clone()).with_env_filter(FILTER).with_ansi(false).init();

    let mut stage = Stage::start().await;
    stage.sandbox.switch(|switches| switches.results_in_update_mode = true);
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking", "saving"]).await;
    stage.connections.tend().await;
    stage.begin(FIRST_PLATYPUS).await;
    stage.restart().await;
    stage.connections.tend().await;

    let mut markers = vec![stage.sandbox.secret().to_owned()];
    markers.extend(stage.sandbox.items().into_iter().filter_map(|item| item.access_token));
    for link in stage.sandbox.links() {
        markers.push(link.link_token);
        markers.extend(link.sessions.into_iter().filter_map(|session| session.public_token));
    }
    assert!(markers.len() >= 7, "a secret, three access tokens, two link tokens and a public token");

    let folder = stage.database().parent().unwrap().to_owned();
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 2, "the records and what is written ahead: {files:?}");
    let in_clear = ["First Platypus Bank", FIRST_PLATYPUS, "Plaid Checking", "create table"];
    for file in files {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.is_empty(), "{}", file.display());
        for marker in markers.iter().map(String::as_str).chain(in_clear) {
            assert!(!holds(&bytes, marker), "`{marker}` lies in {}", file.display());
        }
    }
    let log = log.0.lock().unwrap();
    assert!(holds(&log, "committed"), "the log was listened to");
    for marker in &markers {
        assert!(!holds(&log, marker), "`{marker}` is in the log");
    }
    assert!(!holds(&log, "user_good") && !holds(&log, "pass_good"));
}
