//! Who may come in, who is there, and what each may do, as people meet it.

use bank_connections_tests::entrance::{INTEGRATION_USER, PASSWORD};
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::{MainWindow, UPDATE};
use bank_connections_tests::new_login::CONNECT;
use bank_connections_tests::views::{CONNECTIONS, LOST_LOGINS, MAIL, SETTINGS, USERS};
use bank_connections_tests::{Trouble, simulator};
use connections::DEMO_PASSWORD;

use crate::banks::{PLATYPUS, TARTAN};

const NO_CONNECTIONS: &str = "No bank connections yet";
const ACCOUNTANT: &str = "The second desk";
const FIRST_PASSWORD: &str = "told on a slip of paper";
const OTHER_PASSWORD: &str = "chosen by nobody else at all";

#[test]
fn the_first_start_of_a_firm_creates_the_integration_user_and_shows_the_code_once() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = firm(journey).await?;
        let window = main.window();
        window.see("heading", "Create the integration user").await?;
        window.fill("textbox", "Password", "too short").await?;
        window.press("button", "Create the integration user").await?;
        window.see_text("3 more needed: at least 12 characters.").await?;
        window.fill("textbox", "Password", PASSWORD).await?;
        window.see("meter", "How hard it is to guess").await?;
        window.fill("textbox", "Password again", PASSWORD).await?;
        window.press("button", "Create the integration user").await?;

        let code = main.recovery_code().await?;
        journey.was_shown(&code);
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4; 5], "{code}");
        assert!(!window.see("button", "Continue").await?.is_enabled().await?, "nobody has said that it is kept");
        main.keep_recovery_code().await?;
        window.see_text(NO_CONNECTIONS).await?;
        sees_nothing_of(&main, &code).await?;

        journey.kill().await?;
        let main = journey.start().await?;
        main.window().see("radio", INTEGRATION_USER).await?;
        main.sign_in().await?;
        main.window().see_text(NO_CONNECTIONS).await?;
        sees_nothing_of(&main, &code).await
    })
}

#[test]
fn wrong_passwords_slow_down_and_a_restart_does_not_help() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = firm(journey).await?;
        let code = main.create_integration_user().await?;
        journey.was_shown(&code);
        main.choose_in_menu("Sign out").await?;
        for _ in 0..2 {
            main.try_wrong_password("not the password at all").await?;
            main.window().see_text("The password is wrong. Try again.").await?;
        }
        // The third one costs a wait, and whoever waits for that and is wrong again waits longer.
        for wait in ["You can try again in 0:0", "You can try again in 0:"] {
            main.try_wrong_password("not the password at all").await?;
            main.window().see_text(wait).await?;
            assert!(!main.window().see("button", "Sign in").await?.is_enabled().await?);
        }

        journey.kill().await?;
        let main = journey.start().await?;
        main.sign_in().await?;
        main.window().see_text("Too many wrong passwords. This one was not looked at.").await?;
        main.window().see_text("You can try again in 0:").await?;
        // The button can be pressed when the wait is over.
        main.sign_in().await?;
        main.window().see_text(NO_CONNECTIONS).await
    })
}

#[test]
fn an_accountant_sees_everything_and_changes_nothing_and_the_integration_user_updates() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose_in_menu("Switch to Accountant").await?;
        main.sees_user("Accountant").await?;
        main.ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.sees_status(PLATYPUS.name, "Needs update").await?;
        assert!(!main.accounts().await?.is_empty(), "an accountant sees the accounts");
        for act in [UPDATE, CONNECT, "Remove Bank Connection – Plaid…", "The login has a different username…"] {
            let reason = main.refusal_of(act).await?.unwrap_or_default();
            assert!(reason.starts_with("Only the integration user may connect, update, reconnect"), "{act}: {reason}");
            assert!(reason.ends_with("Ask the integration user of your firm."), "{act}: {reason}");
        }
        for (view, act) in [(MAIL, "Save"), (LOST_LOGINS, "Look now"), (USERS, "Add accountant…")] {
            main.show(view).await?;
            let reason = main.refusal_of(act).await?.unwrap_or_default();
            assert!(reason.starts_with("Only the integration user"), "{view}: {reason}");
        }
        main.show(SETTINGS).await?;
        main.window().see_text("Only the integration user changes settings").await?;

        main.choose_in_menu("Switch to Integration user").await?;
        main.sees_user("Integration user").await?;
        main.show(CONNECTIONS).await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await
    })
}

#[test]
fn a_locked_window_shows_nothing_and_lets_the_same_user_or_another_one_in() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose_in_menu("Lock").await?;
        main.window().see("heading", "Locked").await?;
        for bank in [PLATYPUS.name, TARTAN.name] {
            sees_nothing_of(&main, bank).await?;
        }
        assert_eq!(main.window().focused().await?, "Password");
        main.enter_password(DEMO_PASSWORD, "Unlock").await?;
        main.ready().await?;

        main.window().with_control('l').await?;
        main.window().see("heading", "Locked").await?;
        sees_nothing_of(&main, PLATYPUS.name).await?;
        main.window().press("button", "Somebody else").await?;
        main.window().press("radio", "Accountant").await?;
        main.enter_password(DEMO_PASSWORD, "Sign in").await?;
        main.ready().await?;
        main.sees_user("Accountant").await
    })
}

