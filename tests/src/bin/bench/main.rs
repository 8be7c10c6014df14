//! Measures what users wait for and what it costs: `cargo xtask bench`.
//!
//! - From the start of the process to a window that can be used, and the memory of all processes then, beside a Tauri
//!   window with nothing in it, in turns.
//! - From the end of the Link session, as the simulator notes it, to the confirmation on the screen, and how many round
//!   trips to Plaid lie between.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "it tells in the terminal what it measures")]

mod confirmation;
mod series;
mod start;

use bank_connections_tests::Trouble;

fn main() -> Result<(), Trouble> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        start::measure().await?;
        println!();
        confirmation::measure().await
    })
}
