//! The Link window: the bank's page inside the application, and the guard on every way out of it.
//!
//! The page is foreign. Its windows have no capability, so that no command and no event is open to them; where they may
//! go is a pure rule (`navigation`); what it says is never believed, only taken as a reason to ask Plaid.

pub mod guard;
pub mod keeper;
mod navigation;
mod popups;
mod restrictions;
mod webkit;
mod window;

pub use window::bring_to_front;
