//! Damaged files: found before anything is written, and left as they are.

use super::*;
use crate::store::{backups::BackupKind, files};

const PAGE: usize = 4096;

/// Turns one bit in the middle of a page.
fn damage(file: &Path, page: usize) {
    let mut bytes = fs::read(file).unwrap();
    bytes[page * PAGE + PAGE / 2] ^= 1;
    fs::write(file, bytes).unwrap();
}

/// What is in the file, and in what stands beside it.
fn contents(file: &Path) -> Vec<Option<Vec<u8>>> {
    // The index of what was written ahead is made anew by whoever reads.
    let [file, ahead, _] = files::with_companions(file);
    [file, ahead].map(|file| fs::read(file).ok()).to_vec()
}

impl Records {
    /// Opens the records, which must be refused as damaged, and left as they are.
    async fn refuse(&self, case: &str) {
        let before = contents(&self.file);
        let refused = self.reopen().await;
        assert!(matches!(refused, Err(OpenError::Unreadable(_))), "{case}: {refused:?}");
        assert!(contents(&self.file) == before, "{case}: something was written");
    }
}

#[tokio::test]
async fn a_single_bit_is_found_on_whichever_page_it_is() {
    let records = Records::new().await;
    records.put_marker().await;
    // A page that holds nothing can lose nothing, so that there must be none.
    sqlx::query("vacuum").execute(&records.database.writer).await.unwrap();
    records.database.close().await;
    let whole = fs::read(&records.file).unwrap();
    let pages = whole.len() / PAGE;
    assert!(pages > 20, "{pages} pages");
    for page in 1..pages {
        fs::write(&records.file, &whole).unwrap();
        damage(&records.file, page);
        records.refuse(&format!("page {page}")).await;
    }
    fs::write(&records.file, &whole).unwrap();
    assert_eq!(marker_of(&records.reopen().await.unwrap()).await.as_deref(), Some(MARKER));
}

#[tokio::test]
async fn a_first_page_that_is_damaged_is_no_wrong_key_where_the_key_opens_a_backup() {
    let records = Records::new().await;
    records.put_marker().await;
    records.database.back_up(BackupKind::Daily, &records.clock).await.unwrap();
    records.database.close().await;
    let whole = fs::read(&records.file).unwrap();
    damage(&records.file, 0);
    records.refuse("the first page").await;
    fs::write(&records.file, "a letter").unwrap();
    records.refuse("another file").await;

    fs::write(&records.file, &whole).unwrap();
    let refused = Database::open(&records.file, &another_key().await, &records.clock).await;
    assert!(matches!(refused, Err(OpenError::WrongKey)), "{refused:?}");
}

#[tokio::test]
async fn a_file_that_was_cut_short_is_damaged() {
    let records = Records::new().await;
    records.put_marker().await;
    records.database.close().await;
    let whole = fs::read(&records.file).unwrap();
    for left in [whole.len() - PAGE, whole.len() / 2 + 100, 2 * PAGE] {
        fs::write(&records.file, &whole[..left]).unwrap();
        records.refuse(&format!("{left} of {} bytes", whole.len())).await;
    }
}

#[tokio::test]
async fn what_was_written_ahead_stays_beside_a_damaged_file() {
    let records = Records::new().await;
    records.database.close().await;
    let database = records.reopen().await.unwrap();
    let mut tx = database.write().await.unwrap();
    settings::set(&mut tx, settings::Setting::ClientUserId, MARKER).await.unwrap();
    tx.commit().await.unwrap();
    let left = files::with_companions(&records.file).map(|file| fs::read(file).unwrap());
    assert!(!left[1].is_empty(), "something is written ahead");
    let pages = left[0].len() / PAGE;
    let mut refusals = 0;
    for page in 1..pages {
        // As a power cut leaves it.
        let folder = records.folder.path().join(page.to_string());
        let crashed = folder.join("bank-connections.db");
        files::prepare_folder(&folder).unwrap();
        for (file, bytes) in files::with_companions(&crashed).iter().zip(&left) {
            fs::write(file, bytes).unwrap();
        }
        damage(&crashed, page);
        let before = contents(&crashed);
        match Database::open(&crashed, &records.key, &records.clock).await {
            // The page stands among what is written ahead, and was read there.
            Ok(database) => assert_eq!(marker_of(&database).await.as_deref(), Some(MARKER)),
            Err(OpenError::Unreadable(_)) => {
                refusals += 1;
                assert!(contents(&crashed) == before, "page {page}: something was written");
            }
            Err(other) => unreachable!("page {page}: {other:?}"),
        }
    }
    assert!(refusals > pages / 2, "{refusals} of {pages} pages");
}

#[tokio::test]
async fn records_that_are_open_are_looked_over() {
    let records = Records::new().await;
    records.put_marker().await;
    records.database.look_over().await.unwrap();
    records.database.close().await;
    let database = records.reopen().await.unwrap();
    // Not all of them were read yet.
    for page in 1..fs::read(&records.file).unwrap().len() / PAGE {
        damage(&records.file, page);
    }
    let found = database.look_over().await;
    assert!(matches!(found, Err(OpenError::Unreadable(_))), "{found:?}");
}
