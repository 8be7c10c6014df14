//! A process that changes the key of the records dies once before each thing that it does for good, and in the middle of
//! copying. The next process opens them, with all that was in them, and nothing is left of the change.

use std::fs;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Ledger};
use serde_json::json;

use crate::house::{House, Order};

const CHANGE: Order = Order::at("change_key", FIRST_PLATYPUS);
const KEY: &str = "database-key";
/// The next key; a copy, another key and an entry of the audit for the records, and their place; a copy and another key for
/// the backup, and its place; the key in its entry; the end of two entries.
const STEPS: u32 = 11;
/// The last of them before which the records are under the earlier key.
const PUT_IN_PLACE: u32 = 5;
/// The pieces of work in the middle of which a process dies, and how deep.
const WORKS: [&str; 8] =
    ["carry_out", "reencrypt", "make_copy", "put_under", "contents", "append", "put_in_place", "finish"];
const DEPTHS: [u32; 5] = [1, 2, 3, 5, 8];

/// Records that a process is to open after whatever happened to the one before.
struct Cellar {
    house: House,
    before: Ledger,
}

impl Cellar {
    async fn new() -> Self {
        let house = House::new().await;
        let before = house.rest();
        assert!(!before.connections.is_empty());
        Self { house, before }
    }

    /// A backup under the key that the records have now.
    fn put_backup(&self) {
        let backups = self.house.database().with_file_name("backups");
        fs::create_dir_all(&backups).unwrap();
        fs::copy(self.house.database(), backups.join("20261130T080000000Z-schema-4.backup")).unwrap();
    }

    fn key(&self) -> Vec<u8> {
        self.house.keyring.entry(KEY).unwrap()
    }

    fn assert_sound(&self, case: &str) {
        assert_eq!(self.house.rest(), self.before, "{case}");
        let keys = self.house.keyring.entries().unwrap();
        let keys: Vec<_> = keys.iter().filter(|name| name.starts_with(KEY)).collect();
        assert_eq!(keys, [KEY], "{case}");
        let folder = fs::read_dir(self.house.database().parent().unwrap()).unwrap();
        let mut names: Vec<_> = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["backups", "bank-connections.db"], "{case}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_changes_the_key_may_die_before_anything_that_lasts() {
    let cellar = Cellar::new().await;
    let mut step = 0;
    loop {
        step += 1;
        cellar.put_backup();
        let earlier = cellar.key();
        let life = cellar.house.die(CHANGE, &json!({ "lasting": step }), async |_| ()).await;
        let case = format!("dead before step {step}");
        cellar.assert_sound(&case);
        assert_eq!(cellar.key() != earlier, step > PUT_IN_PLACE, "{case}");
        if !life.died {
            break;
        }
    }
    assert!(step > STEPS, "{step}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_changes_the_key_may_die_in_the_middle_of_its_work() {
    let cellar = Cellar::new().await;
    for work in WORKS {
        let mut deaths = 0;
        for depth in DEPTHS {
            cellar.put_backup();
            let life = cellar.house.die(CHANGE, &json!({ "work": work, "step": depth }), async |_| ()).await;
            deaths += u32::from(life.died);
            cellar.assert_sound(&format!("dead at step {depth} of `{work}`"));
        }
        assert!(deaths > 0, "the middle of `{work}` is met");
    }
}
