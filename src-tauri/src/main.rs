//! The product. Whatever its environment says, nobody drives its windows but the user.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use bank_connections::{Driving, StartError};

fn main() -> Result<(), StartError> {
    bank_connections::run(Driving::Refused)
}
