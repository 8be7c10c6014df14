//! What became of an account, in a sentence: as the screen and the summary say it.

use std::fmt;

use jiff::civil::Date;

use crate::{
    AccountImported, AccountRefreshed, NotRead, Unusable,
    model::{
        link_session::Setback,
        money::Money,
        schedule::Outcome,
        statement::{Compared, Statement},
    },
};

/// What became of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) outcome: Outcome,
    pub(super) words: String,
    /// Whether nobody could be asked, as where there is no network.
    pub(super) is_unreachable: bool,
}

impl Told {
    pub(super) fn cancelled() -> Self {
        Self::new(Outcome::Cancelled, "Cancelled before its turn came.")
    }

    pub(super) fn failed_by_us() -> Self {
        Self::new(Outcome::Failed, "Something went wrong in Bank Connections. Try it by hand.")
    }

    fn new(outcome: Outcome, words: impl Into<String>) -> Self {
        Self { outcome, words: words.into(), is_unreachable: false }
    }
}

/// What came of a refresh.
pub(super) fn of_refresh(refreshed: AccountRefreshed) -> Told {
    match refreshed {
        AccountRefreshed::Balance(_) => Told::new(Outcome::Done, "Refreshed."),
        AccountRefreshed::NoBalance => Told::new(Outcome::Failed, "The bank tells no balance of it."),
        AccountRefreshed::Unholdable => {
            Told::new(Outcome::Failed, "The bank tells a balance that does not fit its currency.")
        }
        AccountRefreshed::NotTold => Told::new(Outcome::Failed, "The bank tells nothing of it any more."),
        AccountRefreshed::Unusable(why) => Told::new(Outcome::LeftOut, unusable_words(why)),
        AccountRefreshed::NotRead(not_read) => of_not_read(&not_read),
        AccountRefreshed::NotWritten => Told::new(Outcome::Failed, "The records could not be written."),
    }
}

/// What came of an import.
pub(super) fn of_import(imported: AccountImported) -> Told {
    match imported {
        AccountImported::Statements(statements) => of_statements(&statements),
        AccountImported::Nothing(compared) => of_nothing(compared),
        AccountImported::Already(until) => {
            Told::new(Outcome::NothingNew, format!("Imported up to {} already.", in_words(until)))
        }
        AccountImported::Before(first) => {
            Told::new(Outcome::LeftOut, format!("Left out: its statements begin on {}.", in_words(first)))
        }
        AccountImported::Ahead(until) => Told::new(
            Outcome::Failed,
            format!(
                "Nothing was imported: the last statement ends on {}, which is still to come on this computer. If its \
                 date is right, importing goes on after that day. If its date is behind, correct it.",
                in_words(until)
            ),
        ),
        AccountImported::Unusable(why) => Told::new(Outcome::LeftOut, unusable_words(why)),
        AccountImported::Amounts(number) => Told::new(
            Outcome::Failed,
            format!("Nothing was imported: amounts that don’t fit the currency of the account: {number}."),
        ),
        AccountImported::NotRead(not_read) => of_not_read(&not_read),
        AccountImported::NotWritten => Told::new(Outcome::Failed, "The records could not be written."),
    }
}

fn of_statements(statements: &[Statement]) -> Told {
    let lines: u32 = statements.iter().map(|statement| statement.lines).sum();
    let plural = |number: usize, one: &str, more: &str| format!("{number} {}", if number == 1 { one } else { more });
    let until = statements.last().map(|last| format!(", up to {}", in_words(last.days.last))).unwrap_or_default();
    let imported = format!(
        "Imported {} with {}{until}.",
        plural(statements.len(), "statement", "statements"),
        plural(lines as usize, "line", "lines"),
    );
    match statements.last().and_then(Statement::compared).and_then(|compared| compared.difference()) {
        Some(difference) => differs(&imported, difference),
        None => Told::new(Outcome::Done, imported),
    }
}

