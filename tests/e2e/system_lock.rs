//! The computer is locked, and the application with it.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::{Journey, journey};
use zbus::blocking::connection::Builder;

use crate::banks::PLATYPUS;

#[test]
fn locking_the_computer_locks_the_records() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.window().see_text(PLATYPUS.id).await?;
        lock_computer(journey).await?;
        main.window().see("heading", "Locked").await?;
        assert!(!main.window().text().await?.contains(PLATYPUS.id), "nothing of the records is left to be seen");
        Ok(())
    })
}

#[test]
fn locking_the_computer_leaves_an_open_page_alone_and_locks_when_it_is_over() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        lock_computer(journey).await?;
        // The page goes on as if nothing had happened.
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        main.window().see("heading", "Locked").await.map(drop)
    })
}

/// What a screen saver says on the bus of its session.
async fn lock_computer(journey: &Journey) -> Result<(), Trouble> {
    let address = journey.desktop().secret_service().address().to_owned();
    let said = tokio::task::spawn_blocking(move || {
        let bus = Builder::address(address.as_str())?.build()?;
        let place = "/org/freedesktop/ScreenSaver";
        bus.emit_signal(None::<&str>, place, "org.freedesktop.ScreenSaver", "ActiveChanged", &true)
    });
    Ok(said.await.expect("the signal does not panic")?)
}
