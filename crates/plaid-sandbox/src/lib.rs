//! A Plaid of our own on loopback: the API, the hosted Link pages, test banks, and faults on demand.
//!
//! It is written against Plaid's public documentation and shares no type with the client, so that an error in one is
//! not mirrored in the other. It listens on loopback only, calls nobody, and holds nothing of worth: its keys and
//! tokens follow from the seed. The README of this crate lists routes, passwords and switches.

mod api;
mod bank;
mod bookings;
mod clock;
mod control;
mod exchange;
mod fault;
mod happenings;
mod page;
mod sandbox;
mod seed;
mod server;
mod simulation;
mod state_file;
mod switches;
mod visit;
mod world;

pub use bookings::{BankTransaction, NotBooked};
pub use clock::Clock;
pub use control::{AccountReport, ItemReport, LinkReport, SessionReport};
pub use exchange::Exchange;
pub use fault::{Fault, FaultRule};
pub use happenings::{NoSuchAccount, NoSuchItem, OpenedAccount};
pub use sandbox::{Config, Sandbox, StartError};
pub use state_file::StateFileError;
pub use switches::Switches;
pub use visit::{Choice, NoSuchPage, Unfitting, Visit};
pub use world::Renaming;
