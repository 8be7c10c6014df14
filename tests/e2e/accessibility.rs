//! The screens hold the rules of accessibility that a program can check.

use std::fs;

use bank_connections_tests::bank_page::{PASSWORD, USER};
use bank_connections_tests::journey::journey;
use bank_connections_tests::main_window::UPDATE;
use bank_connections_tests::new_login::CONNECT;
use bank_connections_tests::removal::{NOT_REMOVED, QUESTION, REMOVE};
use bank_connections_tests::views::{BANK_ACCOUNTS, CONNECTIONS, LOG, LOST_LOGINS, MAIL, USERS};
use bank_connections_tests::window::Window;
use bank_connections_tests::{Trouble, simulator};
use plaid_sandbox::{Fault, FaultRule};

use crate::banks::{GINGHAM, PLATYPUS, TARTAN};

const CHECKING: &str = "Plaid Checking ••••0000";

/// The checker, from the UI's packages.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");

#[test]
fn no_screen_of_an_update_breaks_a_rule_of_accessibility() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        check("the list", main.window()).await?;
        main.window().press("button", UPDATE).await?;
        main.window().see("dialog", "Update this connection").await?;
        check("the dialog before", main.window()).await?;
        main.window().press("button", "Open the bank’s window").await?;

        let bank = journey.bank_page().await?;
        main.window().see("dialog", "The bank’s window is open").await?;
        check("the session", main.window()).await?;
        check("the bank's first page", bank.window()).await?;
        bank.consent().await?;
        bank.window().see("textbox", "Username").await?;
        check("the bank's sign-in", bank.window()).await?;
        bank.sign_in(USER, PASSWORD).await?;
        bank.sees_accounts().await?;
        check("the bank's accounts", bank.window()).await?;
        journey.close(&PLATYPUS.title()).await?;
        main.sees_warning().await?;
        check("the warning", main.window()).await?;
        main.stay().await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        check("the confirmation", main.window()).await
    })
}

#[test]
fn no_screen_of_the_door_or_of_the_users_breaks_a_rule_of_accessibility() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().environment = simulator::firm_on(journey.simulator());
        let main = journey.start().await?;
        let window = main.window();
        window.fill("textbox", "Password", "password12345").await?;
        window.see("meter", "How hard it is to guess").await?;
        window.press("button", "Create the integration user").await?;
        window.see_text("The two passwords differ.").await?;
        check("the first start", window).await?;
        window.fill("textbox", "Password again", "password12345").await?;
        window.press("button", "Create the integration user").await?;
        let code = main.recovery_code().await?;
        journey.was_shown(&code);
        check("the recovery code", window).await?;
        main.keep_recovery_code().await?;

        main.show(USERS).await?;
        check("no accountants", window).await?;
        main.add_accountant("The second desk", "told on a slip of paper").await?;
        check("the users", window).await?;
        window.press("button", "Add accountant…").await?;
        window.see("dialog", "Add an accountant").await?;
        check("a new accountant", window).await?;
        window.press("button", "Cancel").await?;
        main.choose_in_menu("Change password…").await?;
        window.see("dialog", "Change your password").await?;
        check("the own password", window).await?;
        window.press("button", "Cancel").await?;

        main.choose_in_menu("Lock").await?;
        window.see("heading", "Locked").await?;
        check("the lock", window).await?;
        window.press("button", "Somebody else").await?;
        for _ in 0..3 {
            main.try_wrong_password("not the password at all").await?;
        }
        window.see_text("You can try again in").await?;
        check("a password that is refused", window).await?;
        window.press("button", "Forgotten password…").await?;
        check("a forgotten password", window).await
    })
}

#[test]
fn no_screen_of_the_bank_accounts_breaks_a_rule_of_accessibility() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        let window = main.window();
        main.show(BANK_ACCOUNTS).await?;
        window.see("table", BANK_ACCOUNTS).await?;
        check("the bank accounts", window).await?;
        window.press("button", "Link 2110 Business card 9999").await?;
        window.press("button", "Link").await?;
        window.see_text("Choose one.").await?;
        check("a link without a choice", window).await?;
        window.press("button", "Cancel").await?;
        window.press("button", "Review…").await?;
        window.press_first("checkbox", |_| true).await?;
        window.press("button", "Link 1 account").await?;
        window.see_text("Enter the start date.").await?;
        check("the suggestions", window).await?;
        window.press("button", "Cancel").await?;
        window.press("button", "Import CSV…").await?;
        let file = journey.data().join("bank-accounts.csv");
        fs::write(&file, "code,name,currency\n3000,Client money,USD\n3010,Coins,BTC\n")?;
        window.choose_file(&file).await?;
        window.see("table", "What the file would do").await?;
        check("the preview of a file", window).await
    })
}

