//! The bank's page in the user's own browser, for banks that refuse windows of applications.

use bank_connections_tests::Trouble;
use bank_connections_tests::bank_page::{PASSWORD, USER};
use bank_connections_tests::journey::journey;
use plaid_sandbox::Visit;

use crate::banks::PLATYPUS;

#[test]
fn the_same_session_can_be_finished_in_the_user_s_browser() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        main.window().press("button", "Open in my browser instead").await?;
        bank.window().gone().await?;
        main.window().see("dialog", "Finish in your browser").await?;

        let visit =
            journey.simulator().visit(&journey.desktop().opened_address().await?).expect("it is the page's address");
        let finished = visit.agree().and_then(|visit| visit.sign_in(USER, PASSWORD));
        let finished = finished.and_then(|visit| visit.select(|account| account.checked)).and_then(Visit::finish);
        finished.expect("these are the steps of the page");

        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await
    })
}
