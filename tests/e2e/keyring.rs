//! A computer whose keyring is missing, or comes later.

use bank_connections_tests::journey::journey_with;
use bank_connections_tests::secret_service::Keyring;
use bank_connections_tests::{Trouble, simulator};

#[test]
fn the_demo_says_that_its_secrets_are_kept_in_memory_where_there_is_no_keyring() -> Result<(), Trouble> {
    journey_with(Keyring::Missing, async |journey| {
        let main = journey.start_ready().await?;
        main.window().see_text("so the secrets of the demo are kept in memory only").await
    })
}

#[test]
fn without_a_keyring_the_firm_s_own_connections_wait_until_there_is_one() -> Result<(), Trouble> {
    journey_with(Keyring::Missing, async |journey| {
        journey.launch().environment = simulator::firm_on(journey.simulator());
        let main = journey.start().await?;
        main.window().see("heading", "No keyring on this computer").await?;
        main.window().press("button", "Try again").await?;
        main.window().see("heading", "No keyring on this computer").await?;
        assert!(journey.simulator().calls().is_empty(), "nothing is asked of Plaid before secrets are safe");

        journey.desktop().secret_service().unlock("")?;
        main.window().press("button", "Try again").await?;
        main.window().see_text("No bank connections yet").await
    })
}
