//! What control does to transactions: writes, changes, posts and takes away single ones, and makes many at once.

use jiff::{Timestamp, civil::Date};

use super::{
    Item, ItemAccount, World,
    ledger::{Base, Face},
    reading::day,
};
use crate::bank::{Amount, Line};

/// A transaction that control writes, or what it changes about one: what is `None` has its usual value, or stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Booking {
    pub(crate) date: Option<Date>,
    pub(crate) amount: Option<Amount>,
    pub(crate) name: Option<String>,
    pub(crate) merchant: Option<String>,
    pub(crate) original: Option<String>,
    pub(crate) pending: Option<bool>,
    pub(crate) check_number: Option<String>,
    pub(crate) reference: Option<String>,
    pub(crate) channel: Option<String>,
    pub(crate) category: Option<String>,
}

/// At which page the next readings of an Item break.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Breaks {
    pub(crate) times: u32,
    pub(crate) at_page: usize,
}

impl Breaks {
    /// Whether this page breaks its reading.
    pub(crate) fn strike(&mut self, page: usize) -> bool {
        let strikes = self.times > 0 && page == self.at_page;
        self.times -= u32::from(strikes);
        strikes
    }
}

/// A transaction that is shown now.
struct Found {
    place: usize,
    face: Face,
    base: Option<Base>,
}

impl World {
    /// Writes a transaction into a granted account, or keeps it until the next refresh. Gives its id.
    pub(crate) fn book(
        &mut self,
        (item_id, account_id): (&str, &str),
        booking: Booking,
        awaits_refresh: bool,
        now: Timestamp,
    ) -> Option<String> {
        let (seed, key) = (self.ids.seed(), format!("booked-{}", self.ids.uuid()));
        let item = self.item(item_id)?;
        let place = item.place_of(account_id)?;
        let line = Line::plain(key.clone(), day(now), Amount::from_cents(0), String::new());
        let face = booking.applied_to(Face { line, pending: false, was_pending: false });
        let id = face.id(seed, account_id);
        if awaits_refresh {
            item.accounts[place].ledger.hold(face);
        } else {
            let since = item.touch();
            item.accounts[place].ledger.record(since, &key, None, Some(face));
        }
        Some(id)
    }

    /// Changes a transaction, whoever wrote it. One that is no longer pending is posted, under another id. Gives its id.
    pub(crate) fn rebook(&mut self, item_id: &str, id: &str, booking: Booking, now: Timestamp) -> Option<String> {
        let seed = self.ids.seed();
        let item = self.item(item_id)?;
        let Found { place, face, base } = item.find(seed, id, now)?;
        let face = booking.applied_to(face);
        let id = face.id(seed, &item.accounts[place].grant.as_ref()?.account_id);
        let since = item.touch();
        item.accounts[place].ledger.record(since, &face.line.key.clone(), base, Some(face));
        Some(id)
    }

    /// Takes a transaction away.
    pub(crate) fn unbook(&mut self, item_id: &str, id: &str, now: Timestamp) -> Option<()> {
        let seed = self.ids.seed();
        let item = self.item(item_id)?;
        let Found { place, face, base } = item.find(seed, id, now)?;
        let since = item.touch();
        item.accounts[place].ledger.record(since, &face.line.key, base, None);
        Some(())
    }

    /// Gives a granted account so many transactions more, spread over the days until today.
    pub(crate) fn generate(
        &mut self,
        (item_id, account_id): (&str, &str),
        count: u32,
        days: u16,
        now: Timestamp,
    ) -> Option<()> {
        let item = self.item(item_id)?;
        let place = item.place_of(account_id)?;
        let since = item.touch();
        item.accounts[place].ledger.generate(since, count, days, day(now));
        Some(())
    }
}

impl Item {
    /// Something about the Item's transactions changed. Gives the revision since which it is so.
    pub(crate) const fn touch(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }

    /// Plaid visits the bank, and sees what it had not seen.
    pub(crate) fn refresh(&mut self) {
        if self.accounts.iter().any(|account| account.ledger.has_unseen()) {
            let since = self.touch();
            self.accounts.iter_mut().for_each(|account| account.ledger.see(since));
        }
    }

    fn place_of(&self, account_id: &str) -> Option<usize> {
        self.accounts.iter().position(|account| account.has_id(account_id))
    }

    fn find(&self, seed: u64, id: &str, now: Timestamp) -> Option<Found> {
        self.accounts.iter().enumerate().find_map(|(place, account)| {
            let (face, base) = self.find_in(seed, account, id, now)?;
            Some(Found { place, face, base })
        })
    }

    fn find_in(&self, seed: u64, account: &ItemAccount, id: &str, now: Timestamp) -> Option<(Face, Option<Base>)> {
        let account_id = &account.grant.as_ref()?.account_id;
        let is_it = |face: &Face| face.id(seed, account_id) == id;
        let mut written = account.ledger.entries.iter().filter_map(|entry| entry.face(self.moment(now)));
        if let Some(face) = written.find(&is_it) {
            return Some((face, None));
        }
        let lines = self.lines(seed, account, self.first_day(account), day(now));
        let by_time = lines.into_iter().filter(|line| !account.ledger.knows(&line.key)).find_map(|line| {
            let face = Face::by_age(&line, now).filter(&is_it)?;
            Some((face, Some(Base { since: 0, line })))
        });
        by_time.or_else(|| {
            let (since, face) = account.ledger.generated_by_id(is_it)?;
            let line = face.line.clone();
            Some((face, Some(Base { since, line })))
        })
    }
}

impl Booking {
    fn applied_to(self, face: Face) -> Face {
        let Face { mut line, pending: before, was_pending } = face;
        line.date = self.date.unwrap_or(line.date);
        line.amount = self.amount.unwrap_or(line.amount);
        line.name = self.name.unwrap_or(line.name);
        line.merchant = self.merchant.map(Into::into).or(line.merchant);
        line.original = self.original.or(line.original);
        line.check_number = self.check_number.or(line.check_number);
        line.reference = self.reference.or(line.reference);
        line.channel = self.channel.map_or(line.channel, Into::into);
        if let Some(category) = self.category {
            line.category = (category.clone().into(), format!("{category}_OTHER").into());
        }
        let pending = self.pending.unwrap_or(before);
        Face { line, pending, was_pending: !pending && (was_pending || before) }
    }
}
