//! How an import is cut where it has more lines than one statement takes: between two days, so that its parts chain just as
//! statements do. Only a day that alone has more lines than that is cut within, and its parts share it.

use jiff::{ToSpan as _, civil::Date};

use crate::model::coverage::Days;

/// What waits to become lines of the next statements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaitingLines {
    /// How many transactions each day has that has any, in order. What is of a day before the import was told late.
    pub transactions: Vec<(Date, u32)>,
    /// How many corrections there are. They are of the last day, and come after all transactions.
    pub corrections: u32,
}

/// What one statement of an import takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its days.
    pub days: Days,
    /// How many of the transactions that are left, the earliest first.
    pub transactions: u32,
    /// How many of the corrections that are left.
    pub corrections: u32,
}

impl WaitingLines {
    /// Whether there is nothing to import.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.corrections == 0 && self.transactions.iter().all(|(_, lines)| *lines == 0)
    }

    /// The parts of an import of these days, in order. Each has a line at least and `most` at most, and ends with the last
    /// whole day that fits.
    #[must_use]
    pub fn parts(&self, import: Days, most: u32) -> Vec<Part> {
        let mut cut = Cut { parts: Vec::new(), first: import.first, lines: 0, most: most.max(1) };
        // What was told late comes with the first day.
        let transactions = self.transactions.iter().map(|(day, lines)| (import.first.max(*day), *lines));
        for (day, lines) in together(transactions.chain([(import.last, self.corrections)])) {
            cut.take(day, lines);
        }
        cut.end(import.last);
        self.of_kinds(cut.parts)
    }

    /// Which of the lines of each part are transactions.
    fn of_kinds(&self, parts: Vec<(Days, u32)>) -> Vec<Part> {
        let mut left: u32 = self.transactions.iter().map(|(_, lines)| lines).sum();
        let part = |(days, lines): (Days, u32)| {
            let transactions = lines.min(left);
            left -= transactions;
            Part { days, transactions, corrections: lines - transactions }
        };
        parts.into_iter().map(part).collect()
    }
}

/// What is of the same day in one number. Days without lines are left out.
fn together(days: impl Iterator<Item = (Date, u32)>) -> Vec<(Date, u32)> {
    let mut together: Vec<(Date, u32)> = Vec::new();
    for (day, lines) in days.filter(|(_, lines)| *lines > 0) {
        match together.last_mut() {
            Some((last, sum)) if *last == day => *sum += lines,
            Some(_) | None => together.push((day, lines)),
        }
    }
    together
}

/// Parts in the making.
struct Cut {
    /// Those that are complete, each with its lines.
    parts: Vec<(Days, u32)>,
    /// Where the next one begins.
    first: Date,
    /// What it has so far.
    lines: u32,
    most: u32,
}

impl Cut {
    fn take(&mut self, day: Date, mut lines: u32) {
        if self.lines > 0 && lines > self.most - self.lines {
            self.end(day.saturating_sub(1.day()));
            self.first = day;
        }
        while lines > self.most {
            self.lines = self.most;
            lines -= self.most;
            self.end(day);
            self.first = day;
        }
        self.lines += lines;
    }

    fn end(&mut self, last: Date) {
        if self.lines > 0 {
            self.parts.push((Days { first: self.first, last }, self.lines));
            self.lines = 0;
        }
    }
}

#[cfg(test)]
mod tests;
