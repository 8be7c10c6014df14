//! The loop over the passes. Each connection has a pace of its own: one whose bank is slow keeps no other one waiting.

use std::{collections::HashMap, convert::Infallible, time::Duration};

use tokio::{
    task::{Id, JoinSet},
    time,
};
use tracing::instrument;

use super::{pace::IDLE, tend::after_panic};
use crate::{
    Connections,
    model::ids::{ConnectionId, LinkSessionId},
};

/// What the driver is at.
#[derive(Default)]
struct Passes {
    tasks: JoinSet<Duration>,
    under_way: HashMap<Id, ConnectionId>,
    /// When to look at a connection again. One that is not named is due.
    due: HashMap<ConnectionId, time::Instant>,
}

impl Connections {
    /// Tends for ever, on time and whenever something happened. Ends with the task that it runs in; nothing is lost by
    /// that.
    pub async fn run(&self) -> Infallible {
        // Each on the heap: together they would be a large value to move around.
        tokio::join!(
            Box::pin(self.drive()),
            Box::pin(self.watch_keyring()),
            Box::pin(self.watch_health()),
            Box::pin(self.send_mail()),
            Box::pin(self.watch_removals()),
            Box::pin(self.watch_orphans()),
            Box::pin(self.keep_backups()),
            Box::pin(self.watch_condition()),
            Box::pin(self.watch_idleness()),
            Box::pin(self.watch_audit()),
        )
        .0
    }

    /// A hint that the page of a session is over: the driver asks Plaid at once, and more often for a while.
    #[instrument(skip_all, fields(%session))]
    pub fn completion_seen(&self, session: LinkSessionId) {
        self.pace().hint(session, self.now());
        self.wake();
    }

    async fn drive(&self) -> Infallible {
        let mut passes = Passes::default();
        loop {
            passes.begin(self).await;
            let next_look = passes.next_look();
            tokio::select! {
                () = self.woken() => passes.due.clear(),
                () = passes.end_of_one() => {}
                () = time::sleep_until(next_look) => {}
            }
        }
    }
}

impl Passes {
    /// Begins a pass over each connection that is due and has none under way.
    async fn begin(&mut self, connections: &Connections) {
        let now = time::Instant::now();
        let to_be_tended = connections.to_be_tended().await;
        self.due.retain(|id, _| to_be_tended.contains(id));
        for id in to_be_tended {
            let is_under_way = self.under_way.values().any(|under_way| *under_way == id);
            if is_under_way || self.due.get(&id).is_some_and(|due| *due > now) {
                continue;
            }
            let connections = connections.clone();
            let task = self.tasks.spawn(async move { connections.pass(id).await });
            self.under_way.insert(task.id(), id);
        }
    }

    /// Waits until a pass has ended, and notes when its connection is due again.
    async fn end_of_one(&mut self) {
        let (task, wait) = match self.tasks.join_next_with_id().await {
            Some(Ok((task, wait))) => (task, wait),
            Some(Err(panic)) => (panic.id(), after_panic(&panic)),
            None => return std::future::pending().await,
        };
        if let Some(id) = self.under_way.remove(&task) {
            self.due.insert(id, time::Instant::now() + wait);
        }
    }

    /// When the first connection is due, of those that have no pass under way.
    fn next_look(&self) -> time::Instant {
        let is_idle = |id: &ConnectionId| self.under_way.values().all(|under_way| under_way != id);
        let idle = time::Instant::now() + IDLE;
        self.due.iter().filter(|(id, _)| is_idle(id)).map(|(_, due)| *due).fold(idle, time::Instant::min)
    }
}
