//! What changes at the bank outside of an update is suggested, and never taken over silently. What the desktop tells of it is
//! switched off in the settings.

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::{MainWindow, TITLE};
use bank_connections_tests::notifications::Notifications;
use bank_connections_tests::screen::Screen;
use bank_connections_tests::views::{CONNECTIONS, SETTINGS};
use bank_connections_tests::window_manager::WindowManager;
use bank_connections_tests::{Trouble, simulator};
use plaid_sandbox::{Fault, FaultRule, OpenedAccount};

use crate::banks::{Bank, OAUTH, TARTAN};
use crate::refreshing::{BALANCE, names_nothing, refresh};

const OF_CONNECTIONS: &str = "When a connection needs me";
const OF_ENDINGS: &str = "When a refresh, an import or a schedule has ended";

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

#[test]
fn what_is_switched_off_is_not_told_by_the_desktop() -> Result<(), Trouble> {
    journey(async |journey| {
        let _manager = WindowManager::start(journey.desktop()).await?;
        let main = journey.start_ready().await?;
        main.window().see_text("1 connection needs you").await?;
        let mut notifications = Notifications::of(journey.desktop()).await?;
        let screen = Screen::of(journey.desktop().display())?;

        toggle(&main, &[OF_CONNECTIONS]).await?;
        breaks_while_nobody_looks(journey, &main, &screen, &TARTAN).await?;
        let told = notifications.next().await?;
        assert_eq!(told.title, "Refresh finished");
        names_nothing(&told);
        sees_it_in_the_window(&main, &TARTAN).await?;
        assert_eq!(notifications.others(), []);

        toggle(&main, &[OF_CONNECTIONS, OF_ENDINGS]).await?;
        breaks_while_nobody_looks(journey, &main, &screen, &OAUTH).await?;
        assert_eq!(notifications.next().await?.title, "A bank connection needs you");
        sees_it_in_the_window(&main, &OAUTH).await?;
        assert_eq!(notifications.others(), [], "neither the end nor what was not told before");
        Ok(())
    })
}

/// Switches these notifications on or off.
async fn toggle(main: &MainWindow, notifications: &[&str]) -> Result<(), Trouble> {
    main.show(SETTINGS).await?;
    for notification in notifications {
        main.window().press("checkbox", notification).await?;
    }
    main.show(CONNECTIONS).await
}

/// A refresh finds that the login at the bank does not work any more, while another window is in front.
async fn breaks_while_nobody_looks(
    journey: &Journey,
    main: &MainWindow,
    screen: &Screen,
    bank: &Bank,
) -> Result<(), Trouble> {
    screen.turn_to(TITLE).await?;
    main.choose(bank.name).await?;
    let item = simulator::item_at(journey.simulator(), bank.id)?;
    journey.simulator().add_fault(FaultRule::new(BALANCE, Fault::LatencyMs { ms: 5_000 }));
    journey.simulator().set_item_error(&item.item_id, Some("ITEM_LOGIN_REQUIRED")).expect("the Item is there");
    refresh(main).await?;
    screen.turn_away().await
}

async fn sees_it_in_the_window(main: &MainWindow, bank: &Bank) -> Result<(), Trouble> {
    main.window().see("dialog", "Refresh finished").await?;
    main.press_in_dialog("Refresh finished", "Close").await?;
    main.sees_status(bank.name, "Needs update").await
}
