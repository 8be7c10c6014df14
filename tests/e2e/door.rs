//! The product's door: nobody drives it, looks into it, or works on its records beside it.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;

use bank_connections_tests::application::{self, Application};
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::{MainWindow, TITLE};
use bank_connections_tests::processes::Process;
use bank_connections_tests::product::Product;
use bank_connections_tests::screen::Screen;
use bank_connections_tests::{Trouble, processes, simulator, wait};
use rustix::process::{Signal, kill_process};
use serde_json::json;
use tokio::time::{Instant, timeout};

use crate::banks::PLATYPUS;

/// Where nothing answers, as on a desktop that has no session bus.
const NO_BUS: (&str, &str) = ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/session-bus");

#[test]
fn the_product_is_not_driven_even_where_a_driver_starts_it() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().program = application::product()?;
        let launch = journey.launch().clone();
        let begin = Instant::now();
        let mut driving = std::pin::pin!(Application::start(journey.desktop(), &launch));
        tokio::select! {
            started = &mut driving => panic!("a driver got hold of the product, or gave up: {started:?}"),
            up = is_up(journey) => up?,
        }
        // Whoever can be driven is when his window is there. This is as long again, and more.
        let patience = begin.elapsed() * 3;
        assert!(timeout(patience, &mut driving).await.is_err(), "a driver got hold of the product, or gave up");
        Ok(())
    })
}

#[test]
fn the_product_starts_without_the_variables_that_would_open_it() -> Result<(), Trouble> {
    journey(async |journey| {
        let (inspector, web_inspector) = (free_address()?, free_address()?);
        let keys = journey.desktop().home().join("session-keys");
        let doors = [
            ("TAURI_WEBVIEW_AUTOMATION", "true".to_owned()),
            ("WEBKIT_INSPECTOR_SERVER", inspector.clone()),
            ("WEBKIT_INSPECTOR_HTTP_SERVER", web_inspector.clone()),
            ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1".to_owned()),
            ("JSC_useDollarVM", "1".to_owned()),
            ("GTK_MODULES", "gail".to_owned()),
            ("LD_PRELOAD", String::new()),
            ("SSLKEYLOGFILE", keys.to_string_lossy().into_owned()),
        ];
        journey.launch().environment.extend(doors.clone());
        journey.launch().program = application::product()?;
        let launch = journey.launch().clone();
        let product = Product::start(journey.desktop(), &launch, "product")?;
        is_up(journey).await?;

        for address in [&inspector, &web_inspector] {
            assert!(TcpStream::connect(address).is_err(), "the product listens to inspectors at {address}");
        }
        assert!(!keys.exists(), "the keys of connections are written down");
        assert!(product.said()?.contains("pages run in a sandbox"), "{}", product.said()?);
        if let Some(environment) = product.environment()? {
            let has = |name: &str| environment.iter().any(|variable| variable.starts_with(&format!("{name}=")));
            let left: Vec<_> = doors.iter().map(|(name, _)| name).filter(|name| has(name)).collect();
            assert!(left.is_empty(), "the product runs with {left:?}");
            assert!(has("WEBKIT_FORCE_SANDBOX") && has("BANK_CONNECTIONS_DATA_DIR"), "{environment:?}");
        }
        drop(product);

        // The same variables open the program of the tests, so they are the right ones.
        let launch = application::Launch { program: application::program()?, ..launch };
        let _driven = Product::start(journey.desktop(), &launch, "driven")?;
        let listens = async || Ok(TcpStream::connect(&inspector).is_ok().then_some(()));
        wait::until("the program of the tests to listen", listens).await
    })
}

#[test]
fn a_crash_of_the_product_leaves_no_core() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().program = application::product()?;
        let launch = journey.launch().clone();
        let mut product = Product::start(journey.desktop(), &launch, "product")?;
        is_up(journey).await?;
        let limits = fs::read_to_string(format!("/proc/{}/limits", product.id()))?;
        let cores = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
        let numbers: Vec<_> = cores.split_whitespace().filter(|word| word.parse::<u64>().is_ok()).collect();
        assert_eq!(numbers, ["0", "0"], "{cores}");

        kill_process(product.id(), Signal::ABORT).map_err(std::io::Error::from)?;
        assert_eq!(product.ended().await?, None, "a signal ended it");
        let names = fs::read_dir(journey.desktop().home())?.map(|entry| entry.map(|entry| entry.file_name()));
        let cores: Vec<_> =
            names.filter_map(Result::ok).filter(|name| name.to_string_lossy().contains("core")).collect();
        assert!(cores.is_empty(), "{cores:?}");
        Ok(())
    })
}

