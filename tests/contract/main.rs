//! The contract with Plaid: what our client asks and what our simulator answers, both held against Plaid's own schema.
//!
//! Client and simulator share no type, and neither is measured by the other: the schema stands between them. It is not
//! part of the project; where it is absent these tests are reported as ignored.

mod calls;
mod documented;
mod page;
mod refusals;
mod sessions;
mod teeth;
mod users;
mod world;

use std::{path::Path, process::ExitCode, sync::Arc};

use libtest_mimic::{Arguments, Failed, Trial};

use documented::Documented;

/// The schema, beside the project.
const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/plaid/schema.json");

/// A test: it gets the schema, and starts what it needs.
type Test = fn(&Documented) -> Result<(), Failed>;

fn main() -> ExitCode {
    let schema = Path::new(SCHEMA);
    let absent = !schema.exists();
    let documented = Arc::new(Documented::read(schema));
    let tests = [calls::TESTS, sessions::TESTS, refusals::TESTS, users::TESTS, teeth::TESTS].concat();
    let trials = tests.into_iter().map(|(name, test)| {
        let documented = Arc::clone(&documented);
        let run = move || documented.as_ref().as_ref().map_err(Failed::clone).and_then(test);
        Trial::test(name, run).with_ignored_flag(absent)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}
