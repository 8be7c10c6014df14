//! Statements on the screen: imported by an accountant, looked at, imported again, and an import that is cancelled.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::simulator;
use bank_connections_tests::views::STATEMENTS;
use jiff::civil::Date;
use jiff::{ToSpan as _, tz::TimeZone};
use plaid_sandbox::{Fault, FaultRule};

use crate::banks::{PLATYPUS, TARTAN};

const SYNC: &str = "/transactions/sync";
const LINKED: [&str; 3] = ["1010", "1020", "2100"];

#[test]
fn an_accountant_imports_up_to_a_date_and_a_second_time_there_is_nothing_new() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose_in_menu("Switch to Accountant").await?;
        main.sees_user("Accountant").await?;
        main.show(STATEMENTS).await?;
        main.window().see_text("No statements yet").await?;
        let until = end_of_last_month(journey);
        main.import_statements(&LINKED, until).await?;
        main.window().see_text("3 statements were made.").await?;
        main.window().press("button", "Close").await?;

        let statements = main.statements().await?;
        assert_eq!(statements.len(), 3, "{statements:?}");
        for row in &statements {
            assert_eq!(row[4], "Agrees", "what is computed is what the bank says: {row:?}");
            assert!(row[6].contains("Accountant"), "{row:?}");
        }
        let operating = statements.iter().find(|row| row[0].starts_with("Operating account")).expect("it is imported");
        main.window().press("button", "All lines of 1010 Operating account").await?;
        main.window().see("table", "Lines").await?;
        assert_eq!(main.fact("Lines").await?, operating[5]);
        main.window().fill("searchbox", "Search lines", "rent").await?;
        main.window().see_text("Lines found").await?;
        main.window().see_text("ACORN PROPERTY RENT").await?;
        main.window().press("button", "All statements").await?;

        main.import_statements(&LINKED, until).await?;
        main.window().see_text("No statement was made.").await?;
        main.window().see_text("Imported already").await?;
        main.window().press("button", "Close").await?;
        assert_eq!(main.statements().await?, statements, "nothing is there twice");
        Ok(())
    })
}

#[test]
fn an_import_that_is_cancelled_leaves_what_was_committed() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.show(STATEMENTS).await?;
        main.import_statements(&LINKED, end_of_last_month(journey)).await?;
        main.window().press("button", "Close").await?;
        let before = main.statements().await?;

        let endless = u64::from(u32::MAX);
        journey.simulator().add_fault(FaultRule::new(SYNC, Fault::LatencyMs { ms: endless }));
        main.begin_import(&LINKED, None).await?;
        main.window().see_text("0 of 3 accounts done").await?;
        main.window().press("button", "Cancel the import").await?;
        main.window().see_text("Import cancelled").await?;
        main.window().see_text("Nothing of this account was imported.").await?;
        main.window().press("button", "Close").await?;
        assert_eq!(main.statements().await?, before);

        journey.simulator().clear_faults();
        main.begin_import(&LINKED, None).await?;
        main.window().see_text("Import finished").await?;
        main.window().press("button", "Close").await?;
        assert!(main.statements().await?.len() > before.len(), "it is taken up where it was");
        Ok(())
    })
}

#[test]
fn an_account_that_can_t_be_imported_says_why_and_what_to_do() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.show(STATEMENTS).await?;
        main.window().press("button", "Import statements").await?;
        main.window().fill("searchbox", "Search accounts", PLATYPUS.name).await?;
        main.window().see_text("Not linked to a bank account").await?;
        main.window().see_text("Link it to one of your bank accounts under Bank accounts.").await?;
        let rows = main.accounts_to_import().await?;
        assert!(rows.len() > 5, "{rows:?}");
        for row in rows {
            assert!(row.iter().any(|cell| cell.starts_with("Not linked to a bank account")), "{row:?}");
        }
        assert!(!main.window().see("button", "Import").await?.is_enabled().await?, "nothing can be chosen");
        main.window().press("button", "Cancel").await?;

        // What stands in the way only turns up with Plaid is said in the result.
        let tartan = simulator::item_at(journey.simulator(), TARTAN.id)?;
        journey.simulator().set_item_error(&tartan.item_id, Some("ITEM_LOGIN_REQUIRED")).expect("the Item is there");
        main.begin_import(&["1010"], None).await?;
        main.window().see_text("The connection needs an update. Update it, then import again.").await?;
        main.window().see_text("1 account asks for your attention.").await
    })
}

/// The last day of the month before this one, in the simulator's time.
fn end_of_last_month(journey: &Journey) -> Date {
    let today = journey.simulator().now().to_zoned(TimeZone::UTC).date();
    today.first_of_month().saturating_sub(1.day())
}
