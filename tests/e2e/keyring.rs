//! A computer without a keyring.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::journey_with;
use bank_connections_tests::secret_service::Keyring;

#[test]
fn the_demo_says_that_its_secrets_are_kept_in_memory_where_there_is_no_keyring() -> Result<(), Trouble> {
    journey_with(Keyring::Missing, async |journey| {
        let main = journey.start_ready().await?;
        main.window().see_text("so the secrets of the demo are kept in memory only").await
    })
}
