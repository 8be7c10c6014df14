//! The death of a process in the middle of its own work: at a chosen step of a chosen piece of it.
//!
//! A piece of work is a span of the product, and each time that it goes on is a step: with the first one it begins, and
//! there is another one after everything that it waited for, such as a statement or an answer.

use std::{
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use serde::Deserialize;
use tracing::{Subscriber, span::Id};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
    util::SubscriberInitExt,
};

/// Where a process dies.
#[derive(Debug, Deserialize)]
pub(crate) struct Death {
    /// The name of the span.
    work: String,
    /// The step. The first one is 1.
    step: u32,
}

impl Death {
    /// Has this process die there, without a word and without putting anything in order.
    pub(crate) fn await_it(self) {
        let Self { work, step } = self;
        tracing_subscriber::registry().with(Countdown { work, steps_left: AtomicU32::new(step) }).init();
    }
}

struct Countdown {
    work: String,
    steps_left: AtomicU32,
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Countdown {
    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        let is_it = |metadata: &tracing::Metadata<'_>| {
            metadata.name() == self.work && metadata.target().starts_with("connections")
        };
        if context.metadata(id).is_some_and(is_it) && self.steps_left.fetch_sub(1, Ordering::Relaxed) == 1 {
            process::abort();
        }
    }
}
