//! From the end of the Link session to the confirmation.

use std::collections::BTreeMap;
use std::time::Duration;

use bank_connections_tests::Trouble;
use bank_connections_tests::desktop::Theme;
use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::secret_service::Keyring;
use plaid_sandbox::{Fault, FaultRule, Sandbox};
use tokio::time::{Instant, sleep_until};

use crate::series::{Series, head};

const RUNS: usize = 10;

/// Updated in turns, and not more often than this: each login may be read only so many times a minute.
const BANKS: [&str; 2] = ["First Platypus Bank", "Tartan Bank"];
const PACE: Duration = Duration::from_secs(5);

/// How far away Plaid is in the second half, to tell round trips from everything else.
const FAR_MS: u64 = 100;

/// Notes when the confirmation comes into the page.
const WATCH: &str = "
    window.confirmed = null;
    const seen = () => [...document.querySelectorAll('[role=dialog] h2')].some(({ textContent }) => textContent === 'Updated');
    new MutationObserver((_, observer) => {
        if (!seen()) return;
        window.confirmed = Date.now();
        observer.disconnect();
    }).observe(document.body, { childList: true, subtree: true, characterData: true });";

type Calls = BTreeMap<String, u64>;

/// Measures and reports.
pub async fn measure() -> Result<(), Trouble> {
    println!("Updating a connection {RUNS} times with Plaid near by, and {RUNS} times {FAR_MS} ms away");
    let mut journey = Journey::begin(Keyring::Unlocked, Theme::Light).await?;
    let main = journey.start_ready().await?;
    let (near, calls) = updates(&journey, &main).await?;
    journey.simulator().add_fault(FaultRule::new("*", Fault::LatencyMs { ms: FAR_MS }));
    let (far, _) = updates(&journey, &main).await?;
    println!("{}", head("End of the session to the confirmation"));
    println!("{}", near.line("  Plaid near by", "ms (aim: at most 50 beside the round trips)"));
    println!("{}", far.line(&format!("  Plaid {FAR_MS} ms away"), "ms"));
    #[allow(clippy::cast_precision_loss, reason = "it is a small number")]
    let round_trips = (far.median() - near.median()) / FAR_MS as f64;
    println!("{:<54} {round_trips:>8.1}   (aim: at most 2)", "  round trips, one after another");
    for (endpoint, number) in calls {
        println!("{:<54} {number:>8}", format!("  calls of {endpoint}"));
    }
    Ok(())
}

/// The times, and the calls of the last update.
async fn updates(journey: &Journey, main: &MainWindow) -> Result<(Series, Calls), Trouble> {
    let (mut times, mut calls) = (Series::default(), Calls::new());
    for bank in BANKS.iter().cycle().take(RUNS) {
        let next = Instant::now() + PACE;
        main.choose(bank).await?;
        main.open_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select().await?;
        bank.window().see("heading", "Success").await?;
        main.window().run(WATCH, Vec::new()).await?;
        let before = journey.simulator().calls();
        bank.finish().await?;
        main.confirmation("Updated").await?;
        let confirmed = main.window().run("return window.confirmed;", Vec::new()).await?;
        times.add(confirmed.as_f64().unwrap_or(f64::NAN) - finished_ms(journey.simulator())?);
        calls = since(&before, journey.simulator());
        main.done().await?;
        sleep_until(next).await;
    }
    Ok((times, calls))
}

/// When the last session ended, in milliseconds since the epoch.
fn finished_ms(sandbox: &Sandbox) -> Result<f64, Trouble> {
    let ends = sandbox.links().into_iter().flat_map(|link| link.sessions).filter_map(|session| session.finished_at);
    let last = ends.max().ok_or_else(|| Trouble::Simulator("no session has ended".to_owned()))?;
    Ok(last.as_duration().as_secs_f64() * 1000.0)
}

fn since(before: &Calls, sandbox: &Sandbox) -> Calls {
    let mut calls = sandbox.calls();
    for (endpoint, number) in &mut calls {
        *number -= before.get(endpoint).copied().unwrap_or_default();
    }
    calls.retain(|_, number| *number > 0);
    calls
}
