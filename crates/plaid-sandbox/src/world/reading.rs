//! Reading transactions page by page: what differs between two moments, and what a balance makes of it.
//!
//! The list of a reading is made once and kept while it is read, so that a page costs what is on it. What control generated in
//! great number is not even listed: each page makes its own part.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};

use super::{
    Grant, Item, ItemAccount,
    ledger::{Face, Moment},
};
use crate::bank::{self, Amount, Balances, Line};

/// How much history a bank has of an account, however much is asked for.
const HISTORY_DAYS: u16 = 180;
/// How much of it is there at first.
const INITIAL_DAYS: u16 = 30;
/// After how many days time alone changes nothing about a transaction.
const SETTLED_AFTER_DAYS: u16 = 4;
/// How many lists are kept.
const READINGS_KEPT: usize = 8;

/// What does not depend on an Item.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) seed: u64,
    /// How long after it was made an Item has all of its history.
    pub(crate) history_after: SignedDuration,
}

/// One difference: of which account, by its place in the Item, and how the transaction is shown, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    Added(usize, Face),
    Modified(usize, Face),
    Removed(usize, Face),
}

/// Everything that differs between two moments.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    listed: Vec<Change>,
    /// Accounts and lots of theirs, by their places, with the number of transactions.
    lots: Vec<(usize, usize, usize)>,
}

/// Which reading a list is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) item_id: String,
    pub(crate) only: Option<String>,
    pub(crate) from: Option<Moment>,
    pub(crate) to: Moment,
}

/// The lists of the last readings.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Readings(Vec<(Key, Arc<Changes>)>);

impl Readings {
    /// The list of a reading, made where it is not there.
    pub(crate) fn of(&mut self, key: Key, make: impl FnOnce() -> Changes) -> Arc<Changes> {
        if let Some((_, changes)) = self.0.iter().find(|(known, _)| *known == key) {
            return Arc::clone(changes);
        }
        if self.0.len() == READINGS_KEPT {
            self.0.remove(0);
        }
        let changes = Arc::new(make());
        self.0.push((key, Arc::clone(&changes)));
        changes
    }
}

impl Changes {
    pub(crate) fn count(&self) -> usize {
        self.listed.len() + self.lots.iter().map(|(.., count)| count).sum::<usize>()
    }

    /// A part of them. Those of a lot that control changed or took away are left out, so it can be fewer.
    pub(crate) fn part(&self, item: &Item, offset: usize, count: usize) -> Vec<Change> {
        let mut part: Vec<Change> = self.listed.iter().skip(offset).take(count).cloned().collect();
        let end = offset + count;
        let mut begin_of_lot = self.listed.len();
        for (account, lot, length) in &self.lots {
            let end_of_lot = begin_of_lot + length;
            let indices = offset.max(begin_of_lot)..end.min(end_of_lot);
            let ledger = &item.accounts[*account].ledger;
            for index in indices {
                let index = u32::try_from(index - begin_of_lot).expect("a lot is counted in 32 bits");
                let face = ledger.lots[*lot].face(index);
                if !ledger.knows(&face.line.key) {
                    part.push(Change::Added(*account, face));
                }
            }
            begin_of_lot = end_of_lot;
        }
        part
    }
}

impl Item {
    /// This moment of the Item.
    pub(crate) const fn moment(&self, now: Timestamp) -> Moment {
        Moment { at: now, revision: self.revision }
    }

    /// Whether all of the history is there.
    pub(crate) fn has_history(&self, terms: Terms, at: Timestamp) -> bool {
        at >= self.created_at + terms.history_after
    }

    /// Everything that differs between two moments, account by account. Before the first moment there was nothing.
    pub(crate) fn changes(&self, terms: Terms, only: Option<&str>, from: Option<Moment>, to: Moment) -> Changes {
        let mut changes = Changes::default();
        for (place, account) in self.accounts.iter().enumerate() {
            let Some(grant) = account.grant.as_ref().filter(|grant| only.is_none_or(|only| only == grant.account_id))
            else {
                continue;
            };
            // An account that has its id only since then is new as a whole.
            let from = from.filter(|from| grant.is_known_at(*from));
            let visible = |at| self.visible_from(terms, account, at);
            for pair in self.pairs(terms.seed, account, (from, to), visible) {
                changes.listed.extend(difference(place, pair));
            }
            for (index, lot) in account.ledger.lots.iter().enumerate() {
                if lot.since <= to.revision && from.is_none_or(|from| from.revision < lot.since) {
                    changes.lots.push((place, index, lot.count as usize));
                }
            }
        }
        changes
    }

