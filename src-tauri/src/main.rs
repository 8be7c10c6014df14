//! x
mod application;
mod commands;
mod views;
fn main() {}
