//! The death of a process in the middle of its own work: at a chosen step of a chosen piece of it, or right before
//! something lasting is done.
//!
//! A piece of work is a span of the product, and each time that it goes on is a step: with the first one it begins, and
//! there is another one after everything that it waited for, such as a statement or an answer.
//!
//! Lasting is a commit of the records, what is put into the keyring or taken out of it, each step by which a file comes
//! under another key or a backup into the place of the records, and whatever changes something at Plaid. They come one after the other, so that before one of them is
//! after the one before.

use std::{
    fmt, process,
    sync::atomic::{AtomicU32, Ordering},
};

use serde::Deserialize;
use tracing::{
    Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
    util::SubscriberInitExt,
};

/// The calls that change something at Plaid.
const LASTING_CALLS: [&str; 5] =
    ["/user/create", "/link/token/create", "/item/public_token/exchange", "/item/remove", "/user/items/remove"];

/// Where a process dies. The first step is 1.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Death {
    /// At this step of a span with this name.
    At { work: String, step: u32 },
    /// Right before the lasting step with this number.
    Before { lasting: u32 },
}

impl Death {
    /// Has this process die there, without a word and without putting anything in order.
    pub(crate) fn await_it(self) {
        let (work, steps) = match self {
            Self::At { work, step } => (Some(work), step),
            Self::Before { lasting } => (None, lasting),
        };
        tracing_subscriber::registry().with(Countdown { work, steps_left: AtomicU32::new(steps) }).init();
    }
}

struct Countdown {
    /// The span whose steps count. `None` where the lasting ones do.
    work: Option<String>,
    steps_left: AtomicU32,
}

impl Countdown {
    fn step(&self) {
        if self.steps_left.fetch_sub(1, Ordering::Relaxed) == 1 {
            process::abort();
        }
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Countdown {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        if self.work.is_none() && is_lasting(attributes) {
            self.step();
        }
    }

    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        let is_it = |metadata: &Metadata<'_>| {
            Some(metadata.name()) == self.work.as_deref() && metadata.target().starts_with("connections")
        };
        if context.metadata(id).is_some_and(is_it) {
            self.step();
        }
    }
}

fn is_lasting(attributes: &Attributes<'_>) -> bool {
    let metadata = attributes.metadata();
    match (metadata.target(), metadata.name()) {
        ("connections::store::transaction", "commit_records")
        | ("connections::vault", "write" | "forget")
        | ("connections::store::backups::restore", "restore_step")
        | ("connections::store::reencryption", "make_copy" | "put_under" | "append" | "put_in_place") => true,
        ("plaid::client", "plaid") => {
            let mut endpoint = Endpoint(String::new());
            attributes.record(&mut endpoint);
            LASTING_CALLS.contains(&endpoint.0.as_str())
        }
        _ => false,
    }
}

/// Reads which endpoint is called.
struct Endpoint(String);

impl Visit for Endpoint {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "endpoint" {
            value.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}
