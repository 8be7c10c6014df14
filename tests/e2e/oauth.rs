//! A bank that lets one sign in on its own page only, which opens in a window of its own.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::journey;

use crate::banks::OAUTH;

#[test]
fn a_bank_that_opens_its_own_window_is_updated_through_it() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(OAUTH.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.consent().await?;
        bank.window().press("button", "Continue to bank").await?;

        let pop_up = journey.pop_up("/bank").await?;
        pop_up.see("heading", "Share your data").await?;
        pop_up.press_and_go("button", "Authorize").await?;
        pop_up.gone().await?;

        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(OAUTH.name, "Active").await
    })
}
