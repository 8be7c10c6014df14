//! The firm's own bank accounts, from the first one to what feeds it, on the screen.

use std::fs;

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::views::{BANK_ACCOUNTS, CONNECTIONS, STATEMENTS};
use jiff::{ToSpan as _, tz::TimeZone};

use crate::banks::TARTAN;

const REVIEW: &str = "Which of these belong together?";
const DEPOSIT: &str = "1030 Certificate of deposit 2222 could be fed by Plaid CD ••••2222";

/// One line of it can't be taken.
const FILE: &str = "\u{feff}Code;Name;Currency;Active\r\n\
    4000;Client money;USD;yes\r\n\
    4010;\"Trust; smaller\";GBP;no\r\n\
    4020;Coins;BTC;yes\r\n\
    1050;Euro account in Vienna;EUR;\r\n";

#[test]
fn bank_accounts_are_added_imported_and_linked_with_a_yes_for_each() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.show(BANK_ACCOUNTS).await?;
        main.window().see_text("3 bank accounts look like accounts at your banks").await?;
        add(&main).await?;

        let file = journey.data().join("bank-accounts.csv");
        fs::write(&file, FILE)?;
        main.window().press("button", "Import CSV…").await?;
        main.window().see("dialog", "Import bank accounts").await?;
        main.window().choose_file(&file).await?;
        main.window().see_text("1 line can’t be taken and will be left out").await?;
        let lines = main.preview_of_file().await?;
        assert_eq!(lines[0][..2], ["4", "4020"], "what can’t be taken stands first: {lines:?}");
        assert!(lines[0][4].starts_with("There is no such currency."), "{lines:?}");
        assert_eq!(is_saved(&main, "4000").await?, Some(false), "nothing is saved by looking");
        main.window().press("button", "Add 2, change 1, leave out 1").await?;
        main.window().see_text("2 bank accounts added, 1 changed. 1 line was left out.").await?;
        main.window().press("button", "Close").await?;
        main.window().see_no("dialog", "Bank accounts imported").await?;
        let listed = main.bank_accounts().await?;
        let of = |code: &str| listed.iter().find(|row| row[0] == code).map(|row| (row[1].clone(), row[6].clone()));
        assert_eq!(of("4010"), Some(("Trust; smaller".to_owned(), "Inactive".to_owned())));
        assert_eq!(of("1050"), Some(("Euro account in Vienna".to_owned(), "Not linked".to_owned())));
        assert_eq!(of("4020"), None);

        accept_one_suggestion(&main).await?;
        journey.kill().await?;
        let main = journey.start_ready().await?;
        main.show(BANK_ACCOUNTS).await?;
        let deposit = main.bank_account("1030").await?;
        assert!(deposit[3].contains("Plaid CD ••••2222"), "{deposit:?}");
        assert_eq!(deposit[4..7], ["$10,000.00", "Oct 1, 2026", "Linked"]);
        assert_eq!(main.bank_account("1040").await?[6], "Not linked", "nobody said yes to this one");

        main.window().press("button", "Review…").await?;
        main.window().see("dialog", REVIEW).await?;
        main.window().press_first("button", |name| name.starts_with("Don’t suggest this: Plaid Money Market")).await?;
        main.window().see_text("1 link is not suggested, because you did not want it.").await?;
        main.window().press("button", "Suggest again").await?;
        main.window().see_no("button", "Suggest again").await?;
        main.window().press("button", "Cancel").await?;
        main.window().see_text("2 bank accounts look like accounts at your banks").await?;
        Ok(())
    })
}

/// Whether there is a bank account of this code. Behind a dialog the table can't be read.
async fn is_saved(main: &MainWindow, code: &str) -> Result<Option<bool>, Trouble> {
    let asked = format!(
        "const [finished] = arguments;
        window.__TAURI_INTERNALS__.invoke('bank_accounts', {{}})
            .then((view) => finished(view.accounts.some((one) => one.code === '{code}')), () => finished(null));"
    );
    Ok(main.window().run_until_called(&asked).await?.as_bool())
}

#[test]
fn another_currency_is_refused_also_past_the_screen() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.show(BANK_ACCOUNTS).await?;
        main.window().press("button", "Link 1050 Euro account").await?;
        main.window().see_text("No account in EUR is free").await?;
        main.window().press("button", "Cancel").await?;
        let refused = main
            .window()
            .run_until_called(
                "const [finished] = arguments;
                const ask = (name, argument) => window.__TAURI_INTERNALS__.invoke(name, { argument });
                (async () => {
                    const { accounts } = await ask('bank_accounts');
                    const [connection] = await ask('bank_connections');
                    await ask('link_bank_account', {
                        account_id: connection.accounts[0].id,
                        bank_account_id: accounts.find(({ code }) => code === '1050').id,
                        opening: { balance: '0', starts_on: '2026-10-01' },
                    });
                })().then(() => finished('linked'), (problem) => finished(problem.code));",
            )
            .await?;
        assert_eq!(refused.as_str(), Some("currency_differs"));
        assert_eq!(main.bank_account("1050").await?[6], "Not linked");
        Ok(())
    })
}

