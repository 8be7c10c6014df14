//! A page in the Link window that tries what no bank's page may do: each attempt is one that is looked at.

use std::collections::BTreeMap;
use std::fs;

use bank_connections_tests::bank_page::BankPage;
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::screen::Screen;
use bank_connections_tests::secrets::files_below;
use bank_connections_tests::window::Window;
use bank_connections_tests::{Trouble, simulator, wait};

use crate::banks::PLATYPUS;

/// The host's commands and events, by every way to speak to it.
const COMMANDS: &[&str] =
    &["global", "invoke", "raw-message", "raw-fetch", "raw-fetch-http", "listen", "emit", "frame", "javascript"];

/// Files, the application's own pages, and schemes that are not of the web.
const REACH: &[&str] = &[
    "read-file",
    "read-file-by-request",
    "read-asset",
    "read-application",
    "script-of-application",
    "script-of-file",
    "frame-file",
    "frame-application",
    "frame-asset",
    "frame-plaidlink",
    "file",
    "application",
    "application-on-the-web",
    "asset",
    "data",
    "blob",
    "plaidlink",
    "mailto",
    "view-source",
    "window-file",
    "window-application",
    "window-data",
    "window-plaidlink",
];

/// What only the disk can tell of.
const DOWNLOADS: &[&str] =
    &["download-link", "download-attachment", "download-blob", "download-data", "download-in-frame"];

/// What a page would have to ask the user for.
const DEVICES: &[&str] = &[
    "geolocation",
    "camera",
    "microphone",
    "screen",
    "clipboard-read",
    "clipboard-paste",
    "notification",
    "full-screen",
];

/// What a download of the page is called, and what stands in those whose name is made up by somebody else.
const DOWNLOADED: &str = "hostile-download";

/// By how much the application's own process may grow while a page of 50 MB is loaded.
const GROWTH_KIB: u64 = 20 * 1024;

/// How many pop-ups are shown at a time.
const POP_UPS: usize = 4;

#[test]
fn a_hostile_page_reaches_no_command_no_file_and_no_way_out() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, page) = open(journey).await?;
        page.see_text("done").await?;
        let outcomes = outcomes(&page).await?;
        refuses(&outcomes, COMMANDS);
        refuses(&outcomes, REACH);
        for name in DOWNLOADS {
            assert_eq!(outcomes.get(*name).map(String::as_str), Some("tried"), "{name}");
        }
        assert_eq!(downloaded(journey), Vec::<String>::new());
        assert_eq!(Screen::of(journey.desktop().display())?.count(&PLATYPUS.title())?, 1, "the window is the same");

        // Closing itself is a way out like any other: it is asked about first.
        page.press("button", "Try to close the window").await?;
        main.sees_warning().await?;
        leave(&main).await
    })
}

#[test]
fn a_hostile_page_is_given_no_device_no_clipboard_and_no_position() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, page) = open(journey).await?;
        page.see_text("done").await?;
        page.press("button", "Try the devices").await?;
        page.see_text("devices tried").await?;
        refuses(&outcomes(&page).await?, DEVICES);
        journey.close(&PLATYPUS.title()).await?;
        main.sees_warning().await?;
        leave(&main).await
    })
}

#[test]
fn a_forged_completion_settles_nothing() -> Result<(), Trouble> {
    const ASKED: &str = "/link/token/get";
    journey(async |journey| {
        let (main, page) = open(journey).await?;
        page.see_text("done").await?;
        let asked = simulator::calls_of(journey.simulator(), ASKED);
        page.press("button", "Forge a completion").await?;
        page.see_text("completion forged").await?;
        // It is a reason to ask Plaid and no more, and Plaid says that the page is not finished.
        let has_asked = async || Ok((simulator::calls_of(journey.simulator(), ASKED) > asked + 1).then_some(()));
        wait::until("Plaid to be asked", has_asked).await?;
        main.window().see("dialog", "The bank’s window is open").await?;
        assert_eq!(Screen::of(journey.desktop().display())?.count(&PLATYPUS.title())?, 1);
        assert!(simulator::item_at(journey.simulator(), PLATYPUS.id)?.error_code.is_some(), "nothing was repaired");

        journey.close(&PLATYPUS.title()).await?;
        main.sees_warning().await?;
        leave(&main).await
    })
}

