//! A mistake of ours in one of the loops stops none of the others, and never keeps the application open.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use tokio::time;
use tracing::{Subscriber, span::Attributes, span::Id, subscriber::DefaultGuard};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
};

use crate::testing::Office;

/// Longer than any setting lets pass before the application locks.
const LONG: Duration = Duration::from_mins(61);
/// Longer than anything takes that is done every second.
const PATIENCE: Duration = Duration::from_secs(20);

/// A piece of work that goes wrong each time.
struct Mistake {
    work: &'static str,
    times: &'static AtomicU32,
}

impl Mistake {
    /// Makes it on this thread, which all of a test's tasks run on.
    fn at(work: &'static str, times: &'static AtomicU32) -> DefaultGuard {
        tracing::subscriber::set_default(tracing_subscriber::registry().with(Self { work, times }))
    }
}

impl<S: Subscriber> Layer<S> for Mistake {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let metadata = attributes.metadata();
        if metadata.name() == self.work && metadata.target().starts_with("connections") {
            self.times.fetch_add(1, Ordering::Relaxed);
            panic!("a mistake in `{}`", self.work);
        }
    }
}

async fn until(is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            time::sleep(Duration::from_millis(10)).await;
        }
    };
    time::timeout(PATIENCE, waiting).await.unwrap();
}

#[tokio::test]
async fn a_loop_that_fails_stops_no_other_one_and_begins_again() {
    static TIMES: AtomicU32 = AtomicU32::new(0);
    let (office, _) = Office::set_up().await;
    let _mistake = Mistake::at("back_up_where_due", &TIMES);
    let connections = office.connections.clone();
    let driver = tokio::spawn(async move { connections.run().await });
    until(|| TIMES.load(Ordering::Relaxed) > 0).await;
    office.clock.advance(LONG);
    until(|| office.connections.user().is_none()).await;
    assert!(!driver.is_finished());
    until(|| TIMES.load(Ordering::Relaxed) > 1).await;
    driver.abort();
    office.connections.close().await;
}

#[tokio::test]
async fn where_it_can_not_be_told_whether_anybody_is_there_it_locks() {
    static TIMES: AtomicU32 = AtomicU32::new(0);
    let (office, _) = Office::set_up().await;
    let _mistake = Mistake::at("lock_if_due", &TIMES);
    let connections = office.connections.clone();
    let driver = tokio::spawn(async move { connections.run().await });
    until(|| TIMES.load(Ordering::Relaxed) > 1).await;
    assert_eq!(office.connections.user(), None);
    assert!(office.connections.entrance().await.unwrap().is_locked);
    driver.abort();
    office.connections.close().await;
}
