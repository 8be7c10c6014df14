//! The calls for balances that are on their way. Each goes on where nobody waits for it any more, and none outlives the
//! records that its answer is kept in.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::{
    sync::oneshot,
    task::{JoinError, JoinSet},
};
use tracing::error;

/// What asks at present.
#[derive(Debug, Default)]
pub(crate) struct Asking(Mutex<JoinSet<()>>);

/// It will never come to its end: by a mistake of ours, or because the records are being closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoEnd;

impl Asking {
    /// Has it go on by itself. What it comes to is told to whoever waits for it still.
    pub(super) fn spawn<Answer: Send + 'static>(
        &self,
        asking: impl Future<Output = Answer> + Send + 'static,
    ) -> impl Future<Output = Result<Answer, NoEnd>> {
        let (told, answer) = oneshot::channel();
        let mut tasks = self.tasks();
        while let Some(ended) = tasks.try_join_next() {
            report(ended);
        }
        tasks.spawn(async move {
            // Nobody may wait for it any more.
            let _ = told.send(asking.await);
        });
        async move { answer.await.map_err(|_| NoEnd) }
    }

    /// Ends all of it, and waits until nothing is left of it.
    pub(crate) async fn end(&self) {
        let mut tasks = std::mem::take(&mut *self.tasks());
        tasks.abort_all();
        while let Some(ended) = tasks.join_next().await {
            report(ended);
        }
    }

    fn tasks(&self) -> MutexGuard<'_, JoinSet<()>> {
        // The set is whole, whatever happened to the task that held the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn report(ended: Result<(), JoinError>) {
    if let Some(error) = ended.err().filter(|error| !error.is_cancelled()) {
        error!(%error, "what asked a bank broke off");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::testing::Office;

    #[tokio::test]
    async fn it_goes_on_where_nobody_waits_and_tells_whoever_does() {
        let asking = Asking::default();
        assert_eq!(asking.spawn(async { 7 }).await, Ok(7));
        let (kept, is_kept) = oneshot::channel();
        drop(asking.spawn(async { kept.send("what was told") }));
        assert_eq!(is_kept.await, Ok("what was told"));
    }

    #[tokio::test]
    async fn what_fails_by_a_mistake_is_told_at_once() {
        let asking = Asking::default();
        let broken = asking.spawn(async { assert!(std::hint::black_box(false), "a mistake") });
        assert_eq!(broken.await, Err(NoEnd));
    }

    #[tokio::test]
    async fn none_outlives_the_records() {
        let office = Office::new().await;
        let alive = Arc::new(());
        let held = Arc::clone(&alive);
        let never = office.connections.asking().spawn(async move {
            std::future::pending::<()>().await;
            drop(held);
        });
        office.connections.close().await;
        assert_eq!(Arc::strong_count(&alive), 1, "nothing is left of it");
        assert_eq!(never.await, Err(NoEnd));
    }
}