fn of_nothing(compared: Option<Compared>) -> Told {
    match compared.map(|compared| compared.difference()) {
        None => Told::new(Outcome::NothingNew, "Nothing new."),
        Some(None) => Told::new(Outcome::NothingNew, "Nothing new. The bank’s balance agrees."),
        Some(Some(difference)) => differs("Nothing new.", difference),
    }
}

fn differs(words: &str, difference: Money) -> Told {
    let (units, currency) = (difference.units(), difference.currency);
    Told::new(Outcome::Differs, format!("{words} The bank tells a balance that differs by {units} {currency}."))
}

/// `Nov 29, 2026`, as the screens say days.
fn in_words(day: Date) -> impl fmt::Display {
    day.strftime("%b %-d, %Y")
}

/// Why an account was left out.
pub(super) const fn unusable_words(why: Unusable) -> &'static str {
    match why {
        Unusable::NotLinked => "Left out: it feeds no bank account.",
        Unusable::Inactive => "Left out: it was not selected in the last update of its connection.",
        Unusable::Obsolete => "Left out: its connection was removed.",
        Unusable::Paused => "Left out: its connection is paused.",
        Unusable::Updating => "Left out: its connection is being updated.",
        Unusable::Replaced => "Left out: the login of its connection was replaced meanwhile. The next run reads it.",
        Unusable::BankAccountInactive => "Left out: its bank account is not in use.",
    }
}

fn of_not_read(not_read: &NotRead) -> Told {
    let words = match not_read {
        NotRead::NotReady => "The bank has not delivered it to Plaid yet.",
        NotRead::NotGiven => "The bank or its consent does not give it.",
        NotRead::TooOften => "Plaid was asked too often. A little later it answers again.",
        NotRead::NeedsUpdate => "The connection has to be updated.",
        NotRead::NeedsReconnecting => "The connection has to be reconnected.",
        NotRead::Setback(setback, code) => return of_setback(*setback, code.as_deref()),
    };
    Told::new(Outcome::Failed, words)
}

fn of_setback(setback: Setback, code: Option<&str>) -> Told {
    let words = match setback {
        Setback::PlaidUnreachable => "Plaid could not be reached.",
        Setback::PlaidKeysRefused => "Plaid did not take the Plaid keys.",
        Setback::PlaidRefused => "Plaid refused.",
        Setback::BankUnavailable => "The bank did not answer.",
        Setback::KeyringMissing => "The keyring did not answer.",
        Setback::KeyringLocked => "The keyring is locked.",
        Setback::KeyringRefused => "The keyring refused.",
        Setback::KeyringEntryMissing => "The keyring no longer has the access to this connection.",
    };
    let words = code.map_or_else(|| words.to_owned(), |code| format!("{words} Plaid’s code: {code}."));
    Told { is_unreachable: setback == Setback::PlaidUnreachable, ..Told::new(Outcome::Failed, words) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::Currency;

    #[test]
    fn where_nothing_is_new_it_is_said_whether_the_bank_agrees() {
        let currency = Currency::of("USD").unwrap();
        let compared = |bank_minor| Some(Compared { currency, closing_minor: 1_000, bank_minor });
        for (compared, outcome, words) in [
            (None, Outcome::NothingNew, "Nothing new."),
            (compared(1_000), Outcome::NothingNew, "Nothing new. The bank’s balance agrees."),
            (compared(950), Outcome::Differs, "Nothing new. The bank tells a balance that differs by -0.50 USD."),
        ] {
            let told = of_import(AccountImported::Nothing(compared));
            assert_eq!((told.outcome, &*told.words), (outcome, words));
        }
    }

    #[test]
    fn only_where_nobody_answers_it_is_worth_another_try_soon() {
        for (setback, is_unreachable) in [(Setback::PlaidUnreachable, true), (Setback::BankUnavailable, false)] {
            let told = of_import(AccountImported::NotRead(NotRead::Setback(setback, Some("CODE".to_owned()))));
            assert_eq!((told.outcome, told.is_unreachable), (Outcome::Failed, is_unreachable));
            assert!(told.words.ends_with("Plaid’s code: CODE."), "{}", told.words);
        }
    }
}