#[test]
fn the_processes_of_pages_see_no_file_of_the_user() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        journey.bank_page().await?;
        let records = journey.data().strip_prefix("/").expect("the folder is named from the root");
        let seen_by = |process: &Process| Path::new(&format!("/proc/{}/root", process.id)).join(records);
        let application = journey.application()?;
        assert!(seen_by(application.process()).is_dir(), "the application itself sees its records");
        let processes = application.processes()?.into_iter();
        let pages: Vec<_> = processes.filter(|process| process.program.ends_with("WebKitWebProcess")).collect();
        assert!(pages.len() >= 2, "one of our own and one of the bank: {pages:?}");
        for page in pages {
            assert!(!seen_by(&page).exists(), "{page:?} sees the records");
        }
        Ok(())
    })
}

#[test]
fn no_process_of_the_product_carries_the_firm_s_secret_in_its_environment() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().program = application::product()?;
        journey.launch().environment = simulator::firm_on(journey.simulator());
        let launch = journey.launch().clone();
        let product = Product::start(journey.desktop(), &launch, "product")?;
        let is_open = async || Ok(product.said()?.contains("the records are open").then_some(()));
        wait::until("the records to open, for which the secret is needed", is_open).await?;

        let pages = async || Ok(Some(processes::started_by(product.id())?).filter(|found| !found.is_empty()));
        let started = wait::until("the processes of the pages", pages).await?.into_iter().map(|process| process.id);
        for id in started.chain([product.id()]) {
            // Where the system alone may look, there is nobody to be told.
            let environment = fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
            journey.secrets().are_not_in(&format!("the environment of {id}"), &environment)?;
        }
        Ok(())
    })
}

#[test]
fn a_second_start_brings_the_first_window_forward() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().program = application::product()?;
        let launch = journey.launch().clone();
        let mut first = Product::start(journey.desktop(), &launch, "first")?;
        is_up(journey).await?;
        let screen = Screen::of(journey.desktop().display())?;
        screen.cover()?;
        assert!(!screen.is_in_front(TITLE)?, "the other window lies over it");

        let mut second = Product::start(journey.desktop(), &launch, "second")?;
        assert_eq!(second.ended().await?, Some(0), "{}", second.said()?);
        wait::until("the first window to come forward", async || Ok(screen.is_in_front(TITLE)?.then_some(()))).await?;
        assert_eq!(screen.count(TITLE)?, 1);
        assert!(first.runs()?);
        Ok(())
    })
}

#[test]
fn without_a_session_bus_the_records_are_still_worked_on_by_one_process_only() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.start_ready().await?;
        let mut launch = journey.launch().clone();
        launch.environment.push((NO_BUS.0, NO_BUS.1.to_owned()));
        let second = Application::start(journey.desktop(), &launch).await?;
        let window = MainWindow::of(second.driver()).await?;
        window.window().see("heading", "Bank Connections is already running").await?;
        window.window().see("button", "Try again").await?;

        // As soon as the first is gone, nothing is in the way.
        drop(second);
        journey.kill().await?;
        journey.start_ready().await.map(drop)
    })
}

#[test]
fn the_main_window_has_no_global_object_of_tauri_and_runs_no_script_that_stands_in_it() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        let script = "
            const inline = document.createElement('script');
            inline.textContent = 'window.inlineRan = true';
            document.body.append(inline);
            const link = document.createElement('a');
            link.setAttribute('onclick', 'window.handlerRan = true');
            link.click();
            let evaluated = true;
            try { (0, eval)('1'); } catch { evaluated = false; }
            return [typeof window.__TAURI__, Boolean(window.inlineRan), Boolean(window.handlerRan), evaluated];";
        let found = main.window().run(script, Vec::new()).await?;
        assert_eq!(found, json!(["undefined", false, false, false]));
        Ok(())
    })
}

/// Waits until the application's window can be seen, and its records are open: then it has asked the simulator.
async fn is_up(journey: &Journey) -> Result<(), Trouble> {
    let screen = Screen::of(journey.desktop().display())?;
    wait::until("the window and the records of the product", async || {
        Ok((screen.count(TITLE)? == 1 && !journey.simulator().calls().is_empty()).then_some(()))
    })
    .await
}

fn free_address() -> Result<String, Trouble> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.to_string())
}
