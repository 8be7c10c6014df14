//! The confirmation speaks only of what is in the records.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::journey;
use plaid_sandbox::{Fault, FaultRule};

use crate::banks::PLATYPUS;

#[test]
fn a_confirmation_that_was_seen_survives_a_power_cut() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.toggle("Plaid Saving ••••1111").await?;
        bank.select_and_finish().await?;
        let seen = main.confirmation("Updated").await?;
        journey.kill().await?;

        // Nobody is asked again: what is shown now comes from the records.
        let endpoints = ["/link/token/get", "/item/get", "/accounts/get"];
        for endpoint in endpoints {
            journey.simulator().add_fault(FaultRule::new(endpoint, Fault::CutBefore));
        }
        let main = journey.start().await?;
        assert_eq!(main.confirmation("Updated").await?, seen);
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await?;
        main.choose(PLATYPUS.name).await?;
        let inactive = main.accounts().await?.into_iter().filter(|account| account.usage == "Inactive").count();
        assert_eq!(inactive, 1);
        Ok(())
    })
}

#[test]
fn there_is_no_confirmation_while_the_bank_can_t_be_read() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        let down = Fault::Error { error_code: "INTERNAL_SERVER_ERROR".to_owned(), error_type: None, http_status: None };
        journey.simulator().add_fault(FaultRule::new("/accounts/get", down));
        bank.select_and_finish().await?;

        main.window().see("dialog", "The result can’t be read yet").await?;
        assert!(!main.window().has("dialog", "Updated").await?);
        main.window().press("button", "Work on meanwhile").await?;
        main.sees_status(PLATYPUS.name, "Update interrupted").await?;

        journey.simulator().clear_faults();
        main.window().press("button", "Try again now").await?;
        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await
    })
}
