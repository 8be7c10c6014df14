//! A list of bank accounts from elsewhere, held against those on record: what would be added, what would change, and what
//! can't be taken.

use std::collections::{BTreeSet, HashMap};

use super::{
    BankAccount,
    names::{NameError, code_key, tidy_code, tidy_name},
};
use crate::model::{ids::BankAccountId, money::Currency};

/// A line of the list, as it is written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRow {
    /// Where it stands in the file, counted from 1.
    pub line: u64,
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// The currency.
    pub currency: String,
    /// Whether it is in use. Empty where the list does not say.
    pub active: String,
    /// Whether the line has more or fewer fields than the list has columns.
    pub is_uneven: bool,
}

/// A line, held against the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// As it is written.
    pub row: ListedRow,
    /// What it would do.
    pub change: Result<ListedChange, ListedFault>,
}

/// What a line would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListedChange {
    /// It adds a bank account.
    New {
        /// The code, tidy.
        code: String,
        /// The name, tidy.
        name: String,
        /// The currency.
        currency: Currency,
        /// Whether it is in use.
        active: bool,
    },
    /// It changes one on record.
    Changed {
        /// As it is on record.
        before: BankAccount,
        /// As it would be.
        after: BankAccount,
    },
    /// It says what is on record.
    Unchanged,
}

/// Why a line can't be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListedFault {
    /// It has more or fewer fields than there are columns.
    Uneven,
    /// The code is none.
    Code(NameError),
    /// The name is none.
    Name(NameError),
    /// The currency is none that can be in books.
    Currency,
    /// It is neither yes nor no.
    Active,
    /// An earlier line has the same code.
    Repeated {
        /// Where that line stands.
        line: u64,
    },
    /// The bank account on record has another currency, which never changes.
    OtherCurrency {
        /// That of the record.
        on_record: Currency,
    },
    /// The bank account is fed, and would not be in use any more.
    Fed,
}

/// Holds the lines against the bank accounts on record, and those of them that are fed.
#[must_use]
pub fn compare(rows: Vec<ListedRow>, on_record: &[BankAccount], fed: &BTreeSet<BankAccountId>) -> Vec<Listed> {
    let records: HashMap<_, _> = on_record.iter().map(|account| (code_key(&account.code), account)).collect();
    let mut lines: HashMap<String, u64> = HashMap::new();
    rows.into_iter()
        .map(|row| {
            let change = read(&row).and_then(|read| {
                let key = code_key(&read.code);
                if let Some(line) = lines.get(&key) {
                    return Err(ListedFault::Repeated { line: *line });
                }
                lines.insert(key.clone(), row.line);
                held_against(read, records.get(&key).copied(), fed)
            });
            Listed { row, change }
        })
        .collect()
}

/// What a line says.
struct Said {
    code: String,
    name: String,
    currency: Currency,
    active: Option<bool>,
}

fn read(row: &ListedRow) -> Result<Said, ListedFault> {
    if row.is_uneven {
        return Err(ListedFault::Uneven);
    }
    Ok(Said {
        code: tidy_code(&row.code).map_err(ListedFault::Code)?,
        name: tidy_name(&row.name).map_err(ListedFault::Name)?,
        currency: Currency::of(&row.currency.trim().to_ascii_uppercase()).ok_or(ListedFault::Currency)?,
        active: active(&row.active)?,
    })
}

fn held_against(
    said: Said,
    on_record: Option<&BankAccount>,
    fed: &BTreeSet<BankAccountId>,
) -> Result<ListedChange, ListedFault> {
    let Said { code, name, currency, active } = said;
    let Some(before) = on_record else {
        return Ok(ListedChange::New { code, name, currency, active: active.unwrap_or(true) });
    };
    if before.currency != currency {
        return Err(ListedFault::OtherCurrency { on_record: before.currency });
    }
    // The code stays as it is written on record: the list may have it in other letters.
    let after = BankAccount { name, active: active.unwrap_or(before.active), ..before.clone() };
    if before.active && !after.active && fed.contains(&before.id) {
        return Err(ListedFault::Fed);
    }
    Ok(if after == *before { ListedChange::Unchanged } else { ListedChange::Changed { before: before.clone(), after } })
}

