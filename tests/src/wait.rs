//! Waiting for a state. Nothing in the tests waits for time to pass.

use std::time::Duration;

use thirtyfour::error::WebDriverErrorInner;
use tokio::time::{Instant, sleep};

use crate::Trouble;

/// Long enough for anything that the application does by itself on a busy machine of two cores.
pub const PATIENCE: Duration = Duration::from_secs(20);

const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// Looks again and again until there is something. A window or an element that has just gone counts as nothing yet.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<Option<T>, Trouble>) -> Result<T, Trouble> {
    within(PATIENCE, what, look).await
}

/// As `until`, with another end.
pub async fn within<T>(
    patience: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>, Trouble>,
) -> Result<T, Trouble> {
    let end = Instant::now() + patience;
    loop {
        let last = match look().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => None,
            Err(trouble) if is_passing(&trouble) => Some(trouble.to_string()),
            Err(trouble) => return Err(trouble),
        };
        if Instant::now() >= end {
            return Err(Trouble::NotSeen { what: what.to_owned(), seconds: patience.as_secs(), last });
        }
        sleep(BETWEEN_LOOKS).await;
    }
}

/// Whether the page only changed under our hands.
pub(crate) fn is_passing(trouble: &Trouble) -> bool {
    let Trouble::WebDriver(error) = trouble else { return false };
    matches!(
        error.as_inner(),
        WebDriverErrorInner::NoSuchElement(_)
            | WebDriverErrorInner::NoSuchWindow(_)
            | WebDriverErrorInner::NoSuchFrame(_)
            | WebDriverErrorInner::StaleElementReference(_)
            | WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
            | WebDriverErrorInner::JavascriptError(_)
    )
}
