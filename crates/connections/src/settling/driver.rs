//! What goes on for ever, each on a task of its own, and the loop over the passes. Each connection has a pace of its own: one whose bank is slow keeps no other one waiting.

use std::{collections::HashMap, convert::Infallible, pin::Pin, time::Duration};

use tokio::{
    task::{Id, JoinSet},
    time,
};
use tracing::{error, instrument};

use super::{pace::IDLE, tend::after_panic};
use crate::{
    Connections,
    model::ids::{ConnectionId, LinkSessionId},
};

/// How long a loop rests that ended by a mistake of ours.
const AFTER_A_MISTAKE: Duration = Duration::from_secs(10);

/// What goes on for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Sessions,
    Keyring,
    Health,
    Mail,
    Removals,
    Orphans,
    Backups,
    Condition,
    Idleness,
    Audit,
    Schedules,
    Notices,
}

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
    /// that. A mistake in one of its works stops none of the others, and that one begins again.
    pub async fn run(&self) -> Infallible {
        let mut tasks = JoinSet::new();
        let mut works = HashMap::new();
        for work in Work::ALL {
            works.insert(tasks.spawn(self.clone().keep_at(work)).id(), work);
        }
        loop {
            let ended = match tasks.join_next_with_id().await {
                Some(Ok((_, never))) => match never {},
                Some(Err(ended)) => ended,
                None => return std::future::pending().await,
            };
            let Some(work) = works.remove(&ended.id()) else { continue };
            error!(?work, %ended, "it begins again");
            let again = self.clone().begin_again(work);
            works.insert(tasks.spawn(again).id(), work);
        }
    }

    async fn begin_again(self, work: Work) -> Infallible {
        if work == Work::Idleness {
            // Nobody knows whether anybody is there.
            self.lock_unseen().await;
        } else {
            time::sleep(AFTER_A_MISTAKE).await;
        }
        self.keep_at(work).await
    }

    async fn keep_at(self, work: Work) -> Infallible {
        // On the heap: together they would be a large value to move around.
        let keeping_at: Pin<Box<dyn Future<Output = Infallible> + Send + '_>> = match work {
            Work::Sessions => Box::pin(self.drive()),
            Work::Keyring => Box::pin(self.watch_keyring()),
            Work::Health => Box::pin(self.watch_health()),
            Work::Mail => Box::pin(self.send_mail()),
            Work::Removals => Box::pin(self.watch_removals()),
            Work::Orphans => Box::pin(self.watch_orphans()),
            Work::Backups => Box::pin(self.keep_backups()),
            Work::Condition => Box::pin(self.watch_condition()),
            Work::Idleness => Box::pin(self.watch_idleness()),
            Work::Audit => Box::pin(self.watch_audit()),
            Work::Schedules => Box::pin(self.watch_schedules()),
            Work::Notices => Box::pin(self.watch_notices()),
        };
        keeping_at.await
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

impl Work {
    const ALL: [Self; 12] = [
        Self::Sessions,
        Self::Keyring,
        Self::Health,
        Self::Mail,
        Self::Removals,
        Self::Orphans,
        Self::Backups,
        Self::Condition,
        Self::Idleness,
        Self::Audit,
        Self::Schedules,
        Self::Notices,
    ];
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

#[cfg(test)]
mod tests;
