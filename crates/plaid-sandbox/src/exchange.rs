//! What went over the API: a count by endpoint always, requests and answers where recording is switched on.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;
use serde_json::Value;

/// The oldest exchanges are dropped beyond this many.
const EXCHANGES_KEPT: usize = 10_000;

/// One request to the API and its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exchange {
    /// The path, such as `/item/get`.
    pub endpoint: String,
    /// The body of the request. `null` if it was no JSON.
    pub request: Value,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The body of the answer, as it was meant.
    pub response: Value,
    /// Whether a fault came between: the client did not see this answer, or a made-up one.
    pub faulted: bool,
}

/// The exchanges and counts of one run.
#[derive(Debug, Default)]
pub(crate) struct Exchanges {
    calls: BTreeMap<String, u64>,
    recorded: VecDeque<Exchange>,
}

impl Exchanges {
    pub(crate) fn count(&mut self, endpoint: &str) {
        *self.calls.entry(endpoint.to_owned()).or_default() += 1;
    }

    pub(crate) fn record(&mut self, exchange: Exchange) {
        if self.recorded.len() == EXCHANGES_KEPT {
            self.recorded.pop_front();
        }
        self.recorded.push_back(exchange);
    }

    pub(crate) const fn calls(&self) -> &BTreeMap<String, u64> {
        &self.calls
    }

    pub(crate) fn recorded(&self) -> Vec<Exchange> {
        self.recorded.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
