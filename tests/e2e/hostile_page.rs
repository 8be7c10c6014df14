//! A page in the Link window that tries what no bank's page may do.

use std::fs;
use std::path::Path;

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::journey;

use crate::banks::PLATYPUS;

#[test]
fn a_hostile_page_reaches_no_command_no_file_and_no_way_out() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.simulator().switch(|switches| switches.hostile_page = true);
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let page = journey.bank_page().await?;
        page.window().see("heading", "Hostile page").await?;
        page.window().see_text("done").await?;

        let script = "return [...document.querySelectorAll('[data-attempt]')]
            .map((line) => [line.dataset.attempt, line.textContent]);";
        let attempts = page.window().run(script, Vec::new()).await?;
        let attempts: Vec<(String, String)> = serde_json::from_value(attempts).expect("the page writes pairs");
        assert!(attempts.len() >= 10, "the page stopped early: {attempts:?}");
        let reached: Vec<_> = attempts.iter().filter(|(_, outcome)| outcome == "reached").collect();
        assert!(reached.is_empty(), "{reached:?}");
        assert_eq!(downloads_below(journey.desktop().home()), Vec::<String>::new());

        // Closing itself is a way out like any other: it is asked about first.
        page.window().press("button", "Try to close the window").await?;
        main.sees_warning().await?;
        main.leave().await?;
        main.window().see("dialog", "Accounts not read").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Needs update").await
    })
}

fn downloads_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(downloads_below(&path));
        } else if path.to_string_lossy().contains("hostile-download") {
            found.push(path.display().to_string());
        }
    }
    found
}
