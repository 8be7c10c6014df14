//! The application, or only the process of its page, is killed in the middle of an update.

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::{Trouble, wait};

use crate::banks::PLATYPUS;

#[test]
fn an_update_that_was_killed_after_the_credentials_is_repaired_at_the_next_start() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        let before = main.accounts().await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        journey.kill().await?;

        let main = journey.start().await?;
        main.confirmation("Repaired by itself").await?;
        main.window().see_text("was taken up again by itself.").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await?;
        main.choose(PLATYPUS.name).await?;
        assert_eq!(main.accounts().await?, before);
        Ok(())
    })
}

#[test]
fn an_update_that_was_killed_after_its_end_is_taken_up_with_its_selection() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.toggle("Plaid Saving ••••1111").await?;
        bank.select().await?;
        bank.window().see("heading", "Success").await?;
        journey.kill().await?;

        let main = journey.start().await?;
        let changes = main.confirmation("Repaired by itself").await?;
        let inactive: Vec<_> = changes.iter().filter(|change| change.what == "Now inactive").collect();
        assert_eq!(inactive.len(), 1, "{changes:?}");
        assert_eq!(inactive[0].account, "Plaid Saving ••••1111");
        Ok(())
    })
}

#[test]
fn an_update_whose_page_died_after_the_credentials_is_repaired_at_once() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        let before = journey.application()?.processes()?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        let read = |journey: &Journey| journey.simulator().calls().get("/accounts/get").copied();
        let times_read = read(journey);
        for process in journey.application()?.processes()? {
            let is_new = !before.iter().any(|other| other.id == process.id);
            if is_new && process.program.ends_with("WebKitWebProcess") {
                process.kill()?;
            }
        }
        wait::until("the bank to be read", async || Ok((read(journey) > times_read).then_some(()))).await?;
        assert!(journey.application()?.runs());

        // The driver gives up when a page dies, so what is on the screen is seen in a new start.
        journey.kill().await?;
        let main = journey.start().await?;
        main.confirmation("Repaired by itself").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await
    })
}
