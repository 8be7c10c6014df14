//! Whatever is done to one place of an audit, the walk finds it, and never behind that place.

use proptest::prelude::*;

use super::*;

/// What the file holds: the entries, the hashes by place, and the head.
#[derive(Debug, Clone)]
struct Audit {
    entries: Vec<Recorded>,
    hashes: Vec<(i64, ChainHash)>,
    head: Option<Head>,
}

impl Audit {
    fn of(entries: Vec<Recorded>) -> Self {
        let mut hash = ChainHash::START;
        let mut hashes = Vec::new();
        for entry in &entries {
            hash = hash.after(entry);
            hashes.push((entry.id, hash));
        }
        let count = i64::try_from(entries.len()).unwrap();
        let head = Some(Head { entries: count, last_id: count, hash, sealed_afterwards: Some(0) });
        Self { entries, hashes, head }
    }

    fn walk(&self) -> Result<i64, Break> {
        let mut in_order = self.entries.clone();
        in_order.sort_by_key(|entry| entry.id);
        let mut walk = Walk::new();
        for entry in in_order {
            let hash = self.hashes.iter().find(|(id, _)| *id == entry.id).map(|(_, hash)| hash.bytes().to_vec());
            walk.step(&Link { entry, hash })?;
        }
        walk.end(self.head, self.hashes.iter().map(|(id, _)| *id).max().unwrap_or_default())
    }

    fn count(&self) -> i64 {
        i64::try_from(self.entries.len()).unwrap()
    }
}

fn texts() -> impl Strategy<Value = [Vec<u8>; 6]> {
    prop::array::uniform6(prop::collection::vec(any::<u8>(), 0..6))
}

fn recorded((at_ms, [who, what, object_id, outcome, request_ids, details]): (i64, [Vec<u8>; 6])) -> Recorded {
    Recorded { id: 0, at_ms, who, what, object_id, outcome, request_ids, details }
}

fn audit() -> impl Strategy<Value = Audit> {
    prop::collection::vec((any::<i64>(), texts()).prop_map(recorded), 1..12).prop_map(|mut entries| {
        for (id, entry) in (1..).zip(&mut entries) {
            entry.id = id;
        }
        Audit::of(entries)
    })
}

/// An audit and one of its places, counted from 0.
fn audit_and_place() -> impl Strategy<Value = (Audit, usize)> {
    audit().prop_flat_map(|audit| {
        let places = 0..audit.entries.len();
        (Just(audit), places)
    })
}

/// Changes one column, to something else for certain.
fn change(entry: &mut Recorded, column: usize) {
    let Recorded { at_ms, who, what, object_id, outcome, request_ids, details, .. } = entry;
    match column {
        0 => *at_ms = at_ms.wrapping_add(1),
        1 => who.push(b' '),
        2 => what.push(0),
        3 => object_id.insert(0, b'x'),
        4 => outcome.push(b'd'),
        5 => request_ids.push(b']'),
        _ => details.push(b'}'),
    }
}

