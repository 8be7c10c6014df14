//! What changes at the bank outside of an update is suggested, and never taken over silently.

use bank_connections_tests::journey::journey;
use bank_connections_tests::{Trouble, simulator};
use plaid_sandbox::OpenedAccount;

use crate::banks::TARTAN;

#[test]
fn an_account_that_was_opened_at_the_bank_is_suggested_for_an_update() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(TARTAN.name).await?;
        let before = main.accounts().await?;
        let item = simulator::item_at(journey.simulator(), TARTAN.id)?;
        journey.simulator().open_account(&item.item_id, OpenedAccount::default()).expect("the Item is there");
        journey.kill().await?;

        let main = journey.start_ready().await?;
        main.sees_status(TARTAN.name, "1 new account at Tartan Bank: update to choose").await?;
        main.sees_status(TARTAN.name, "Needs update").await?;
        main.choose(TARTAN.name).await?;
        assert_eq!(main.accounts().await?, before, "nothing is taken over by itself");

        main.open_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        let changes = main.confirmation("Updated").await?;
        let new: Vec<_> = changes.iter().filter(|change| change.what == "New account").collect();
        assert_eq!(new.len(), 1, "{changes:?}");
        main.done().await?;
        main.sees_status(TARTAN.name, "Active").await?;
        assert!(!main.row_of(TARTAN.name).await?.contains("new account"));
        Ok(())
    })
}
