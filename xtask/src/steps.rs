//! Working through checks one after another: all of them, also after one failed, with a sum at the end.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::count::Count;
use crate::process::{self, Failure};

/// One part of the checks.
pub struct Step {
    name: String,
    command: Command,
    counts: Counts,
}

/// How the checks of a step are counted.
#[derive(Clone, Copy)]
enum Counts {
    /// Success or failure of the command is one check.
    Status,
    /// The command runs tests and sums them up. That there are none is a failure: it looked in the wrong place.
    Tests,
}

impl Step {
    /// A step that holds or doesn't, as a whole.
    pub fn check(name: &str, command: Command) -> Step {
        Step { name: name.to_owned(), command, counts: Counts::Status }
    }

    /// A step that runs tests.
    pub fn tests(name: &str, command: Command) -> Step {
        Step { name: name.to_owned(), command, counts: Counts::Tests }
    }

    fn run(&mut self) -> Result<Count, Failure> {
        // Escape codes would hide the lines that are counted.
        self.command.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
        let mut count = Count::default();
        let status = process::watch(&mut self.command, |line| {
            if let Some(found) = Count::in_line(line) {
                count += found;
            }
        })?;
        Ok(match self.counts {
            Counts::Status => Count::of_one(status.success()),
            Counts::Tests => of_tests(count, status.success()),
        })
    }
}

/// A program that crashed, did not compile or ran nothing has not summed that up.
fn of_tests(mut count: Count, success: bool) -> Count {
    if count.failed == 0 && (!success || count.is_empty()) {
        count.failed = 1;
    }
    count
}

/// Runs all steps, prints a table and, as the last line, the sum.
pub fn run(steps: Vec<Step>) -> Result<(), Failure> {
    let number = steps.len();
    let mut sum = Count::default();
    let mut table = Vec::new();
    for (index, mut step) in steps.into_iter().enumerate() {
        println!("\n==> {}/{number} {}: {}", index + 1, step.name, process::as_typed(&step.command));
        let start = Instant::now();
        let count = step.run().unwrap_or_else(|failure| {
            eprintln!("{failure}");
            Count::of_one(false)
        });
        sum += count;
        table.push(row(&step.name, count, start.elapsed()));
        println!("{}", table[index]);
    }
    println!("\n{}\n{sum}", table.join("\n"));
    if sum.failed == 0 { Ok(()) } else { Err(Failure::Checks) }
}

fn row(name: &str, count: Count, took: Duration) -> String {
    let verdict = if count.failed == 0 { "ok    " } else { "FAILED" };
    format!("{verdict} {name:<24} {:>6.1} s  {count}", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_ran_no_test_has_failed() {
        assert_eq!(of_tests(Count::default(), true), Count { failed: 1, ..Count::default() });
    }

    #[test]
    fn a_step_that_only_skipped_has_not_failed() {
        let skipped = Count { skipped: 1, ..Count::default() };
        assert_eq!(of_tests(skipped, true), skipped);
    }

    #[test]
    fn a_crash_after_passed_tests_is_a_failure() {
        let passed = Count { passed: 3, ..Count::default() };
        assert_eq!(of_tests(passed, false), Count { failed: 1, ..passed });
    }

    #[test]
    fn a_failure_that_was_summed_up_is_not_counted_twice() {
        let failed = Count { passed: 3, failed: 2, skipped: 0 };
        assert_eq!(of_tests(failed, false), failed);
    }
}