#[test]
fn a_lock_in_the_middle_of_an_update_asks_first() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        main.window().see("dialog", "The bank’s window is open").await?;

        main.window().with_control('l').await?;
        main.window().see("alertdialog", "Lock in the middle of the update?").await?;
        assert_eq!(main.window().focused().await?, "Stay and finish", "the safe answer has the focus");
        main.stay().await?;
        main.window().see("dialog", "The bank’s window is open").await?;
        bank.sees_accounts().await?;

        main.window().with_control('l').await?;
        main.window().see("alertdialog", "Lock in the middle of the update?").await?;
        main.window().press("button", "Lock anyway").await?;
        main.window().see("heading", "Locked").await?;
        bank.window().gone().await?;
        sees_nothing_of(&main, PLATYPUS.name).await?;
        main.enter_password(DEMO_PASSWORD, "Unlock").await?;
        main.confirmation("Repaired by itself").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await
    })
}

#[test]
fn a_forgotten_password_is_set_anew_with_the_recovery_code_which_is_used_up() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = firm(journey).await?;
        let code = main.create_integration_user().await?;
        journey.was_shown(&code);
        main.choose_in_menu("Sign out").await?;
        recover(&main, &code).await?;
        let next = main.recovery_code().await?;
        journey.was_shown(&next);
        assert_ne!(next, code);
        main.keep_recovery_code().await?;
        main.window().see_text(NO_CONNECTIONS).await?;

        main.choose_in_menu("Sign out").await?;
        main.try_wrong_password(PASSWORD).await?;
        main.window().see_text("The password is wrong.").await?;
        recover(&main, &code).await?;
        main.window().see_text("The recovery code is wrong.").await?;
        main.window().press("button", "Back").await?;
        main.enter_password(OTHER_PASSWORD, "Sign in").await?;
        main.window().see_text(NO_CONNECTIONS).await
    })
}

#[test]
fn an_accountant_is_added_chooses_an_own_password_and_loses_the_access() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = firm(journey).await?;
        let code = main.create_integration_user().await?;
        journey.was_shown(&code);
        main.show(USERS).await?;
        main.add_accountant(ACCOUNTANT, FIRST_PASSWORD).await?;
        main.choose_in_menu("Switch user").await?;
        main.window().press("radio", ACCOUNTANT).await?;
        main.enter_password(FIRST_PASSWORD, "Sign in").await?;
        main.window().see_text("Choose a password of your own").await?;
        change_password(&main).await?;

        main.choose_in_menu("Sign out").await?;
        main.window().press("radio", INTEGRATION_USER).await?;
        main.sign_in().await?;
        main.show(USERS).await?;
        main.window().press("button", &format!("Take access away from {ACCOUNTANT}")).await?;
        main.window().see("alertdialog", "Take the access away?").await?;
        assert_eq!(main.window().focused().await?, "Keep the access");
        main.window().press("button", "Take the access away").await?;
        main.window().see_text("Access taken away on").await?;

        main.choose_in_menu("Sign out").await?;
        main.window().see("radio", INTEGRATION_USER).await?;
        assert!(!main.window().has("radio", ACCOUNTANT).await?, "there is nobody of that name any more");
        Ok(())
    })
}

/// Starts the application with the keys of a firm.
async fn firm(journey: &mut Journey) -> Result<MainWindow, Trouble> {
    journey.launch().environment = simulator::firm_on(journey.simulator());
    journey.start().await
}

async fn sees_nothing_of(main: &MainWindow, what: &str) -> Result<(), Trouble> {
    let page = main.window().run("return document.documentElement.outerHTML;", Vec::new()).await?;
    assert!(!page.as_str().unwrap_or_default().contains(what), "`{what}` is still in the window");
    Ok(())
}

/// Sets the integration user's password anew with this code.
async fn recover(main: &MainWindow, code: &str) -> Result<(), Trouble> {
    let window = main.window();
    window.press("button", "Forgotten password…").await?;
    window.fill("textbox", "Recovery code", code).await?;
    window.fill("textbox", "New password", OTHER_PASSWORD).await?;
    window.fill("textbox", "New password again", OTHER_PASSWORD).await?;
    window.press("button", "Set the new password").await
}

/// Chooses an own password in the place of the first one.
async fn change_password(main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    window.press("button", "Change password…").await?;
    window.fill("textbox", "Present password", FIRST_PASSWORD).await?;
    window.fill("textbox", "New password", OTHER_PASSWORD).await?;
    window.fill("textbox", "New password again", OTHER_PASSWORD).await?;
    window.press("button", "Change the password").await?;
    window.see_no("dialog", "Change your password").await?;
    assert!(!window.text().await?.contains("Choose a password of your own"));
    Ok(())
}
