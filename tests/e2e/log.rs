//! The connection log: every attempt, whatever became of it, to be searched and copied.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::views::LOG;

use crate::banks::{GINGHAM, PLATYPUS};
use crate::keys::{PASTE, SELECT_ALL};

const SEARCH: &str = "Search the connection log";

#[test]
fn every_attempt_is_in_the_connection_log_and_can_be_found_and_copied() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        leave_connecting(journey, &main).await?;
        main.choose(PLATYPUS.name).await?;
        main.open_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.done().await?;

        main.show(LOG).await?;
        let lines = main.log().await?;
        let told: Vec<_> = lines.iter().map(|line| (line.what.as_str(), line.outcome.as_str())).collect();
        assert_eq!(told, [("Update", "Updated"), ("Connect", "Nothing changed")]);
        assert!(lines[0].bank.contains(PLATYPUS.name) && lines[0].bank.contains(PLATYPUS.id), "{lines:?}");
        assert!(lines.iter().all(|line| line.session_id.len() > 3 && line.request_id.len() > 3), "{lines:?}");
        main.window().fill("searchbox", SEARCH, PLATYPUS.id).await?;
        main.window().see_text("1 of 2").await?;
        assert_eq!(main.log().await?.len(), 1);
        assert_eq!(main.log().await?[0], lines[0]);

        main.window().press("button", "Copy this line").await?;
        main.window().see_text("Copied").await?;
        let field = main.window().see("searchbox", SEARCH).await?;
        field.send_keys(SELECT_ALL).await?;
        field.send_keys(PASTE).await?;
        let pasted = field.prop("value").await?.unwrap_or_default();
        for part in [&lines[0].who, PLATYPUS.name, PLATYPUS.id, "Updated", &lines[0].session_id] {
            assert!(pasted.contains(part), "`{part}` is not in what was copied: {pasted}");
        }
        Ok(())
    })
}

async fn leave_connecting(journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    main.open_connect().await?;
    let bank = journey.bank_page().await?;
    bank.sign_in_at(GINGHAM.id).await?;
    main.window().press("button", "Cancel…").await?;
    main.window().see("alertdialog", "Leave in the middle of connecting?").await?;
    main.leave().await?;
    main.window().see("dialog", "Nothing changed").await?;
    main.done().await
}