#[test]
fn no_screen_of_a_new_login_breaks_a_rule_of_accessibility() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.window().press("button", CONNECT).await?;
        main.window().see("dialog", "Connect a bank").await?;
        check("the dialog before connecting", main.window()).await?;
        main.agree("Connect a bank").await?;
        let bank = journey.bank_page().await?;
        bank.consent_to_connect().await?;
        bank.window().see("heading", "Choose your bank").await?;
        check("the bank's search", bank.window()).await?;
        bank.pick(TARTAN.id).await?;
        bank.sign_in(USER, PASSWORD).await?;
        bank.toggle(CHECKING).await?;
        bank.select_and_finish().await?;
        main.window().see("radio", "Connect as a second login").await?;
        check("the question about a duplicate", main.window()).await?;
        main.answer_duplicate("Connect as a second login").await?;
        main.connected().await?;
        check("the accounts of a new bank", main.window()).await?;
        main.done().await?;

        main.choose(PLATYPUS.name).await?;
        main.open_replace().await?;
        journey.bank_page().await?.connect_at(TARTAN.id, &[CHECKING]).await?;
        main.window().see("dialog", "Another bank was picked").await?;
        check("another bank", main.window()).await
    })
}

#[test]
fn no_screen_of_a_removal_and_no_other_view_breaks_a_rule_of_accessibility() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(TARTAN.name).await?;
        main.window().press("button", REMOVE).await?;
        main.window().see("alertdialog", QUESTION).await?;
        check("the question before a removal", main.window()).await?;
        simulator::refuse(journey.simulator(), "/item/remove", "INTERNAL_SERVER_ERROR");
        main.window().press("button", "Remove connection").await?;
        main.window().see("dialog", NOT_REMOVED).await?;
        check("a removal that Plaid refused", main.window()).await?;
        main.window().press("button", "Close").await?;
        main.window().see("button", "Set up mail").await?;
        check("the list with what asks for attention", main.window()).await?;

        main.show(LOG).await?;
        main.window().see("button", "Copy this line").await?;
        check("the connection log", main.window()).await?;
        main.show(MAIL).await?;
        main.window().see("button", "Compose in my mail program").await?;
        check("mail", main.window()).await?;
        main.window().press("button", "Send a test message").await?;
        main.window().see_text("Enter the name of the server.").await?;
        check("mail settings that are not valid", main.window()).await?;

        main.show(CONNECTIONS).await?;
        journey.simulator().add_fault(FaultRule::new("/item/public_token/exchange", Fault::CutAfter).times(1));
        main.open_connect().await?;
        journey.bank_page().await?.connect_at(GINGHAM.id, &[CHECKING]).await?;
        main.window().see("dialog", "Plaid’s answer was lost").await?;
        check("a lost login", main.window()).await?;
        main.done().await?;
        main.show(LOST_LOGINS).await?;
        main.window().see("button", "Remove at Plaid…").await?;
        check("the lost logins", main.window()).await
    })
}

async fn check(screen: &str, window: &Window) -> Result<(), Trouble> {
    let axe = std::fs::read_to_string(AXE)?;
    let script = format!(
        "const finished = arguments[arguments.length - 1];
        {axe};
        // What was last said to readers of screens stays there, and may speak of what is gone.
        const screen = {{ exclude: [['[data-live-announcer]']] }};
        // A color on its way from one to another is nobody's.
        const ending = document.getAnimations().filter(({{ effect }}) => effect.getComputedTiming().endTime < Infinity);
        const settled = Promise.allSettled(ending.map((animation) => animation.finished));
        settled.then(() => window.axe.run(screen, {{ resultTypes: ['violations'] }})).then(
            ({{ violations }}) => finished(violations.map(({{ id, nodes }}) => `${{id}}: ${{nodes.map((node) => node.html).join(' ')}}`)),
            (error) => finished([String(error)]),
        );"
    );
    let violations = window.run_until_called(&script).await?;
    assert_eq!(violations, serde_json::json!([]), "{screen}");
    Ok(())
}
