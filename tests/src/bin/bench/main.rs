//! Measures what users wait for and what it costs: `cargo xtask bench`.
//!
//! - Importing a great number of transactions, beside Plaid's npm client that only fetches and inserts them.
//! - From the start of the process to a window that can be used, and the memory of all processes then, beside a Tauri
//!   window with nothing in it, in turns.
//! - From the end of the Link session, as the simulator notes it, to the confirmation on the screen, and how many round
//!   trips to Plaid lie between.
//!
//! `bench import <number>` measures only the first of them, with so many transactions.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "it tells in the terminal what it measures")]

mod confirmation;
mod import;
mod imported;
mod series;
mod start;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    runtime.block_on(async {
        match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [import::CHILD] => return imported::import().await,
            ["import"] => return Ok(import::measure(import::MANY).await?),
            ["import", number] => return Ok(import::measure(number.parse()?).await?),
            [] => {}
            _ => return Err("`bench` takes nothing, or `import <number>`".into()),
        }
        import::measure(import::MANY).await?;
        println!();
        start::measure().await?;
        println!();
        Ok(confirmation::measure().await?)
    })
}