#[test]
fn an_account_is_linked_from_its_connection_and_an_accountant_sees_it() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.show(BANK_ACCOUNTS).await?;
        main.window().press("button", "Change link of 1010 Operating account").await?;
        main.window().press("button", "Unlink…").await?;
        main.window().see("alertdialog", "Unlink this bank account?").await?;
        assert_eq!(main.window().focused().await?, "Keep the link", "the safe answer has the focus");
        main.window().press("button", "Unlink").await?;
        main.window().see_text("1010 Operating account is not linked any more.").await?;

        main.show(CONNECTIONS).await?;
        main.choose(TARTAN.name).await?;
        main.window()
            .press_first("button", |name| name.starts_with("Link BAC-") && name.ends_with("Plaid Checking"))
            .await?;
        main.window().see("dialog", "Link the account").await?;
        main.window().press_first("button", |name| name.contains("Bank account in the books")).await?;
        main.window().press("option", "1010 Operating account").await?;
        main.window().fill("textbox", "Opening balance (USD)", "(1,234.50)").await?;
        main.window().press("button", "Link").await?;
        main.window().see_text("Enter the start date.").await?;
        main.enter_day("Start date", "10012026").await?;
        main.window().press("button", "Link").await?;
        main.window().see_no("dialog", "Link the account").await?;
        main.window().see_text("1010 Operating account").await?;

        main.choose_in_menu("Switch to Accountant").await?;
        main.sees_user("Accountant").await?;
        main.show(BANK_ACCOUNTS).await?;
        let row = main.bank_account("1010").await?;
        assert_eq!(row[4..7], ["-$1,234.50", "Oct 1, 2026", "Linked"], "{row:?}");
        for act in ["Import CSV…", "Add bank account…"] {
            let reason = main.refusal_of(act).await?.unwrap_or_default();
            assert!(reason.starts_with("Only the integration user adds, changes and links"), "{act}: {reason}");
        }
        assert!(!main.window().has("button", "Review…").await?);
        Ok(())
    })
}

#[test]
fn an_opening_balance_that_was_not_right_is_corrected_by_the_next_statement() -> Result<(), Trouble> {
    journey(async |journey| {
        let today = journey.simulator().now().to_zoned(TimeZone::UTC).date();
        let main = journey.start_ready().await?;
        let window = main.window();
        main.show(BANK_ACCOUNTS).await?;
        let right = main.bank_account("1010").await?[4].replace('$', "");
        window.press("button", "Change link of 1010 Operating account").await?;
        window.fill("textbox", "Opening balance (USD)", "1.00").await?;
        window.press("button", "Save").await?;
        window.see_text("The statements of 1010 Operating account begin there now.").await?;
        main.show(STATEMENTS).await?;
        main.import_statements(&["1010"], today.first_of_month().saturating_sub(1.day())).await?;
        window.see_text("The bank says").await?;
        window.press("button", "Close").await?;
        let first = main.statements().await?.remove(0);
        assert_ne!(first[4], "Agrees", "{first:?}");

        main.show(BANK_ACCOUNTS).await?;
        window.press("button", "Change link of 1010 Operating account").await?;
        window.see_text("Used so far: $1.00").await?;
        window.fill("textbox", "Right opening balance (USD)", &right).await?;
        window.see_text("becomes a line “Opening balance corrected” of the next statement").await?;
        window.press("button", "Correct opening balance").await?;
        window.see_text("The next statement of 1010 Operating account corrects its opening balance.").await?;
        assert!(main.bank_account("1010").await?[4].ends_with("to come"), "until then it says so");

        main.show(STATEMENTS).await?;
        main.import_statements(&["1010"], today).await?;
        window.press("button", "Close").await?;
        let statements = main.statements().await?;
        assert_eq!(statements[0][4], "Agrees", "{statements:?}");
        assert_eq!(statements[1], first, "what was imported stays");
        window.press("button", "All lines of 1010 Operating account").await?;
        window.fill("searchbox", "Search lines", "opening balance").await?;
        main.sees_fact("Lines found", "1").await?;
        window.see_text("Correction: opening balance").await
    })
}

async fn add(main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    window.press("button", "Add bank account…").await?;
    window.see("dialog", "Add a bank account").await?;
    window.fill("textbox", "Code", "1010").await?;
    window.fill("textbox", "Name", "Payroll account").await?;
    window.press("button", "Add the bank account").await?;
    window.see_text("1010 Operating account has this code. Enter another one.").await?;
    window.fill("textbox", "Code", "1060").await?;
    window.press("button", "Add the bank account").await?;
    window.see_text("1060 Payroll account is added.").await?;
    assert_eq!(main.bank_account("1060").await?[..3], ["1060", "Payroll account", "USD"]);
    Ok(())
}

/// Accepts the one about the deposit, and leaves the others.
async fn accept_one_suggestion(main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    window.press("button", "Review…").await?;
    window.see("dialog", REVIEW).await?;
    let boxes = window.of_role("checkbox", None).await?;
    for suggested in &boxes {
        assert!(!suggested.is_selected().await?, "nothing is ticked beforehand");
    }
    assert!(!window.see("button", "Link").await?.is_enabled().await?, "nothing is linked without a yes");
    window.press("checkbox", DEPOSIT).await?;
    window.fill("textbox", "Opening balance (USD)", "10,000.00").await?;
    main.enter_day("Start date", "10012026").await?;
    window.press("button", "Link 1 account").await?;
    window.see_no("dialog", REVIEW).await?;
    window.see_text("2 bank accounts look like accounts at your banks").await
}
