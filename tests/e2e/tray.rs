//! The icon in the tray: it says how many connections wait for the user, and the application goes on there without a window.

use std::path::Path;

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::{MainWindow, TITLE};
use bank_connections_tests::notifications::Notifications;
use bank_connections_tests::screen::Screen;
use bank_connections_tests::tampering::tamper;
use bank_connections_tests::tray::Tray;
use bank_connections_tests::views::{CONNECTIONS, SETTINGS};
use bank_connections_tests::{Trouble, simulator, wait};

use crate::banks::TARTAN;
use crate::schedules;

const SYNC: &str = "/transactions/sync";
const STAY: &str = "Stay in the tray when the window is closed";
const SHOW: &str = "Show Bank Connections";

/// Time enough to start and to close the window.
const SOON: [&str; 1] = ["update schedules set next_day = date('now'), next_at_ms = (unixepoch('now') + 20) * 1000"];

#[test]
fn the_icon_says_how_many_connections_wait_and_its_menu_leads_to_them() -> Result<(), Trouble> {
    journey(async |journey| {
        let mut tray = Tray::of(journey.desktop()).await?;
        let main = journey.start_ready().await?;
        let icon = tray.icon().await?;
        icon.sees_label("1").await?;
        icon.sees_line("1 connection needs you").await?;
        assert_eq!(icon.menu().await?, ["1 connection needs you", SHOW, "Quit"]);
        assert_eq!(icon.title().await?, "Bank Connections");
        let picture = icon.picture().await?;
        assert!(Path::new(&picture).is_file(), "{picture}");

        let item = simulator::item_at(journey.simulator(), TARTAN.id)?;
        journey.simulator().set_item_error(&item.item_id, Some("ITEM_LOGIN_REQUIRED")).expect("the Item is there");
        main.choose(TARTAN.name).await?;
        main.window().press("button", "Refresh").await?;
        main.press_in_dialog("Refresh balances", "Refresh").await?;
        icon.sees_label("2").await?;
        icon.sees_line("2 connections need you").await
    })
}

#[test]
fn a_window_that_is_closed_into_the_tray_comes_back_and_only_the_menu_quits() -> Result<(), Trouble> {
    journey(async |journey| {
        let mut tray = Tray::of(journey.desktop()).await?;
        let main = journey.start_ready().await?;
        let icon = tray.icon().await?;
        stay(&main).await?;
        for line in [SHOW, "1 connection needs you"] {
            close_into_tray(journey).await?;
            assert!(journey.application()?.runs());
            icon.click(line).await?;
            sees_windows(journey, 1).await?;
            main.window().see_text(STAY).await?;
        }
        close_into_tray(journey).await?;
        icon.click("Quit").await?;
        journey.ended().await
    })
}

#[test]
fn where_the_desktop_has_no_tray_the_window_quits() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.show(SETTINGS).await?;
        main.window().see_text("This desktop shows no tray, so closing the window quits Bank Connections.").await?;
        assert!(!main.window().see("checkbox", STAY).await?.is_enabled().await?);
        journey.close(TITLE).await?;
        journey.ended().await
    })
}

#[test]
fn a_tray_that_comes_later_is_found_when_the_settings_are_opened() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.show(SETTINGS).await?;
        main.window().see_text("This desktop shows no tray").await?;
        let mut tray = Tray::of(journey.desktop()).await?;
        main.show(CONNECTIONS).await?;
        stay(&main).await?;
        tray.icon().await?.sees_line("1 connection needs you").await?;
        close_into_tray(journey).await
    })
}

#[test]
fn schedules_run_on_from_the_tray_and_what_they_come_to_is_told() -> Result<(), Trouble> {
    journey(async |journey| {
        let mut tray = Tray::of(journey.desktop()).await?;
        let main = journey.start_ready().await?;
        stay(&main).await?;
        schedules::add(&main).await?;
        tray.icon().await?;
        journey.kill().await?;
        tamper(journey, &SOON).await?;
        let before = simulator::calls_of(journey.simulator(), SYNC);

        let mut notifications = Notifications::of(journey.desktop()).await?;
        journey.start_ready().await?;
        let icon = tray.icon().await?;
        close_into_tray(journey).await?;
        assert_eq!(simulator::calls_of(journey.simulator(), SYNC), before, "nothing ran while the window was open");
        let told = notifications.next().await?;
        assert_eq!(told.title, "Import finished");
        assert!(simulator::calls_of(journey.simulator(), SYNC) > before);
        icon.click("Quit").await?;
        journey.ended().await
    })
}

/// Has the application stay in the tray.
async fn stay(main: &MainWindow) -> Result<(), Trouble> {
    main.show(SETTINGS).await?;
    main.window().press("checkbox", STAY).await?;
    main.window().see_text("The icon in the tray says how many connections need you, and brings the window back.").await
}

async fn close_into_tray(journey: &Journey) -> Result<(), Trouble> {
    journey.close(TITLE).await?;
    sees_windows(journey, 0).await
}

/// Waits until so many of the main window can be seen.
async fn sees_windows(journey: &Journey, count: usize) -> Result<(), Trouble> {
    let screen = Screen::of(journey.desktop().display())?;
    let what = format!("{count} windows `{TITLE}`");
    wait::until(&what, async || Ok((screen.count(TITLE)? == count).then_some(()))).await
}
