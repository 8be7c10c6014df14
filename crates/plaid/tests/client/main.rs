//! The client against a server on loopback that answers, stalls and breaks off as each test wants.

#![allow(clippy::unwrap_used, reason = "what these tests set up fails by panicking, as they do")]

mod added;
mod answers;
mod bounds;
mod every_call;
mod keys;
mod loopback;
mod repeats;
mod requests;
mod secrets;
mod sync;
