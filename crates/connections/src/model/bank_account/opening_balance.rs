//! The opening balance of a bank account that has statements. They are immutable, so that what was not right in it is made up
//! for by a line of the next one.

use crate::model::ids::BankAccountId;

/// What the line is called that corrects an opening balance.
pub const OPENING_CORRECTED: &str = "Opening balance corrected";

/// What was in a bank account before its first statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningBalance {
    /// What its statements have: what the first one opened with, and the corrections that are in later ones.
    pub used_minor: i64,
    /// What is right by the word of the user. What was used, unless he said otherwise.
    pub right_minor: i64,
    /// How many corrections are in statements.
    pub corrections: u32,
}

/// What makes up for an opening balance that was not right: a line of the next statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningCorrection {
    /// The difference in minor units.
    pub amount_minor: i64,
    /// What tells the line from every other one for ever.
    pub key: String,
}

impl OpeningBalance {
    /// What the next statement has to make up for. `None` where what was used is right.
    #[must_use]
    pub const fn waiting_minor(&self) -> Option<i64> {
        // Nothing was taken for right of which the difference can't be held.
        match self.right_minor.saturating_sub(self.used_minor) {
            0 => None,
            difference => Some(difference),
        }
    }

    /// The same as a line.
    #[must_use]
    pub fn correction(&self, of: BankAccountId) -> Option<OpeningCorrection> {
        let amount_minor = self.waiting_minor()?;
        Some(OpeningCorrection { amount_minor, key: format!("opening/{of}/{}", self.corrections + 1) })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_was_used_and_what_is_right_differ_by_the_next_correction() {
        let of = BankAccountId::new(Uuid::from_u128(1));
        let opening = OpeningBalance { used_minor: 1_000, right_minor: 1_000, corrections: 0 };
        assert_eq!((opening.waiting_minor(), opening.correction(of)), (None, None));
        let first = OpeningBalance { right_minor: 950, ..opening }.correction(of).unwrap();
        let second = OpeningBalance { used_minor: 950, corrections: 1, ..opening }.correction(of).unwrap();
        assert_eq!((first.amount_minor, second.amount_minor), (-50, 50));
        assert_eq!(first.key, format!("opening/{of}/1"));
        assert_eq!(second.key, format!("opening/{of}/2"));
    }
}
