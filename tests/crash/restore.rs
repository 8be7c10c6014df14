//! A process that restores a backup dies once before each thing that it does to the files. The next start finds the old
//! records or the restored ones, never something between, and whatever was replaced is kept.

use serde::Deserialize;
use serde_json::json;

use crate::house::{House, Order};
use bank_connections_tests::stage::FIRST_PLATYPUS;

/// What it takes at least: a copy, its end, a folder, a note, the old file aside, the copy into its place, the audit, the
/// end of the note.
const STEPS: u32 = 8;

#[derive(Debug, Deserialize)]
struct Found {
    mark: String,
    beside: Vec<String>,
    /// Of each folder with files that were replaced how many there are, and how often the audit speaks of it.
    replaced: Vec<(usize, usize)>,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_restores_a_backup_may_die_anywhere() {
    let house = House::new().await;
    let (mut restored, mut undone) = (0, 0);
    for step in 1.. {
        let death = json!({ "lasting": step });
        let life = house.die(Order::at("restore", FIRST_PLATYPUS), &death, async |_| {}).await;
        let found: Found = serde_json::from_str(&house.ask(Order::at("tell_restored", FIRST_PLATYPUS))).unwrap();
        let case = format!("dead before step {step}: {found:?}");
        assert_eq!(found.beside, ["backups", "bank-connections.db"], "{case}");
        for (files, entries) in &found.replaced {
            assert_eq!(*entries, usize::from(*files > 0), "{case}");
        }
        match &*found.mark {
            "before" => restored += 1,
            "after" => undone += 1,
            _ => panic!("{case}"),
        }
        let kept = found.replaced.iter().filter(|(files, _)| *files > 0).count();
        assert_eq!(kept, restored, "{case}");
        if !life.died {
            assert!(step > STEPS, "{step} steps");
            break;
        }
    }
    assert!(restored > 3 && undone > 3, "{restored} restored, {undone} as they were");
}
