//! Refreshing the balances of chosen accounts, on the screen.

use bank_connections_tests::journey::journey;
use bank_connections_tests::main_window::{MainWindow, TITLE};
use bank_connections_tests::notifications::{Notification, Notifications};
use bank_connections_tests::screen::Screen;
use bank_connections_tests::views::CONNECTIONS;
use bank_connections_tests::window_manager::WindowManager;
use bank_connections_tests::{Trouble, simulator};
use plaid_sandbox::{Fault, FaultRule};

use crate::banks::{Bank, PLATYPUS, TARTAN};

/// Where Plaid is asked for balances.
pub const BALANCE: &str = "/accounts/balance/get";
const CHOICE: &str = "Refresh balances";

/// What the policy of the window refuses, from the beginning of the page on.
const LISTEN: &str = "
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (refused) =>
        window.refused.push(`${refused.violatedDirective} ${refused.blockedURI} ${refused.sample}`));";

#[test]
fn an_accountant_refreshes_some_accounts_and_sees_what_each_bank_told() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        let window = main.window();
        window.run(LISTEN, Vec::new()).await?;
        main.choose_in_menu("Switch to Accountant").await?;
        main.sees_user("Accountant").await?;
        main.show(CONNECTIONS).await?;
        main.choose(TARTAN.name).await?;
        window.press("button", "Refresh").await?;
        window.see_text("4 accounts at 1 bank.").await?;
        main.toggle_in_dialog(CHOICE, &format!("{} 1111", TARTAN.id), "Plaid Saving").await?;
        main.toggle_in_dialog(CHOICE, &format!("{} 3333", TARTAN.id), "Plaid Credit Card").await?;
        main.toggle_in_dialog(CHOICE, &format!("{} 9999", TARTAN.id), "Plaid Business Credit Card").await?;
        main.toggle_in_dialog(CHOICE, &format!("{} 0000", PLATYPUS.id), "Plaid Checking").await?;
        window.see_text("2 accounts at 2 banks, 1 of them not shown.").await?;
        main.press_in_dialog(CHOICE, "Refresh").await?;

        window.see("dialog", "Refresh finished").await?;
        window.see_text("1 account was refreshed. 1 account asks for your attention.").await?;
        window.see_text("1 bank could not be read").await?;
        window.see_text("$38,412.75").await?;
        assert_eq!(simulator::calls_of(journey.simulator(), BALANCE), 2, "one call a bank");

        window.press_first("button", |name| name.starts_with("History of")).await?;
        window.see("dialog", "Balances of Plaid Checking ••••0000").await?;
        window.see_text("One reading so far.").await?;
        window.press("button", "Back").await?;
        window.press("button", "Close").await?;

        window.press("button", "Refresh").await?;
        main.press_in_dialog(CHOICE, "Refresh").await?;
        window.see("dialog", "Refresh finished").await?;
        window.see_text("4 accounts were refreshed.").await?;
        window.press_first("button", |name| name.starts_with("History of Plaid Checking")).await?;
        window.see_text("2 readings").await?;
        let refused = window.run("return window.refused;", Vec::new()).await?;
        assert_eq!(refused.as_array().map(Vec::len), Some(0), "the policy of the window refuses nothing: {refused}");
        Ok(())
    })
}

#[test]
fn whoever_works_in_another_window_is_told_and_whoever_looks_is_not() -> Result<(), Trouble> {
    journey(async |journey| {
        let _manager = WindowManager::start(journey.desktop()).await?;
        let mut notifications = Notifications::of(journey.desktop()).await?;
        let main = journey.start_ready().await?;
        let screen = Screen::of(journey.desktop().display())?;
        screen.turn_to(TITLE).await?;
        main.choose(TARTAN.name).await?;
        refresh(&main).await?;
        main.window().see("dialog", "Refresh finished").await?;
        main.press_in_dialog("Refresh finished", "Close").await?;
        assert_eq!(notifications.others(), [], "the window in front tells it itself");
        // Of others than before, so that what is told late is no news of these.
        main.choose_also(PLATYPUS.name).await?;

        // Long enough to turn to another window. The driver brings this one forward with whatever it does.
        journey.simulator().add_fault(FaultRule::new(BALANCE, Fault::LatencyMs { ms: 5_000 }));
        refresh_also(&main, &PLATYPUS).await?;
        main.window().see("dialog", "Refreshing balances").await?;
        screen.turn_away().await?;
        let told = notifications.next().await?;
        assert_eq!((told.application.as_str(), told.title.as_str()), ("Bank Connections", "Refresh finished"));
        assert!(told.body.starts_with("4 of 5 accounts were refreshed."), "{told:?}");
        names_nothing(&told);
        assert_eq!(notifications.others(), []);
        Ok(())
    })
}

#[test]
fn a_connection_that_breaks_while_nobody_looks_is_told_once() -> Result<(), Trouble> {
    journey(async |journey| {
        let _manager = WindowManager::start(journey.desktop()).await?;
        let main = journey.start_ready().await?;
        main.window().see_text("1 connection needs you").await?;
        let mut notifications = Notifications::of(journey.desktop()).await?;
        let screen = Screen::of(journey.desktop().display())?;
        let item = simulator::item_at(journey.simulator(), TARTAN.id)?;
        main.choose(TARTAN.name).await?;
        journey.simulator().add_fault(FaultRule::new(BALANCE, Fault::LatencyMs { ms: 5_000 }));
        journey.simulator().set_item_error(&item.item_id, Some("ITEM_LOGIN_REQUIRED")).expect("the Item is there");
        for titles in [&["A bank connection needs you", "Refresh finished"][..], &["Refresh finished"]] {
            // What is known to need the user is not chosen beforehand.
            if titles.len() == 2 {
                refresh(&main).await?;
            } else {
                refresh_also(&main, &TARTAN).await?;
            }
            screen.turn_away().await?;
            let mut told = Vec::new();
            while told.len() < titles.len() {
                told.push(notifications.next().await?);
            }
            told.iter().for_each(names_nothing);
            told.sort_by(|one, other| one.title.cmp(&other.title));
            assert_eq!(told.iter().map(|one| &one.title).collect::<Vec<_>>(), titles);
            main.window().see("dialog", "Refresh finished").await?;
            main.press_in_dialog("Refresh finished", "Close").await?;
        }
        main.sees_status(TARTAN.name, "Needs update").await?;
        assert_eq!(notifications.others(), []);
        Ok(())
    })
}

/// Begins to refresh what is chosen.
pub async fn refresh(main: &MainWindow) -> Result<(), Trouble> {
    main.window().press("button", "Refresh").await?;
    main.press_in_dialog(CHOICE, "Refresh").await
}

/// Begins to refresh what is chosen, and an account that is not chosen beforehand.
async fn refresh_also(main: &MainWindow, bank: &Bank) -> Result<(), Trouble> {
    main.window().press("button", "Refresh").await?;
    main.toggle_in_dialog(CHOICE, &format!("{} 0000", bank.id), "Plaid Checking").await?;
    main.press_in_dialog(CHOICE, "Refresh").await
}

/// It stands on locked screens, too.
pub fn names_nothing(told: &Notification) {
    for secret in [TARTAN.name, PLATYPUS.name, "Plaid", "$", "38,412"] {
        assert!(!told.title.contains(secret) && !told.body.contains(secret), "{told:?}");
    }
}
