//! What is done by itself: the schedules, what is asked of each, what came of a run, and a paused connection.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::tampering::tamper;
use bank_connections_tests::views::{CONNECTIONS, SCHEDULES};

use super::{Album, TARTAN};

/// As if the application had not run for three days.
const MISSED: [&str; 1] =
    ["update schedules set next_day = date('now', '-3 days'), next_at_ms = unixepoch(date('now', '-3 days')) * 1000
        where name = 'Each morning'"];

/// From the first schedule to a run that was made up for.
pub async fn schedules(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    let window = main.window();
    main.show(SCHEDULES).await?;
    window.see_text("No schedules yet").await?;
    album.add("schedules-none", window).await?;
    morning(album, &main).await?;
    month_end(album, &main).await?;
    journey.kill().await?;
    tamper(journey, &MISSED).await?;

    let main = journey.start_ready().await?;
    let window = main.window();
    main.show(SCHEDULES).await?;
    window.see_text("made up for at").await?;
    window.see_text("left out: ").await?;
    album.add("schedules", window).await?;
    window.press("button", "Runs of Each morning").await?;
    window.see_text("Imported 1 statement with").await?;
    album.add("schedules-runs", window).await?;
    window.press("button", "Close").await?;
    window.press("button", "Remove Month end").await?;
    window.see("alertdialog", "Remove this schedule?").await?;
    album.add("schedules-remove", window).await?;
    window.press("button", "Keep the schedule").await?;
    paused(album, &main).await?;
    main.choose_in_menu("Switch to Accountant").await?;
    main.sees_user("Accountant").await?;
    main.show(SCHEDULES).await?;
    window.see("table", SCHEDULES).await?;
    album.add("schedules-of-an-accountant", window).await
}

/// Of chosen accounts, one of which feeds no bank account.
async fn morning(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    window.press_first("button", |name| name == "Add schedule…").await?;
    window.see("dialog", "Add a schedule").await?;
    album.add("schedules-add", window).await?;
    window.press("radio", "Import").await?;
    window.press("radio", "Chosen accounts").await?;
    window.press("button", "Add the schedule").await?;
    window.see_text("Choose at least one account.").await?;
    album.add("schedules-faults", window).await?;
    window.fill("textbox", "Name", "Each morning").await?;
    window.fill("searchbox", "Search accounts", TARTAN.0).await?;
    window.press("checkbox", "Select All").await?;
    window.see_text("are chosen").await?;
    album.add("schedules-accounts", window).await?;
    window.press("button", "Add the schedule").await?;
    window.see_text("“Each morning” is added, and it is on.").await
}

/// Once a month, on the clock of another time zone, with recipients.
async fn month_end(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    let window = main.window();
    window.press_first("button", |name| name == "Add schedule…").await?;
    window.fill("textbox", "Name", "Month end").await?;
    window.press_first("button", |name| name.contains("Days")).await?;
    window.press("option", "Once a month").await?;
    window.press_first("button", |name| name.contains("Day of the month")).await?;
    window.press("option", "The last day").await?;
    window.see_text("In shorter months it runs on their last day").await?;
    album.add("schedules-last-day", window).await?;
    window.fill("textbox", "Recipients of a summary", "books@example.com").await?;
    window.fill("combobox", "Time zone", "new york").await?;
    window.see("option", "America/New York").await?;
    album.add("schedules-time-zone", window).await?;
    window.press("option", "America/New York").await?;
    window.press("button", "Add the schedule").await?;
    window.see_text("“Month end” is added, and it is on.").await?;
    window.press("switch", "Month end").await?;
    window.see_text("None while it is off").await
}

async fn paused(album: &Album, main: &MainWindow) -> Result<(), Trouble> {
    main.show(CONNECTIONS).await?;
    main.choose(TARTAN.0).await?;
    main.window().press("button", "Pause this connection…").await?;
    main.window().see("alertdialog", "Pause this connection?").await?;
    album.add("pause", main.window()).await?;
    main.window().press("button", "Pause").await?;
    main.sees_status(TARTAN.0, "Paused").await?;
    album.add("paused", main.window()).await
}