    /// The balances of an account at a moment: those with which the Item began, moved by what was posted since.
    pub(crate) fn balances(&self, seed: u64, account: &ItemAccount, at: Moment) -> Balances {
        let opened = account.opened.unwrap_or(Moment { at: self.created_at, revision: 0 });
        let first = self.first_day(account);
        let nothing = Amount::from_cents(0);
        let (mut posted, mut pending) = (account.ledger.generated_between(opened.revision, at.revision), nothing);
        for (before, after) in self.pairs(seed, account, (Some(opened), at), |_| first) {
            let part = |face: &Option<Face>, of_pending| {
                face.as_ref().filter(|face| face.pending == of_pending).map_or(nothing, |face| face.line.amount)
            };
            posted = posted + part(&after, false) - part(&before, false);
            pending = pending + part(&after, true) - part(&before, true);
        }
        let Balances { current, available, limit } = account.at_bank.balances;
        // What is owed grows by what goes out, what is there shrinks by it.
        let is_owed = matches!(account.at_bank.kind.as_str(), "credit" | "loan");
        Balances {
            current: current.map(|current| if is_owed { current + posted } else { current - posted }),
            available: available.map(|available| available - posted - pending),
            limit,
        }
    }

    /// How each transaction was shown at one moment and is at another. Those that can't have changed are left out.
    fn pairs(
        &self,
        seed: u64,
        account: &ItemAccount,
        (from, to): (Option<Moment>, Moment),
        visible: impl Fn(Timestamp) -> Date,
    ) -> Vec<(Option<Face>, Option<Face>)> {
        let first = visible(to.at);
        let begin = match from {
            Some(from) if visible(from.at) == first => first.max(day(from.at).saturating_sub(days(SETTLED_AFTER_DAYS))),
            Some(_) | None => first,
        };
        let lines = self.lines(seed, account, begin, day(to.at));
        let by_time = lines.into_iter().filter(|line| !account.ledger.knows(&line.key)).map(|line| {
            let before = from.filter(|from| line.date >= visible(from.at));
            (before.and_then(|from| Face::by_age(&line, from.at)), Face::by_age(&line, to.at))
        });
        let written =
            account.ledger.entries.iter().map(|entry| (from.and_then(|from| entry.face(from)), entry.face(to)));
        by_time.chain(written).collect()
    }

    /// The lines that time brings from one day to another.
    pub(super) fn lines(&self, seed: u64, account: &ItemAccount, from: Date, to: Date) -> Vec<Line> {
        bank::history(seed, (&self.institution_id, &self.username), &account.at_bank, from, to)
    }

    /// Where the history begins. What a custom user wrote is all there is.
    pub(super) fn first_day(&self, account: &ItemAccount) -> Date {
        let most = if account.at_bank.transactions.is_some() { u16::MAX } else { HISTORY_DAYS };
        day(self.created_at).saturating_sub(days(self.days_requested.min(most)))
    }

    fn visible_from(&self, terms: Terms, account: &ItemAccount, at: Timestamp) -> Date {
        let first = self.first_day(account);
        if self.has_history(terms, at) {
            return first;
        }
        first.max(day(self.created_at).saturating_sub(days(INITIAL_DAYS)))
    }
}

impl Grant {
    fn is_known_at(&self, moment: Moment) -> bool {
        self.granted_at <= moment.at && self.revision <= moment.revision
    }
}

fn difference(place: usize, (before, after): (Option<Face>, Option<Face>)) -> Vec<Change> {
    match (before, after) {
        (None, None) => Vec::new(),
        (None, Some(after)) => vec![Change::Added(place, after)],
        (Some(before), None) => vec![Change::Removed(place, before)],
        (Some(before), Some(after)) if before == after => Vec::new(),
        (Some(before), Some(after)) if before.pending == after.pending => vec![Change::Modified(place, after)],
        (Some(before), Some(after)) => vec![Change::Removed(place, before), Change::Added(place, after)],
    }
}

pub(super) fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn days(count: u16) -> jiff::Span {
    i64::from(count).days()
}
