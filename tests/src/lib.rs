//! What the tests across the whole house share: a desktop nobody sees, the real application on it, and the pages one
//! meets there, found by role and accessible name as a person would.
//!
//! Nothing in here knows a rule of the product. Waiting is always for a state and has an end; a journey that had to
//! give up leaves pictures and logs behind.
#![cfg(target_os = "linux")]
#![allow(clippy::missing_errors_doc, reason = "every step of a journey can fail, and `Trouble` says how")]
#![allow(clippy::missing_panics_doc, reason = "what a test sets up may fail the test")]

pub mod application;
pub mod bank_page;
pub mod desktop;
pub mod entrance;
pub mod journey;
pub mod keyring_entries;
pub mod locking;
pub mod mail_server;
pub mod main_window;
pub mod new_login;
pub mod notifications;
pub mod past;
pub mod process_group;
pub mod processes;
pub mod product;
pub mod python;
pub mod removal;
pub mod screen;
pub mod secret_service;
pub mod secrets;
pub mod simulator;
pub mod small_disk;
pub mod stage;
pub mod statements;
pub mod tampering;
pub mod tray;
pub mod trouble;
pub mod views;
pub mod wait;
pub mod window;
pub mod window_manager;

pub use trouble::Trouble;
