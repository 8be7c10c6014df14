//! An exchange whose answer is lost: the login that nobody holds is found and removed, or can be told to Plaid Support.

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::views::{LOST_LOGINS, support_text};
use bank_connections_tests::{Trouble, simulator, wait};
use plaid_sandbox::{Fault, FaultRule};

use crate::banks::GINGHAM;

const CHECKING: &str = "Plaid Checking ••••0000";

#[test]
fn a_login_that_nobody_holds_is_found_and_removed_on_the_user_s_word() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = lose(journey).await?;
        main.done().await?;
        assert_eq!(main.row_of(GINGHAM.name).await?, "", "nothing is connected");
        let orphan = simulator::items_in_use(journey.simulator(), GINGHAM.id).remove(0).item_id;
        main.show(LOST_LOGINS).await?;
        sees_state(&main, &orphan, "Still at Plaid").await?;
        main.window().press("button", "Remove at Plaid…").await?;
        main.window().see("alertdialog", "Remove this login at Plaid?").await?;
        assert_eq!(simulator::items_in_use(journey.simulator(), GINGHAM.id).len(), 1, "not before the user's word");
        assert_eq!(main.window().focused().await?, "Keep", "the safe answer has the focus");
        main.window().press("button", "Remove at Plaid").await?;

        sees_state(&main, &orphan, "Removed").await?;
        assert_eq!(simulator::items_in_use(journey.simulator(), GINGHAM.id), []);
        Ok(())
    })
}

#[test]
fn where_plaid_lists_no_logins_there_is_a_text_for_plaid_support() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.simulator().switch(|switches| switches.user_api = false);
        let main = lose(journey).await?;
        let told = support_text(main.window()).await?;
        main.done().await?;
        main.show(LOST_LOGINS).await?;
        main.window().see_text("Plaid does not list logins for this firm").await?;
        let session = &journey.simulator().links()[0].sessions[0];
        let text = support_text(main.window()).await?;
        assert_eq!(text, told, "the same as right after it happened");
        for said in [GINGHAM.id, &session.link_session_id, "Request ID", "UTC", "please"] {
            assert!(text.to_lowercase().contains(&said.to_lowercase()), "`{said}` is not in {text}");
        }
        main.window().press("button", "Copy text for Plaid Support").await?;
        main.window().see_text("Copied").await
    })
}

/// Connects a bank, and the answer that brings the login is lost.
async fn lose(journey: &mut Journey) -> Result<MainWindow, Trouble> {
    let main = journey.start_ready().await?;
    journey.simulator().add_fault(FaultRule::new("/item/public_token/exchange", Fault::CutAfter).times(1));
    main.open_connect().await?;
    let bank = journey.bank_page().await?;
    bank.connect_at(GINGHAM.id, &[CHECKING]).await?;
    main.window().see("dialog", "Plaid’s answer was lost").await?;
    Ok(main)
}

async fn sees_state(main: &MainWindow, item_id: &str, state: &str) -> Result<(), Trouble> {
    let what = format!("the lost login to be `{state}`");
    wait::until(&what, async || {
        let logins = main.lost_logins().await?;
        let found = logins.iter().find(|cells| cells.iter().any(|cell| cell == item_id));
        Ok(found.and_then(|cells| cells.get(3)).is_some_and(|found| found.contains(state)).then_some(()))
    })
    .await
}
