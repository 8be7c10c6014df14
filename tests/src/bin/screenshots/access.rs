//! The door, the users, and what an accountant sees.

use bank_connections_tests::entrance::PASSWORD;
use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::views::{SETTINGS, USERS};
use bank_connections_tests::{Trouble, simulator};

use super::{Album, PLATYPUS};

const ACCOUNTANTS: [&str; 2] = ["The second desk", "Year-end help"];
const FIRST_PASSWORD: &str = "told on a slip of paper";

/// The firm's own door, from the first start on.
pub async fn door(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    journey.launch().environment = simulator::firm_on(journey.simulator());
    let main = journey.start().await?;
    let window = main.window();
    window.see("heading", "Create the integration user").await?;
    album.add("set-up", window).await?;
    window.fill("textbox", "Password", "password12345").await?;
    window.see("meter", "How hard it is to guess").await?;
    album.add("set-up-weak-password", window).await?;
    window.fill("textbox", "Password", PASSWORD).await?;
    window.fill("textbox", "Password again", PASSWORD).await?;
    window.press("button", "Create the integration user").await?;
    let code = main.recovery_code().await?;
    journey.was_shown(&code);
    album.add("recovery-code", window).await?;
    main.keep_recovery_code().await?;

    users(album, &main).await?;
    main.choose_in_menu("Sign out").await?;
    window.see("heading", "Sign in").await?;
    album.add("sign-in", window).await?;
    for _ in 0..3 {
        main.try_wrong_password("not the password at all").await?;
    }
    window.see_text("You can try again in").await?;
    album.add("sign-in-wait", window).await?;
    window.press("button", "Forgotten password…").await?;
    window.see("textbox", "Recovery code").await?;
    album.add("forgotten-password", window).await
}

async fn users(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    main.show(USERS).await?;
    window.see_text("No accountants yet").await?;
    album.add("users-none", window).await?;
    for name in ACCOUNTANTS {
        main.add_accountant(name, FIRST_PASSWORD).await?;
    }
    window.press("button", &format!("Take access away from {}", ACCOUNTANTS[1])).await?;
    window.see("alertdialog", "Take the access away?").await?;
    album.add("users-take-away", window).await?;
    window.press("button", "Take the access away").await?;
    window.see_text("Access taken away on").await?;
    window.see_no("alertdialog", "Take the access away?").await?;
    album.add("users", window).await?;
    window.press("button", "Add accountant…").await?;
    window.see("dialog", "Add an accountant").await?;
    album.add("users-add", window).await?;
    window.press("button", "Cancel").await
}

/// The demo: its menu, its lock, and an accountant in it.
pub async fn demo(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    let window = main.window();
    window.press_first("button", |name| name.starts_with("Signed in as")).await?;
    window.see("menuitem", "Lock").await?;
    album.add("user-menu", window).await?;
    window.press("menuitem", "Change password…").await?;
    window.see("dialog", "Change your password").await?;
    album.add("change-password", window).await?;
    window.press("button", "Cancel").await?;
    window.see_no("dialog", "Change your password").await?;
    main.show(SETTINGS).await?;
    window.press_first("button", |name| name.contains("Lock when nothing was done for")).await?;
    window.see("option", "10 minutes").await?;
    album.add("locking", window).await?;
    window.press("option", "10 minutes").await?;

    main.choose_in_menu("Lock").await?;
    window.see("heading", "Locked").await?;
    album.add("locked", window).await?;
    window.press("button", "Somebody else").await?;
    window.press("radio", "Accountant").await?;
    main.enter_password(connections::DEMO_PASSWORD, "Sign in").await?;
    main.ready().await?;
    main.choose(PLATYPUS.0).await?;
    album.add("accountant", window).await?;
    main.show(USERS).await?;
    window.see("table", "Users").await?;
    album.add("users-of-an-accountant", window).await
}
