//! Keeps calls within Plaid's rate limits, per Item and per client, so that Plaid need not refuse them.
//!
//! A call waits its turn as long as the wait is short; a long one is refused at once, so that nobody waits unseen.

use std::{num::NonZeroU32, time::Duration};

use governor::{
    DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use crate::{
    endpoint::{Endpoint, Rate},
    error::Error,
};

/// The limiters of one client.
pub(crate) struct Pace {
    endpoints: Vec<EndpointPace>,
    longest_hold: Duration,
}

struct EndpointPace {
    per_item: Option<DefaultKeyedRateLimiter<u64>>,
    per_client: Option<DefaultDirectRateLimiter>,
}

impl Pace {
    pub(crate) fn new(longest_hold: Duration) -> Self {
        let endpoints = Endpoint::ALL.iter().map(|endpoint| EndpointPace::new(endpoint.facts().rate)).collect();
        Self { endpoints, longest_hold }
    }

    /// Holds nobody back.
    pub(crate) fn unlimited() -> Self {
        let free = Rate { per_item: None, per_client: None };
        Self {
            endpoints: Endpoint::ALL.iter().map(|_| EndpointPace::new(free)).collect(),
            longest_hold: Duration::ZERO,
        }
    }

    /// Returns when `endpoint` may be called, for the Item with this key where the call is about one.
    pub(crate) async fn turn(&self, endpoint: Endpoint, item: Option<u64>) -> Result<(), Error> {
        let pace = &self.endpoints[endpoint as usize];
        self.pass(|| item.map_or(Ok(()), |item| pace.try_item(item))).await?;
        self.pass(|| pace.try_client()).await
    }

    /// Tries until `attempt` passes, sleeping as long as it asks for.
    async fn pass(&self, attempt: impl Fn() -> Result<(), Duration>) -> Result<(), Error> {
        let mut held = Duration::ZERO;
        while let Err(wait) = attempt() {
            held += wait;
            if held > self.longest_hold {
                return Err(Error::HeldBack { wait });
            }
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }
}

impl EndpointPace {
    fn new(rate: Rate) -> Self {
        Self {
            per_item: rate.per_item.and_then(quota).map(RateLimiter::keyed),
            per_client: rate.per_client.and_then(quota).map(RateLimiter::direct),
        }
    }

    fn try_item(&self, item: u64) -> Result<(), Duration> {
        let Some(limiter) = &self.per_item else { return Ok(()) };
        limiter.check_key(&item).map_err(|refusal| refusal.wait_time_from(DefaultClock::default().now()))
    }

    fn try_client(&self) -> Result<(), Duration> {
        let Some(limiter) = &self.per_client else { return Ok(()) };
        limiter.check().map_err(|refusal| refusal.wait_time_from(DefaultClock::default().now()))
    }
}

fn quota(per_minute: u32) -> Option<Quota> {
    NonZeroU32::new(per_minute).map(Quota::per_minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many calls of `endpoint` in a row are let through, each for the Item that `item_of` names.
    async fn passes(pace: &Pace, endpoint: Endpoint, item_of: impl Fn(u64) -> Option<u64>) -> u64 {
        for call in 0..20_000 {
            if let Err(error) = pace.turn(endpoint, item_of(call)).await {
                assert!(matches!(error, Error::HeldBack { wait } if wait > Duration::ZERO));
                return call;
            }
        }
        20_000
    }

    #[tokio::test]
    async fn one_item_is_held_back_while_the_others_go_on() {
        let pace = Pace::new(Duration::ZERO);
        assert_eq!(passes(&pace, Endpoint::ItemGet, |_| Some(1)).await, 15);
        assert_eq!(passes(&pace, Endpoint::ItemGet, |_| Some(2)).await, 15);
        assert_eq!(passes(&pace, Endpoint::AccountsGet, |_| Some(1)).await, 15, "each endpoint counts for itself");
        assert_eq!(passes(&pace, Endpoint::ItemRemove, |_| Some(1)).await, 30);
    }

    #[tokio::test]
    async fn all_items_together_keep_the_limit_of_the_client() {
        // A limiter gives back a call every few milliseconds, so a slow machine sees some more than the limit.
        let calls = passes(&Pace::new(Duration::ZERO), Endpoint::InstitutionGet, |_| None).await;
        assert!((400..500).contains(&calls), "{calls}");
        let calls = passes(&Pace::new(Duration::ZERO), Endpoint::ItemRemove, Some).await;
        assert!((2_000..3_000).contains(&calls), "{calls}");
    }

    #[tokio::test]
    async fn an_unlimited_pace_holds_nobody_back() {
        assert_eq!(passes(&Pace::unlimited(), Endpoint::TransactionsRefresh, |_| Some(1)).await, 20_000);
    }

    #[tokio::test]
    async fn an_endpoint_without_a_published_limit_is_never_held_back() {
        let pace = Pace::new(Duration::ZERO);
        assert_eq!(passes(&pace, Endpoint::LinkTokenGet, |_| None).await, 20_000);
    }
}
