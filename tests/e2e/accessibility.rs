//! The screens hold the rules of accessibility that a program can check.

use bank_connections_tests::Trouble;
use bank_connections_tests::bank_page::{PASSWORD, USER};
use bank_connections_tests::journey::journey;
use bank_connections_tests::main_window::UPDATE;
use bank_connections_tests::window::Window;

use crate::banks::PLATYPUS;

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

async fn check(screen: &str, window: &Window) -> Result<(), Trouble> {
    let axe = std::fs::read_to_string(AXE)?;
    let script = format!(
        "const finished = arguments[arguments.length - 1];
        {axe};
        // What was last said to readers of screens stays there, and may speak of what is gone.
        const screen = {{ exclude: [['[data-live-announcer]']] }};
        window.axe.run(screen, {{ resultTypes: ['violations'] }}).then(
            ({{ violations }}) => finished(violations.map(({{ id, nodes }}) => `${{id}}: ${{nodes.map((node) => node.html).join(' ')}}`)),
            (error) => finished([String(error)]),
        );"
    );
    let violations = window.run_until_called(&script).await?;
    assert_eq!(violations, serde_json::json!([]), "{screen}");
    Ok(())
}