/// Whether it is in use. `None` where nothing is said.
fn active(text: &str) -> Result<Option<bool>, ListedFault> {
    match text.trim().to_lowercase().as_str() {
        "" => Ok(None),
        "yes" | "y" | "true" | "1" | "active" => Ok(Some(true)),
        "no" | "n" | "false" | "0" | "inactive" => Ok(Some(false)),
        _ => Err(ListedFault::Active),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn on_record(number: u128, code: &str, name: &str) -> BankAccount {
        BankAccount {
            id: BankAccountId::new(Uuid::from_u128(number)),
            code: code.to_owned(),
            name: name.to_owned(),
            currency: Currency::of("USD").unwrap(),
            active: true,
        }
    }

    /// `1010|Operating|USD|yes`, line by line from the second on.
    fn compared(rows: &[&str], fed: &[BankAccountId]) -> Vec<Result<ListedChange, ListedFault>> {
        let rows = (2..).zip(rows).map(|(line, text)| {
            let parts: Vec<_> = text.split('|').map(str::to_owned).collect();
            let [code, name, currency, active] = &parts[..] else { unreachable!("`{text}` has four parts") };
            let (code, name, currency, active) = (code.clone(), name.clone(), currency.clone(), active.clone());
            ListedRow { line, code, name, currency, active, is_uneven: false }
        });
        let records = [on_record(1, "1010", "Operating account"), on_record(2, "A 1", "Savings")];
        let listed = compare(rows.collect(), &records, &fed.iter().copied().collect());
        listed.into_iter().map(|listed| listed.change).collect()
    }

    fn new(code: &str, name: &str, active: bool) -> ListedChange {
        let (code, name) = (code.to_owned(), name.to_owned());
        ListedChange::New { code, name, currency: Currency::of("USD").unwrap(), active }
    }

    #[test]
    fn a_line_adds_changes_or_says_what_is_on_record() {
        let before = on_record(2, "A 1", "Savings");
        let renamed = BankAccount { name: "Reserve".to_owned(), ..before.clone() };
        let closed = BankAccount { active: false, ..before.clone() };
        for (row, expected) in [
            ("1030| Petty  cash |usd|", Ok(new("1030", "Petty cash", true))),
            ("1030|Petty cash|USD|No", Ok(new("1030", "Petty cash", false))),
            ("1010|Operating account|USD|", Ok(ListedChange::Unchanged)),
            ("a  1|Savings|USD|TRUE", Ok(ListedChange::Unchanged)),
            ("a 1|Reserve|USD|", Ok(ListedChange::Changed { before: before.clone(), after: renamed })),
            ("A 1|Savings|USD|0", Ok(ListedChange::Changed { before, after: closed })),
        ] {
            assert_eq!(compared(&[row], &[]), [expected], "{row}");
        }
    }

    #[test]
    fn a_line_that_can_not_be_meant_says_why() {
        for (row, fault) in [
            ("|Petty cash|USD|", ListedFault::Code(NameError::Empty)),
            ("1030||USD|", ListedFault::Name(NameError::Empty)),
            ("1030|Petty\ncash|USD|", ListedFault::Name(NameError::Unprintable)),
            ("1030|Petty cash|Dollars|", ListedFault::Currency),
            ("1030|Petty cash|BTC|", ListedFault::Currency),
            ("1030|Petty cash|USD|maybe", ListedFault::Active),
            ("1010|Operating account|CAD|", ListedFault::OtherCurrency { on_record: Currency::of("USD").unwrap() }),
        ] {
            assert_eq!(compared(&[row], &[]), [Err(fault)], "{row}");
        }
    }

    #[test]
    fn a_code_is_listed_once_however_it_is_written() {
        let listed = compared(&["b1|One|USD|", "b2|Other|USD|", "B1|Again|USD|"], &[]);
        assert_eq!(
            listed,
            [Ok(new("b1", "One", true)), Ok(new("b2", "Other", true)), Err(ListedFault::Repeated { line: 2 })]
        );
    }

    #[test]
    fn a_bank_account_that_is_fed_stays_in_use() {
        let fed = [on_record(1, "", "").id];
        assert_eq!(compared(&["1010|Operating account|USD|no"], &fed), [Err(ListedFault::Fed)]);
        assert_eq!(compared(&["1010|Operating account|USD|yes"], &fed), [Ok(ListedChange::Unchanged)]);
    }
}