#[test]
fn a_storm_of_pop_ups_ends_at_a_few_windows_and_goes_with_the_page() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, page) = open(journey).await?;
        page.see_text("done").await?;
        page.press("button", "Open many windows").await?;
        page.see_text("windows opened").await?;
        assert!(page.text().await?.contains(&format!("{POP_UPS} windows opened")), "{}", page.text().await?);
        let screen = Screen::of(journey.desktop().display())?;
        let shown = async || Ok((screen.count("127.0.0.1")? == POP_UPS).then_some(()));
        wait::until("the pop-ups to be shown", shown).await?;

        // The application can be worked with, and the pop-ups go with the page that opened them.
        journey.close(&PLATYPUS.title()).await?;
        main.sees_warning().await?;
        leave(&main).await?;
        wait::until("the pop-ups to go", async || Ok((screen.count("127.0.0.1")? == 0).then_some(()))).await
    })
}

#[test]
fn a_page_of_50_mb_leaves_the_application_usable_and_its_memory_as_it_was() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, page) = open(journey).await?;
        page.see_text("done").await?;
        let before = journey.application()?.process().memory().resident_kib;
        page.press_and_go("button", "Load a page that is too large").await?;
        page.see("heading", "Flood").await?;
        // While it loads, the main window answers.
        main.window().see("dialog", "The bank’s window is open").await?;
        page.see("heading", "Its end").await?;
        let after = journey.application()?.process().memory().resident_kib;
        assert!(after < before + GROWTH_KIB, "from {before} KiB to {after} KiB");

        journey.close(&PLATYPUS.title()).await?;
        main.sees_warning().await?;
        leave(&main).await
    })
}

#[test]
fn a_page_that_closes_itself_by_a_borrowed_function_leaves_no_update_half_done() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, page) = open(journey).await?;
        page.see_text("done").await?;
        page.press_and_go("button", "Try to close it by a borrowed function").await?;
        page.gone().await?;
        main.window().see("dialog", "Accounts not read").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Needs update").await?;
        assert_eq!(Screen::of(journey.desktop().display())?.count(&PLATYPUS.title())?, 0, "no empty window is left");
        Ok(())
    })
}

/// Begins an update whose page is the hostile one.
async fn open(journey: &mut Journey) -> Result<(MainWindow, Window), Trouble> {
    journey.simulator().switch(|switches| switches.hostile_page = true);
    let main = journey.start_ready().await?;
    main.choose(PLATYPUS.name).await?;
    main.begin_update().await?;
    let page = BankPage::window(&journey.bank_page().await?).clone();
    page.see("heading", "Hostile page").await?;
    Ok((main, page))
}

/// Leaves the update, which has changed nothing.
async fn leave(main: &MainWindow) -> Result<(), Trouble> {
    main.leave().await?;
    main.window().see("dialog", "Accounts not read").await?;
    main.done().await?;
    main.sees_status(PLATYPUS.name, "Needs update").await
}

/// What became of each attempt.
async fn outcomes(page: &Window) -> Result<BTreeMap<String, String>, Trouble> {
    let script = "return Object.fromEntries([...document.querySelectorAll('[data-attempt]')]
        .map((line) => [line.dataset.attempt, line.dataset.outcome]));";
    let outcomes = page.run(script, Vec::new()).await?;
    Ok(serde_json::from_value(outcomes).expect("the page writes texts"))
}

fn refuses(outcomes: &BTreeMap<String, String>, names: &[&str]) {
    let is_refused = |name: &&&str| outcomes.get(**name).is_some_and(|outcome| outcome == "refused");
    let others: Vec<_> = names.iter().filter(|name| !is_refused(name)).collect();
    assert!(others.is_empty(), "{others:?} of {outcomes:?}");
}

/// Everything on the disk that came of a download.
fn downloaded(journey: &Journey) -> Vec<String> {
    let files = files_below(journey.desktop().home()).into_iter();
    let is_download = |bytes: &[u8]| bytes.windows(DOWNLOADED.len()).any(|window| window == DOWNLOADED.as_bytes());
    let downloads = files.filter(|path| {
        path.to_string_lossy().contains(DOWNLOADED)
            || fs::read(path).is_ok_and(|bytes| bytes.len() < 1024 && is_download(&bytes))
    });
    downloads.map(|path| path.display().to_string()).collect()
}
