//! The application as the tests drive it: all of the product but its refusal to be driven.
//!
//! Journeys, pictures and measurements use it; it is never given to users.

use bank_connections::{Driving, StartError};

fn main() -> Result<(), StartError> {
    bank_connections::run(Driving::Allowed)
}
