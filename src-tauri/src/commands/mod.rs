//! The commands of the main window, made from the table: reading the argument, running the handler, answering.
//!
//! Tauri's access control has refused every window but the main one before anything here runs.

mod arguments;
#[cfg(test)]
mod bindings;
//mod handlers;
mod table;
