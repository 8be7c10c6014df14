//! The desktop application: windows, the command table, the Link window, start and end, the log.
//!
//! No rule of the product lives here, only what has to do with windows, paths and the environment.
//!
//! It is a library, because two programs are made of it: the product beside this file, and the one of the tests in
//! `tests/driven`, whose windows can be driven from outside.

mod another_profile;
mod application;
mod commands;
mod door;
mod environment;
mod exports;
mod folder;
mod link;
mod logging;
mod mail_program;
mod menu;
mod notifications;
mod profile;
mod restoring;
mod startup;
mod system_lock;
mod tray;
mod vanishing;
mod views;

pub use application::{StartError, run};
pub use door::Driving;
