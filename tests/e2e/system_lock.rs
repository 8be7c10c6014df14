//! The computer is locked, and the application with it.

use std::collections::HashMap;

use bank_connections_tests::entrance::PASSWORD;
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::views::SETTINGS;
use bank_connections_tests::{Trouble, simulator};
use connections::DEMO_PASSWORD;
use zbus::blocking::connection::Builder;
use zbus::zvariant::Value;

use crate::banks::PLATYPUS;

#[test]
fn locking_the_computer_locks_the_records() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.window().see_text(PLATYPUS.id).await?;
        lock_computer(journey, FREEDESKTOP).await?;
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
        lock_computer(journey, FREEDESKTOP).await?;
        // The page goes on as if nothing had happened.
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        main.window().see("heading", "Locked").await.map(drop)
    })
}

#[test]
fn a_lock_of_the_computer_while_the_records_are_closed_is_made_up_for() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().environment = simulator::firm_on(journey.simulator());
        let main = journey.start().await?;
        main.create_integration_user().await?;
        main.show(SETTINGS).await?;
        main.window().press("button", "Change the key…").await?;
        let service = journey.desktop().secret_service();
        service.lock()?;
        let window = service.leave_password_windows_open()?;
        main.window().press("button", "Change the key").await?;
        main.window().see_text("Changing the key of your records").await?;
        lock_computer(journey, FREEDESKTOP).await?;
        journey.desktop().secret_service().unlock_again("")?;
        window.dismiss()?;
        main.window().see("heading", "Locked").await?;
        main.enter_password(PASSWORD, "Unlock").await?;
        main.show(SETTINGS).await?;
        // There is no screen saver here, and no manager of logins.
        main.window().see_text("This computer does not tell when it is locked or put to sleep").await
    })
}

/// Who says that the computer is locked, and in which words.
struct Locker {
    path: &'static str,
    interface: &'static str,
    signal: &'static str,
    says: Says,
}

enum Says {
    That,
    Nothing,
    LockedHint,
}

const FREEDESKTOP: Locker = Locker {
    path: "/org/freedesktop/ScreenSaver",
    interface: "org.freedesktop.ScreenSaver",
    signal: "ActiveChanged",
    says: Says::That,
};

#[test]
fn every_desktop_is_heard_in_its_own_words() -> Result<(), Trouble> {
    journey(async |journey| {
        // The manager of logins speaks on the bus of the system, which this desktop does not have.
        let bus = journey.desktop().secret_service().address().to_owned();
        journey.launch().environment.push(("DBUS_SYSTEM_BUS_ADDRESS", bus));
        let main = journey.start_ready().await?;
        let saver = |path, interface| Locker { path, interface, ..FREEDESKTOP };
        let of_login = |path, interface, signal, says| Locker { path, interface, signal, says };
        let session = "/org/freedesktop/login1/session/_31";
        for locker in [
            saver("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
            saver("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
            of_login(session, "org.freedesktop.login1.Session", "Lock", Says::Nothing),
            of_login(session, "org.freedesktop.DBus.Properties", "PropertiesChanged", Says::LockedHint),
        ] {
            let who = locker.interface;
            lock_computer(journey, locker).await?;
            main.window()
                .see("heading", "Locked")
                .await
                .map_err(|trouble| Trouble::NotReady { program: who.to_owned(), said: trouble.to_string() })?;
            main.enter_password(DEMO_PASSWORD, "Unlock").await?;
            main.window().see_text(PLATYPUS.id).await?;
        }
        Ok(())
    })
}

/// What is said on the bus of the session.
async fn lock_computer(journey: &Journey, locker: Locker) -> Result<(), Trouble> {
    let address = journey.desktop().secret_service().address().to_owned();
    let said = tokio::task::spawn_blocking(move || {
        let Locker { path, interface, signal, says } = locker;
        let bus = Builder::address(address.as_str())?.build()?;
        match says {
            Says::That => bus.emit_signal(None::<&str>, path, interface, signal, &true),
            Says::Nothing => bus.emit_signal(None::<&str>, path, interface, signal, &()),
            Says::LockedHint => {
                let changed = HashMap::from([("LockedHint", Value::from(true))]);
                let said = ("org.freedesktop.login1.Session", changed, Vec::<&str>::new());
                bus.emit_signal(None::<&str>, path, interface, signal, &said)
            }
        }
    });
    Ok(said.await.expect("the signal does not panic")?)
}
