//! Statements on the screen: imported by an accountant, looked at, imported again, and an import that is cancelled.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::simulator;
use bank_connections_tests::views::{CONNECTIONS, STATEMENTS};
use jiff::civil::Date;
use jiff::{ToSpan as _, tz::TimeZone};
use plaid_sandbox::{BankTransaction, Fault, FaultRule};

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
        main.import_statements(&LINKED, end_of_last_month(journey) - 14.days()).await?;
        main.window().press("button", "Close").await?;
        let before = main.statements().await?;

        let endless = u64::from(u32::MAX);
        journey.simulator().add_fault(FaultRule::new(SYNC, Fault::LatencyMs { ms: endless }));
        main.begin_import(&LINKED, None).await?;
        main.window().see_text("0 of 3 accounts done").await?;
        main.window().press("button", "Stop the import").await?;
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
fn after_a_login_was_replaced_days_that_nobody_told_of_are_named_and_doubts_are_asked() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.import_some_time_ago(50).await?;
        // Plaid has only the last thirty days of a new login at first.
        journey.simulator().switch(|switches| switches.history_ready_after_s = 60 * 60);
        let now = journey.simulator().now().to_zoned(TimeZone::UTC);
        let today = now.date();
        // Days that were not over in the far west when the earlier login was read are among them.
        let first = now.saturating_sub(50.days()).saturating_sub(12.hours()).date();
        let missing = (today.saturating_sub(30.days()) - first).get_days();
        let main = journey.start_ready().await?;
        let window = main.window();
        main.choose(TARTAN.name).await?;
        replace(journey, &main).await?;
        book(journey, today - 3.days(), "CEDAR PRINTERS");
        main.show(STATEMENTS).await?;
        main.import_statements(&["1010"], today).await?;
        window.press("button", "Close").await?;
        window.press("button", "Show the days").await?;
        window.see("dialog", "Days without transactions").await?;
        window.see_text(&format!("{missing} days")).await?;
        window.press("button", "Close").await?;

        main.show(CONNECTIONS).await?;
        replace(journey, &main).await?;
        book(journey, today - 2.days(), "CEDAR PRINTERS LLC");
        main.show(STATEMENTS).await?;
        main.import_statements(&["1010"], today).await?;
        window.press("button", "Close").await?;
        window.press("button", "Tell apart").await?;
        window.see("dialog", "On record already?").await?;
        window.see_text("CEDAR PRINTERS LLC").await?;
        window.press("radio", "The same transaction").await?;
        window.press("button", "Save decision").await?;
        window.see_no("dialog", "On record already?").await?;
        window.press("button", "All lines of 1010 Operating account").await?;
        window.fill("searchbox", "Search lines", "cedar").await?;
        main.sees_fact("Lines found", "1").await
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
        main.window().see_text("1 bank could not be read").await?;
        main.window().see_text("1 account asks for your attention.").await
    })
}

/// Replaces the login of the chosen bank.
async fn replace(journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    main.open_replace().await?;
    journey.bank_page().await?.connect_all_at(TARTAN.id).await?;
    main.confirmation("Login replaced").await?;
    main.done().await
}

/// Has Tartan Bank book something in its checking account.
fn book(journey: &Journey, on: Date, name: &str) {
    let items = simulator::items_in_use(journey.simulator(), TARTAN.id);
    let item = items.last().expect("the bank is connected");
    let checking = item.accounts.iter().find(|account| account.key == "checking").expect("it is there");
    let booked = BankTransaction { date: Some(on), ..BankTransaction::of_cents(8_415, name) };
    let account = checking.account_id.as_deref().expect("it is granted");
    journey.simulator().book(&item.item_id, account, &booked).expect("it can be booked");
}

/// The last day of the month before this one, in the simulator's time.
fn end_of_last_month(journey: &Journey) -> Date {
    let today = journey.simulator().now().to_zoned(TimeZone::UTC).date();
    today.first_of_month().saturating_sub(1.day())
}
