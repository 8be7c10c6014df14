//! Which account on record is which reported account.
//!
//! Plaid's own ids decide alone, also where everything else changed. Below them descriptions are compared; there an
//! account with another currency or another mask is never the same.

use std::collections::HashMap;

use super::{
    super::account::{AccountConnection, AccountDetails, ReportedAccount},
    Identity,
};

/// Pairs of an account on record and a reported account, both by their place in the lists.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    by_record: HashMap<usize, usize>,
    by_report: HashMap<usize, usize>,
}

/// Accounts, by their place in the lists, that hang together through pairings that are possible and not certain.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) on_record: Vec<usize>,
    pub(super) reported: Vec<usize>,
}

type Comparison = fn(&AccountConnection, &ReportedAccount) -> bool;

/// Among which accounts a pairing has to be the only one possible.
#[derive(Clone, Copy)]
enum Among {
    /// Those that no earlier comparison paired. For comparisons so close that whatever is paired already is no rival.
    Unpaired,
    /// All of the connection. For a comparison that says little once it fits twice.
    All,
}

/// From the strongest to the weakest.
const COMPARISONS: [(Comparison, Among); 4] = [
    (same_account_id, Among::Unpaired),
    (same_persistent_account_id, Among::Unpaired),
    (same_mask_and_name, Among::Unpaired),
    (same_mask, Among::All),
];

/// The pairs of which there is no doubt.
pub(super) fn certain_pairs(on_record: &[&AccountConnection], reported: &[&ReportedAccount]) -> Pairs {
    let mut pairs = Pairs::default();
    for (same, among) in COMPARISONS {
        let (records, reports): (Vec<usize>, Vec<usize>) = match among {
            Among::Unpaired => (pairs.unpaired_records(on_record.len()), pairs.unpaired_reports(reported.len())),
            Among::All => ((0..on_record.len()).collect(), (0..reported.len()).collect()),
        };
        let only_pairs: Vec<(usize, usize)> = records
            .iter()
            .filter_map(|&record| {
                let report = only(reports.iter().copied().filter(|&report| same(on_record[record], reported[report])))?;
                only(records.iter().copied().filter(|&record| same(on_record[record], reported[report])))?;
                Some((record, report))
            })
            .collect();
        for (record, report) in only_pairs {
            pairs.add(record, report);
        }
    }
    pairs
}

/// The accounts without a certain pair that may still be the same, in groups that hang together.
pub(super) fn uncertain_groups(
    on_record: &[&AccountConnection],
    reported: &[&ReportedAccount],
    pairs: &Pairs,
    identity: Identity,
) -> Vec<Group> {
    let mut records = pairs.unpaired_records(on_record.len());
    let mut reports = pairs.unpaired_reports(reported.len());
    let mut groups = Vec::new();
    while let Some(first) = records.first().copied() {
        records.remove(0);
        let mut group = Group { on_record: vec![first], reported: Vec::new() };
        loop {
            let found_reports = take(&mut reports, |report| {
                group.on_record.iter().any(|&record| may_be_same(on_record[record], reported[report], identity))
            });
            let found_records = take(&mut records, |record| {
                found_reports.iter().any(|&report| may_be_same(on_record[record], reported[report], identity))
            });
            group.reported.extend(found_reports);
            if found_records.is_empty() {
                break;
            }
            group.on_record.extend(found_records);
        }
        if !group.reported.is_empty() {
            group.on_record.sort_unstable();
            group.reported.sort_unstable();
            groups.push(group);
        }
    }
    groups
}

/// Whether nothing speaks against the two being the same account.
pub(super) fn may_be_same(on_record: &AccountConnection, reported: &ReportedAccount, identity: Identity) -> bool {
    let (ours, theirs) = (&on_record.details, &reported.details);
    match identity {
        Identity::OfSameLogin => same_type(ours, theirs) && agree(ours.mask.as_deref(), theirs.mask.as_deref()),
        Identity::OfNewLogin => agree(ours.currency.as_deref(), theirs.currency.as_deref()),
    }
}

fn same_account_id(on_record: &AccountConnection, reported: &ReportedAccount) -> bool {
    on_record.account_id == reported.account_id
}

fn same_persistent_account_id(on_record: &AccountConnection, reported: &ReportedAccount) -> bool {
    on_record.persistent_account_id.is_some() && on_record.persistent_account_id == reported.persistent_account_id
}

fn same_mask_and_name(on_record: &AccountConnection, reported: &ReportedAccount) -> bool {
    let (ours, theirs) = (&on_record.details, &reported.details);
    same_type(ours, theirs) && ours.mask == theirs.mask && ours.name == theirs.name
}

fn same_mask(on_record: &AccountConnection, reported: &ReportedAccount) -> bool {
    let (ours, theirs) = (&on_record.details, &reported.details);
    same_type(ours, theirs) && ours.mask.is_some() && ours.mask == theirs.mask
}

fn same_type(ours: &AccountDetails, theirs: &AccountDetails) -> bool {
    ours.kind == theirs.kind
        && ours.subtype == theirs.subtype
        && agree(ours.currency.as_deref(), theirs.currency.as_deref())
}

/// Whether the two are equal, or one of them is not known.
fn agree(ours: Option<&str>, theirs: Option<&str>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => ours == theirs,
        (None, _) | (_, None) => true,
    }
}

/// The one item, or `None` where there is none or more than one.
fn only(mut items: impl Iterator<Item = usize>) -> Option<usize> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// Takes out of the list what fits.
fn take(list: &mut Vec<usize>, fits: impl Fn(usize) -> bool) -> Vec<usize> {
    let (taken, left) = list.iter().copied().partition(|&item| fits(item));
    *list = left;
    taken
}

impl Pairs {
    pub(super) fn reported_of(&self, record: usize) -> Option<usize> {
        self.by_record.get(&record).copied()
    }

    pub(super) fn record_of(&self, report: usize) -> Option<usize> {
        self.by_report.get(&report).copied()
    }

    /// Adds a pair, unless one of the two has a stronger one.
    fn add(&mut self, record: usize, report: usize) {
        if self.reported_of(record).is_none() && self.record_of(report).is_none() {
            self.by_record.insert(record, report);
            self.by_report.insert(report, record);
        }
    }

    fn unpaired_records(&self, count: usize) -> Vec<usize> {
        (0..count).filter(|record| !self.by_record.contains_key(record)).collect()
    }

    fn unpaired_reports(&self, count: usize) -> Vec<usize> {
        (0..count).filter(|report| !self.by_report.contains_key(report)).collect()
    }
}
