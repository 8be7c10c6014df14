//! The calls for balances that are on their way. Each goes on where nobody waits for it any more, and none outlives the
//! records that its answer is kept in.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::{
    sync::oneshot,
    task::{JoinError, JoinSet},
};
use tracing::error;

/// What asks at present, and what keeps the answers.
#[derive(Debug, Default)]
pub(crate) struct Asking {
    asking: Tasks,
    keeping: Tasks,
}

/// It will never come to its end: by a mistake of ours, or because the records are being closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoEnd;

impl Asking {
    /// Has it go on by itself. What it comes to is told to whoever waits for it still.
    pub(super) fn spawn<Answer: Send + 'static>(
        &self,
        asking: impl Future<Output = Answer> + Send + 'static,
    ) -> impl Future<Output = Result<Answer, NoEnd>> {
        self.asking.spawn(asking)
    }

    /// The same of what is done with an answer, which is paid for: it comes to its end before the records are closed. So it
    /// waits for nobody but them.
    pub(super) fn keep<Kept: Send + 'static>(
        &self,
        keeping: impl Future<Output = Kept> + Send + 'static,
    ) -> impl Future<Output = Result<Kept, NoEnd>> {
        self.keeping.spawn(keeping)
    }

    /// Ends what asks, and waits for what keeps. Nothing is left of either then.
    pub(crate) async fn end(&self) {
        let mut asking = self.asking.take();
        asking.abort_all();
        join(asking).await;
        join(self.keeping.take()).await;
    }
}

/// Tasks that go on by themselves.
#[derive(Debug, Default)]
struct Tasks(Mutex<JoinSet<()>>);

impl Tasks {
    fn spawn<Answer: Send + 'static>(
        &self,
        task: impl Future<Output = Answer> + Send + 'static,
    ) -> impl Future<Output = Result<Answer, NoEnd>> {
        let (told, answer) = oneshot::channel();
        let mut tasks = self.tasks();
        while let Some(ended) = tasks.try_join_next() {
            report(ended);
        }
        tasks.spawn(async move {
            // Nobody may wait for it any more.
            let _ = told.send(task.await);
        });
        async move { answer.await.map_err(|_| NoEnd) }
    }

    fn take(&self) -> JoinSet<()> {
        std::mem::take(&mut *self.tasks())
    }

    fn tasks(&self) -> MutexGuard<'_, JoinSet<()>> {
        // The set is whole, whatever happened to the task that held the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn join(mut tasks: JoinSet<()>) {
    while let Some(ended) = tasks.join_next().await {
        report(ended);
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
    async fn what_is_being_kept_is_kept_before_the_records_are_closed() {
        let asking = Asking::default();
        let (answered, answer) = oneshot::channel();
        let kept = asking.keep(async move { answer.await.unwrap() });
        let ((), sent) = tokio::join!(asking.end(), async { answered.send("what was told") });
        assert_eq!((sent, kept.await), (Ok(()), Ok("what was told")));
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
