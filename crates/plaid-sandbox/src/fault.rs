//! Faults: what the API is told to do wrong, on which endpoint, and how many times.

use serde::{Deserialize, Serialize};

/// One way to go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// Answers with an error and does nothing.
    Error {
        /// Plaid's code, such as `RATE_LIMIT`.
        error_code: String,
        /// Plaid's type. By default the one that belongs to the code.
        #[serde(default)]
        error_type: Option<String>,
        /// By default the one that belongs to the code.
        #[serde(default)]
        http_status: Option<u16>,
    },
    /// Waits, then works as usual. A client that hangs up meanwhile has nothing done for it.
    LatencyMs {
        /// How long, in milliseconds.
        ms: u64,
    },
    /// Waits until the held calls are released, then works as usual. A client that hangs up meanwhile has nothing done for it.
    Held,
    /// Cuts the connection and does nothing.
    CutBefore,
    /// Does the work, then cuts the connection: the answer is lost.
    CutAfter,
    /// Does the work, then answers with JSON that stops in the middle.
    Truncated,
    /// Does the work, then answers with JSON of an entirely different shape.
    WrongJson,
}

/// A fault, where it strikes and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// The path of the endpoint, such as `/item/get`, or `*` for every one.
    pub endpoint: String,
    /// What goes wrong.
    pub fault: Fault,
    /// How many calls it strikes. `None`: every one until the faults are cleared.
    #[serde(default)]
    pub times: Option<u32>,
    /// How many calls it lets pass before it strikes.
    #[serde(default)]
    pub after: u32,
}

impl FaultRule {
    /// A fault that strikes every call of the endpoint.
    #[must_use]
    pub fn new(endpoint: &str, fault: Fault) -> Self {
        Self { endpoint: endpoint.to_owned(), fault, times: None, after: 0 }
    }

    /// Strikes only so many calls.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times: Some(times), ..self }
    }

    /// Lets so many calls pass before it strikes.
    #[must_use]
    pub fn after(self, calls: u32) -> Self {
        Self { after: calls, ..self }
    }
}

/// The rules that stand. The first that fits a call is the only one that strikes it.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<FaultRule>);

impl Faults {
    pub(crate) fn add(&mut self, rule: FaultRule) {
        self.0.push(rule);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn rules(&self) -> &[FaultRule] {
        &self.0
    }

    /// The fault that strikes this call, if one does.
    pub(crate) fn strike(&mut self, endpoint: &str) -> Option<Fault> {
        for rule in &mut self.0 {
            if rule.endpoint != "*" && rule.endpoint != endpoint {
                continue;
            }
            if rule.after > 0 {
                rule.after -= 1;
                continue;
            }
            match &mut rule.times {
                Some(0) => {}
                Some(left) => {
                    *left -= 1;
                    return Some(rule.fault.clone());
                }
                None => return Some(rule.fault.clone()),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_its_endpoint_as_often_as_it_was_told() {
        let mut faults = Faults::default();
        faults.add(FaultRule::new("/item/get", Fault::CutAfter).after(1).times(1));
        assert_eq!(faults.strike("/accounts/get"), None);
        assert_eq!(faults.strike("/item/get"), None);
        assert_eq!(faults.strike("/item/get"), Some(Fault::CutAfter));
        assert_eq!(faults.strike("/item/get"), None);
    }

    #[test]
    fn a_fault_for_every_endpoint_stands_until_it_is_cleared() {
        let mut faults = Faults::default();
        faults.add(FaultRule::new("*", Fault::LatencyMs { ms: 5 }));
        assert_eq!(faults.strike("/item/get"), Some(Fault::LatencyMs { ms: 5 }));
        assert_eq!(faults.strike("/item/remove"), Some(Fault::LatencyMs { ms: 5 }));
        faults.clear();
        assert_eq!(faults.strike("/item/get"), None);
    }
}
