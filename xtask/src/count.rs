//! Reading from a tool's output how many checks passed and failed.
//!
//! The numbers come from the lines in which libtest and vitest sum up. Where a tool has no such line, its exit status
//! counts as one check.

use std::ops::AddAssign;

/// How many checks ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// They held.
    pub passed: usize,
    /// They did not hold.
    pub failed: usize,
    /// They were not run.
    pub skipped: usize,
}

impl Count {
    /// One check that has only an exit status.
    pub fn of_one(passed: bool) -> Count {
        Count { passed: passed.into(), failed: (!passed).into(), skipped: 0 }
    }

    /// Nothing was counted at all.
    pub fn is_empty(self) -> bool {
        self == Count::default()
    }

    /// The numbers in a line of libtest's or vitest's summary; `None` in any other line.
    pub fn in_line(line: &str) -> Option<Count> {
        let line = line.trim();
        if let Some(numbers) = line.strip_prefix("test result: ") {
            let (_, numbers) = numbers.split_once(". ")?;
            return Some(from_parts(numbers.split(';')));
        }
        let numbers = line.strip_prefix("Tests  ")?;
        let (numbers, _total) = numbers.rsplit_once('(')?;
        Some(from_parts(numbers.split('|')))
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// Reads parts like `12 passed`; others say nothing about how many checks there were.
fn from_parts<'a>(parts: impl Iterator<Item = &'a str>) -> Count {
    let mut count = Count::default();
    for part in parts {
        let Some((number, what)) = part.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse() else { continue };
        match what.trim() {
            "passed" => count.passed = number,
            "failed" => count.failed = number,
            "ignored" | "skipped" | "todo" => count.skipped += number,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, passed: usize, failed: usize, skipped: usize) {
        assert_eq!(Count::in_line(line), Some(Count { passed, failed, skipped }), "{line}");
    }

    #[test]
    fn a_summary_of_libtest_is_counted() {
        check(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.02s",
            12,
            0,
            1,
        );
        check(
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s",
            3,
            2,
            0,
        );
    }

    #[test]
    fn a_summary_of_vitest_is_counted() {
        check("      Tests  41 passed (41)", 41, 0, 0);
        check("      Tests  1 failed | 11 passed | 2 skipped | 1 todo (15)", 11, 1, 3);
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in ["", "test result: unknown", " Test Files  3 passed (3)", "test a_name ... ok", "Tests  none"] {
            assert_eq!(Count::in_line(line), None, "{line}");
        }
    }

    #[test]
    fn skipped_checks_are_named_only_where_there_are_any() {
        assert_eq!(Count { passed: 2, failed: 1, skipped: 0 }.to_string(), "2 passed, 1 failed");
        assert_eq!(Count { passed: 2, failed: 1, skipped: 4 }.to_string(), "2 passed, 1 failed, 4 skipped");
    }
}
