//! Schedules on the screen: set up by the integration user, seen by everybody, made up for where they were missed.

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::tampering::tamper;
use bank_connections_tests::views::{CONNECTIONS, SCHEDULES, STATEMENTS};
use bank_connections_tests::{Trouble, wait};

use crate::banks::TARTAN;

const MORNING: &str = "Each morning";
/// As if the application had not run for three days.
const MISSED: [&str; 1] =
    ["update schedules set next_day = date('now', '-3 days'), next_at_ms = unixepoch(date('now', '-3 days')) * 1000"];

#[test]
fn a_schedule_is_added_changed_switched_and_removed_and_an_accountant_only_looks() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        let window = main.window();
        add(&main).await?;
        let morning = schedule(&main, MORNING).await?;
        assert!(morning[0].contains("Imports statements of all accounts that can be used"), "{morning:?}");
        assert!(morning[1].starts_with("Every day at 06:30 ("), "{morning:?}");
        assert_eq!(morning[2], "On");
        assert!(morning[3].contains(", 06:"), "{morning:?}");
        assert_eq!(morning[4], "Not yet");

        window.press("button", "Run now: Each morning").await?;
        let ran = wait::until("the run to be over", async || {
            let row = schedule(&main, MORNING).await?;
            Ok(row[4].starts_with("Done: ").then_some(row))
        })
        .await?;
        assert!(ran[4].contains("Started by Integration user"), "{ran:?}");
        assert_eq!(ran[3], morning[3], "its own time stays");

        window.press("button", "Change Each morning").await?;
        window.see("dialog", "Change the schedule").await?;
        window.fill("textbox", "Name", "Each evening").await?;
        window.press("button", "Save").await?;
        window.see_text("“Each evening” is changed.").await?;
        window.press("switch", "Each evening").await?;
        window.see_text("None while it is off").await?;

        main.choose_in_menu("Switch to Accountant").await?;
        main.sees_user("Accountant").await?;
        main.show(SCHEDULES).await?;
        assert_eq!(schedule(&main, "Each evening").await?[2], "Off");
        let reason = main.refusal_of("Add schedule…").await?.unwrap_or_default();
        assert!(reason.starts_with("Only the integration user adds, changes, switches and removes"), "{reason}");
        assert!(!window.see("switch", "Each evening").await?.is_enabled().await?);
        for act in ["Change Each evening", "Remove Each evening"] {
            assert!(!window.has("button", act).await?, "{act}");
        }

        main.choose_in_menu("Switch to Integration user").await?;
        main.sees_user("Integration user").await?;
        main.show(SCHEDULES).await?;
        window.press("button", "Remove Each evening").await?;
        window.see("alertdialog", "Remove this schedule?").await?;
        assert_eq!(window.focused().await?, "Keep the schedule", "the safe answer has the focus");
        window.press("button", "Remove").await?;
        window.see_text("No schedules yet").await
    })
}

#[test]
fn missed_runs_are_made_up_for_at_the_next_start_and_a_paused_connection_is_left_out() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        add(&main).await?;
        let main = after_three_days(journey).await?;
        let morning = made_up(&main).await?;
        assert!(
            morning[4].contains("2 later runs were missed too.") || morning[4].contains("3 later runs"),
            "{morning:?}"
        );
        assert!(morning[4].starts_with("Done: "), "{morning:?}");
        main.window().press("button", "Runs of Each morning").await?;
        main.window().see("dialog", "Last runs").await?;
        main.window().see_text("Imported 1 statement with").await?;
        main.window().press("button", "Close").await?;
        main.show(STATEMENTS).await?;
        main.window().see_text("1010").await?;

        main.show(CONNECTIONS).await?;
        main.choose(TARTAN.name).await?;
        main.window().press("button", "Pause this connection…").await?;
        main.window().press("button", "Pause").await?;
        main.sees_status(TARTAN.name, "Paused").await?;
        let main = after_three_days(journey).await?;
        let morning = made_up(&main).await?;
        assert!(morning[4].starts_with("No account could be used"), "{morning:?}");
        main.show(CONNECTIONS).await?;
        main.choose(TARTAN.name).await?;
        main.window().press("button", "Resume this connection").await?;
        wait::until("the connection to go on", async || {
            Ok((!main.row_of(TARTAN.name).await?.contains("Paused")).then_some(()))
        })
        .await
    })
}

/// Adds one that imports every day.
pub async fn add(main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    main.show(SCHEDULES).await?;
    window.see_text("No schedules yet").await?;
    window.press_first("button", |name| name == "Add schedule…").await?;
    window.see("dialog", "Add a schedule").await?;
    window.press("button", "Add the schedule").await?;
    window.see_text("Enter a name.").await?;
    window.fill("textbox", "Name", MORNING).await?;
    window.press("radio", "Import").await?;
    window.press_first("button", |name| name.contains("Days")).await?;
    window.press("option", "Every day").await?;
    window.press("button", "Add the schedule").await?;
    window.see_text("“Each morning” is added, and it is on.").await
}

/// The row of a schedule: name, when, whether it is on, the next run, the last one.
async fn schedule(main: &MainWindow, name: &str) -> Result<Vec<String>, Trouble> {
    let what = format!("the schedule `{name}`");
    wait::until(&what, async || Ok(main.schedules().await?.into_iter().find(|row| row[0].starts_with(name)))).await
}

/// The row of the schedule once its last run is made up for, and over.
async fn made_up(main: &MainWindow) -> Result<Vec<String>, Trouble> {
    main.show(SCHEDULES).await?;
    wait::until("the run to be made up for", async || {
        let row = schedule(main, MORNING).await?;
        Ok((row[4].contains("made up for at") && !row[4].starts_with("Running")).then_some(row))
    })
    .await
}

async fn after_three_days(journey: &mut Journey) -> Result<MainWindow, Trouble> {
    journey.kill().await?;
    tamper(journey, &MISSED).await?;
    journey.start_ready().await
}
