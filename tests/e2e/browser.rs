//! The bank's page in the user's own browser, for banks that refuse windows of applications.

use bank_connections_tests::Trouble;
use bank_connections_tests::browser::Browser;
use bank_connections_tests::journey::journey;

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

        let mut browser = Browser::open(&journey.desktop().opened_address().await?).await?;
        browser.send("continue", &[]).await?;
        browser.send("sign_in", &[("username", "user_good"), ("password", "pass_good")]).await?;
        browser.send_as_offered("select").await?;
        browser.send("finish", &[]).await?;

        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await
    })
}
