//! The desktop application: windows, the command table, the Link window, start and end, the log.
//!
//! No rule of the product lives here, only what has to do with windows, paths and the environment.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod application;
mod commands;
mod environment;
mod folder;
mod link;
mod logging;
mod mail_program;
mod menu;
mod profile;
mod startup;
mod vanishing;
mod views;

fn main() -> tauri::Result<()> {
    application::run()
}