proptest! {
    #[test]
    fn what_nobody_touched_is_complete(audit in audit()) {
        prop_assert_eq!(audit.walk(), Ok(audit.count()));
    }

    #[test]
    fn a_changed_entry_is_named((mut audit, place) in audit_and_place(), column in 0_usize..7) {
        change(&mut audit.entries[place], column);
        prop_assert_eq!(audit.walk(), Err(Break::Changed { id: audit.entries[place].id }));
    }

    #[test]
    fn a_changed_entry_with_a_new_hash_of_its_own_breaks_at_the_next(
        (mut audit, place) in audit_and_place(),
        column in 0_usize..7,
    ) {
        change(&mut audit.entries[place], column);
        let before = place.checked_sub(1).map_or(ChainHash::START, |before| audit.hashes[before].1);
        audit.hashes[place].1 = before.after(&audit.entries[place]);
        let expected = match audit.entries.get(place + 1) {
            Some(next) => Break::Changed { id: next.id },
            None => Break::EndChanged,
        };
        prop_assert_eq!(audit.walk(), Err(expected));
    }

    #[test]
    fn a_missing_entry_is_named((mut audit, place) in audit_and_place(), with_its_hash: bool) {
        let id = audit.entries.remove(place).id;
        if with_its_hash {
            audit.hashes.remove(place);
        }
        let expected = if place == audit.entries.len() {
            Break::CutOff { last: id - 1, written: id }
        } else {
            Break::Missing { first: id, last: id }
        };
        prop_assert_eq!(audit.walk(), Err(expected));
    }

    #[test]
    fn a_tail_that_is_cut_off_is_told((mut audit, place) in audit_and_place(), with_its_hashes: bool) {
        let written = audit.count();
        audit.entries.truncate(place);
        if with_its_hashes {
            audit.hashes.truncate(place);
        } else {
            // Also where the head was set back.
            audit.head = Audit::of(audit.entries.clone()).head;
        }
        prop_assert_eq!(audit.walk(), Err(Break::CutOff { last: i64::try_from(place).unwrap(), written }));
    }

    #[test]
    fn an_entry_without_a_hash_is_named(
        mut audit in audit(),
        new in (any::<i64>(), texts()).prop_map(recorded),
        place in prop_oneof![Just(0_i64), Just(-1), Just(1)],
    ) {
        let id = if place == 1 { audit.count() + 1 } else { place };
        audit.entries.push(Recorded { id, ..new });
        prop_assert_eq!(audit.walk(), Err(Break::Inserted { id }));
    }

    #[test]
    fn an_entry_that_was_put_in_between_is_found_at_its_place(
        (mut audit, place) in audit_and_place(),
        new in (any::<i64>(), texts()).prop_map(recorded),
    ) {
        for entry in &mut audit.entries[place..] {
            entry.id += 1;
        }
        let id = audit.entries[place].id - 1;
        audit.entries.insert(place, Recorded { id, ..new });
        prop_assert_eq!(audit.walk(), Err(Break::Changed { id }));
    }

    #[test]
    fn an_entry_that_was_put_in_at_the_end_with_a_hash_is_named(
        mut audit in audit(),
        new in (any::<i64>(), texts()).prop_map(recorded),
    ) {
        let id = audit.count() + 1;
        let new = Recorded { id, ..new };
        audit.hashes.push((id, audit.hashes.last().unwrap().1.after(&new)));
        audit.entries.push(new);
        prop_assert_eq!(audit.walk(), Err(Break::Inserted { id }));
    }

    #[test]
    fn entries_in_another_order_are_found((mut audit, place) in audit_and_place()) {
        let next = place + 1;
        prop_assume!(next < audit.entries.len());
        let (first, second) = (audit.entries[place].clone(), audit.entries[next].clone());
        audit.entries[place] = Recorded { id: first.id, ..second.clone() };
        audit.entries[next] = Recorded { id: second.id, ..first.clone() };
        prop_assume!(audit.entries[place] != first);
        prop_assert_eq!(audit.walk(), Err(Break::Changed { id: first.id }));
    }

    #[test]
    fn a_hash_that_was_changed_or_taken_away_is_found((mut audit, place) in audit_and_place(), is_taken: bool) {
        let id = audit.entries[place].id;
        let expected = if is_taken {
            audit.hashes.remove(place);
            Break::Inserted { id }
        } else {
            audit.hashes[place].1 = ChainHash::START;
            Break::Changed { id }
        };
        prop_assert_eq!(audit.walk(), Err(expected));
    }

    #[test]
    fn a_head_that_is_gone_or_another_one_is_found(mut audit in audit(), is_gone: bool) {
        audit.head = audit.head.filter(|_| !is_gone).map(|head| Head { hash: ChainHash::START, ..head });
        prop_assert_eq!(audit.walk(), Err(Break::EndChanged));
    }
}

#[test]
fn an_audit_without_entries_is_complete() {
    assert_eq!(Audit::of(Vec::new()).walk(), Ok(0));
}
