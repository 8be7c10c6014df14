//! The main job on the test bank, step by step, on a display that nobody sees: what `cargo xtask run` does where there
//! is none.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "it tells in the terminal what it does")]

use std::path::PathBuf;

use bank_connections_tests::bank_page::{PASSWORD, USER};
use bank_connections_tests::journey::journey;
use bank_connections_tests::main_window::UPDATE;
use bank_connections_tests::window::Window;
use bank_connections_tests::{Trouble, application};

const BANK: &str = "First Platypus Bank";

/// An account to take back at the bank, so that there is something to tell afterwards.
const GIVEN_UP: &str = "Plaid Saving ••••1111";

fn main() -> Result<(), Trouble> {
    let mut album = Album { folder: application::output_folder("pictures")?, pictures: 0 };
    journey(async |journey| {
        println!("A display, a session bus, a keyring and a simulator of Plaid of its own are started");
        let main = journey.start_ready().await?;
        main.choose(BANK).await?;
        album.add("The application shows three test connections, one of which needs an update", main.window()).await?;

        main.window().press("button", UPDATE).await?;
        main.window().see("dialog", "Update this connection").await?;
        album.add("`Update Bank Connections – Plaid` says first what is about to happen", main.window()).await?;

        main.window().press("button", "Open the bank’s window").await?;
        let bank = journey.bank_page().await?;
        bank.window().see("heading", "Update your connection").await?;
        album.add("The bank's page opens in the Link window", bank.window()).await?;
        bank.consent().await?;
        bank.window().see("textbox", "Username").await?;
        album.add("The user signs in at the bank, here with test credentials", bank.window()).await?;
        bank.sign_in(USER, PASSWORD).await?;
        bank.toggle(GIVEN_UP).await?;
        album.add("The user takes one account back", bank.window()).await?;
        bank.select().await?;
        bank.window().see("heading", "Success").await?;
        album.add("The bank is done", bank.window()).await?;
        bank.finish().await?;

        let changes = main.confirmation("Updated").await?;
        album.add("The confirmation tells what was updated, account by account", main.window()).await?;
        for change in &changes {
            println!("       {} {} – {}", change.number, change.account, change.what);
        }
        main.done().await?;
        main.sees_status(BANK, "Active").await?;
        album.add("The connection is active again", main.window()).await
    })?;
    println!("\nThe main job is done. The pictures are in {}", album.folder.display());
    Ok(())
}

/// Pictures that are numbered as they come.
struct Album {
    folder: PathBuf,
    pictures: usize,
}

impl Album {
    async fn add(&mut self, caption: &str, window: &Window) -> Result<(), Trouble> {
        self.pictures += 1;
        let name = format!("{}.png", self.pictures);
        window.picture(&self.folder.join(&name)).await?;
        println!("{:>4}.  {caption} ({})", self.pictures, name);
        Ok(())
    }
}
