//! The file of the records: backups that are taken by themselves, and the way back to one.

use std::{collections::BTreeSet, fs, os::unix::fs::symlink, path::Path, time::Duration};

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage};
use connections::{
    BACKUP_AGAIN_AFTER, BACKUP_EVERY, BackUpError, OpenError, Opened, RestoreError, RestoreOrder, Usability,
    begin_anew,
    model::connection::Status,
    records_that_do_not_open,
    store::{
        self,
        backups::{self, BackupKind, DAILY_KEPT},
    },
};
use plaid_sandbox::{Fault, FaultRule};

const GINGHAM: &str = "ins_109509";
const HOUNDSTOOTH: &str = "ins_109512";

async fn kinds(stage: &Stage) -> Vec<BackupKind> {
    let backups = stage.connections.records().await.unwrap().backups;
    assert!(backups.iter().all(|backup| backup.usability == Usability::Opens), "{backups:?}");
    backups.into_iter().map(|backup| backup.backup.kind).collect()
}

async fn outcomes(stage: &Stage) -> Vec<String> {
    stage.audit_of("records").await.into_iter().map(|entry| entry.outcome).collect()
}

fn every() -> Duration {
    BACKUP_EVERY.try_into().unwrap()
}

/// Restores as the application does: closed, put back, opened, taken up.
pub(crate) async fn restore(stage: &mut Stage, order: RestoreOrder) {
    stage.close().await;
    order.carry_out(&stage.database(), &stage.vault, &stage.clock).await.unwrap();
    stage.restart().await;
}

pub(crate) async fn newest(stage: &Stage) -> String {
    stage.connections.records().await.unwrap().backups.remove(0).backup.name
}

pub(crate) async fn connect(stage: &Stage, institution_id: &str) {
    let Opened { url, .. } = stage.connections.start_connect().await.expect("a bank can be connected");
    Page::open(&url).await.complete_at(institution_id, &["checking"]).await;
    stage.connections.tend().await;
    stage.connections.acknowledge(stage.result().await.session).await.unwrap();
}

#[tokio::test]
async fn a_backup_is_taken_a_day_and_a_number_of_them_is_kept() {
    let stage = Stage::empty().await;
    stage.connections.back_up_where_due().await;
    assert_eq!(kinds(&stage).await, [BackupKind::Daily], "the first one at once");
    stage.pass(every().saturating_sub(Duration::from_secs(1)));
    stage.connections.back_up_where_due().await;
    assert_eq!(kinds(&stage).await.len(), 1, "not before a day has passed");
    stage.pass(Duration::from_secs(1));
    stage.connections.back_up_where_due().await;
    assert_eq!(kinds(&stage).await.len(), 2);
    for _ in 0..DAILY_KEPT {
        stage.pass(every());
        stage.connections.back_up_where_due().await;
    }
    assert_eq!(kinds(&stage).await.len(), DAILY_KEPT);
    let audit = stage.audit_of("records").await;
    assert_eq!(audit.len(), DAILY_KEPT + 2);
    assert!(audit.iter().all(|entry| entry.what == "back_up" && entry.outcome == "taken"), "{audit:?}");
}

#[tokio::test]
async fn a_day_is_reckoned_across_starts_and_from_whatever_backup_is_the_newest() {
    let mut stage = Stage::empty().await;
    stage.connections.back_up_now().await.unwrap();
    stage.pass(every().saturating_sub(Duration::from_secs(1)));
    stage.restart().await;
    stage.connections.back_up_where_due().await;
    assert_eq!(kinds(&stage).await, [BackupKind::AskedFor]);
    stage.pass(Duration::from_secs(1));
    stage.connections.back_up_where_due().await;
    assert_eq!(kinds(&stage).await, [BackupKind::Daily, BackupKind::AskedFor]);
    let who: Vec<_> = stage.audit_of("records").await.into_iter().map(|entry| entry.who).collect();
    assert_eq!(who, ["Bank Connections", stage.connections.user().unwrap().name.as_str()]);
}

#[tokio::test]
async fn a_backup_that_fails_is_told_of_once_and_tried_again() {
    let stage = Stage::empty().await;
    let folder = stage.connections.records().await.unwrap().folder;
    symlink("/nonexistent/elsewhere", &folder).unwrap();

    stage.connections.back_up_where_due().await;
    let failure = stage.connections.records_condition().unwrap().backup_failure.unwrap();
    assert_eq!(failure.at, stage.clock.now());
    assert_eq!(outcomes(&stage).await, ["failed"]);
    assert!(matches!(stage.connections.back_up_now().await, Err(BackUpError::Failed(_))));
    assert_eq!(outcomes(&stage).await, ["failed"], "it is told once");

    fs::remove_file(&folder).unwrap();
    stage.connections.back_up_where_due().await;
    assert!(stage.connections.records_condition().unwrap().backup_failure.is_some(), "not at once");
    stage.pass(BACKUP_AGAIN_AFTER.try_into().unwrap());
    stage.connections.back_up_where_due().await;
    assert!(stage.connections.records_condition().unwrap().backup_failure.is_none());
    assert_eq!(outcomes(&stage).await, ["taken", "failed"]);
}

#[tokio::test]
async fn what_was_removed_since_the_backup_is_there_again_and_plaid_says_what_it_is_worth() {
    let mut stage = Stage::start().await;
    let before = stage.connections.list().await.unwrap();
    stage.connections.back_up_now().await.unwrap();
    let id = stage.id(FIRST_PLATYPUS).await;
    stage.connections.remove(id).await.unwrap();
    stage.connections.remove_due().await;
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::Obsolete);

    let order = stage.connections.order_restore(&newest(&stage).await).await.unwrap();
    restore(&mut stage, order).await;

    let after = stage.connections.list().await.unwrap();
    assert_eq!(names(&after), names(&before));
    let checked = stage.connections.check(id).await;
    assert!(checked.is_err(), "its token was forgotten: {checked:?}");
    let audit = stage.audit_of(&replaced(&stage.database())).await;
    assert_eq!(audit.len(), 1);
    assert_eq!((&*audit[0].what, &*audit[0].outcome), ("restore", "restored"));
    assert_eq!(audit[0].who, stage.connections.user().unwrap().name);
    stage.restart().await;
    assert_eq!(stage.audit_of(&replaced(&stage.database())).await.len(), 1, "it is told once");
}

#[tokio::test]
async fn no_backup_takes_a_new_login_away_that_is_on_its_way() {
    let stage = Stage::start().await;
    stage.connections.back_up_now().await.unwrap();
    let Opened { session, url } = stage.connections.start_connect().await.unwrap();
    Page::open(&url).await.complete_at(GINGHAM, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", Fault::CutBefore));
    stage.connections.tend().await;
    let backup = newest(&stage).await;
    let refused = stage.connections.order_restore(&backup).await;
    let Err(RestoreError::LoginUnderWay { bank: Some(bank) }) = refused else { panic!("{refused:?}") };
    assert_eq!(bank, "First Gingham Credit Union");
    stage.connections.give_up_session(session).await.unwrap();
    stage.connections.order_restore(&backup).await.unwrap();
}

#[tokio::test]
async fn records_that_do_not_open_are_restored_by_nobody_in_particular() {
    let mut stage = Stage::start().await;
    // From the first bank that is connected on, Plaid knows the firm under an id that is on record.
    connect(&stage, HOUNDSTOOTH).await;
    stage.connections.back_up_now().await.unwrap();
    connect(&stage, GINGHAM).await;
    stage.close().await;
    let whole = fs::read(stage.database()).unwrap();
    fs::write(stage.database(), &whole[..whole.len() / 2]).unwrap();

    let overview = records_that_do_not_open(&stage.database(), &stage.vault).await.unwrap();
    let [backup] = overview.backups.as_slice() else { panic!("one backup: {overview:?}") };
    assert_eq!(backup.usability, Usability::Opens);
    let name = backup.backup.name.clone();
    let order = RestoreOrder::of_nobody(name, &stage.database(), &stage.vault).await.unwrap();
    restore(&mut stage, order).await;

    let banks: BTreeSet<_> =
        stage.connections.list().await.unwrap().into_iter().map(|it| it.connection.institution.id).collect();
    assert_eq!(banks.len(), 4);
    assert!(!banks.contains(GINGHAM), "it was connected since");
    stage.connections.sweep_due().await;
    let found = stage.connections.orphans().await.unwrap().found;
    let [lost] = found.as_slice() else { panic!("the login that was connected since is looked for: {found:?}") };
    assert_eq!(lost.institution.as_ref().unwrap().id, GINGHAM);
    let calls = stage.sandbox.calls();
    stage.connections.sweep_due().await;
    assert_eq!(stage.sandbox.calls(), calls, "it is looked for once");
    let replaced = replaced(&stage.database());
    assert_eq!(stage.audit_of(&replaced).await[0].who, "Nobody signed in");
    let aside = stage.database().with_file_name("backups").join(replaced).join("bank-connections.db");
    assert_eq!(fs::read(aside).unwrap(), whole[..whole.len() / 2], "the damaged file is kept as it was");
}

#[tokio::test]
async fn a_backup_that_is_not_there_or_of_no_use_is_refused_while_the_records_are_open() {
    let stage = Stage::start().await;
    stage.connections.back_up_now().await.unwrap();
    let overview = stage.connections.records().await.unwrap();
    let name = overview.backups[0].backup.name.clone();
    let copy = overview.folder.join(&name);
    let whole = fs::read(&copy).unwrap();
    let damaged = [&whole[..whole.len() / 2], &vec![1; whole.len() / 2]].concat();
    fs::write(&copy, damaged).unwrap();

    let missing = stage.connections.order_restore("nothing").await;
    assert!(matches!(missing, Err(RestoreError::Backup(backups::RestoreError::NotFound))), "{missing:?}");
    let unusable = stage.connections.order_restore(&name).await;
    assert!(matches!(unusable, Err(RestoreError::Backup(backups::RestoreError::Unusable(_)))), "{unusable:?}");
    let unusable = RestoreOrder::of_nobody(name.clone(), &stage.database(), &stage.vault).await;
    assert!(matches!(unusable, Err(RestoreError::Backup(backups::RestoreError::Unusable(_)))), "{unusable:?}");
    assert_eq!(stage.connections.list().await.unwrap().len(), 3, "they are open as before");

    fs::write(&copy, whole).unwrap();
    stage.connections.order_restore(&name).await.unwrap();
}

#[tokio::test]
async fn missing_records_are_not_made_anew_beside_their_backups_unless_somebody_says_so() {
    let mut stage = Stage::start().await;
    stage.connections.back_up_now().await.unwrap();
    let name = newest(&stage).await;
    stage.close().await;
    let file = stage.database();
    let aside = file.with_file_name("elsewhere");
    fs::rename(&file, &aside).unwrap();

    let refused = stage.reopen().await;
    assert!(matches!(refused, Err(OpenError::Records(store::OpenError::Missing))), "{refused:?}");
    assert!(!file.exists(), "nothing is put into their place");
    let overview = records_that_do_not_open(&file, &stage.vault).await.unwrap();
    assert_eq!(overview.backups[0].backup.name, name);
    let order = RestoreOrder::of_nobody(name.clone(), &file, &stage.vault).await.unwrap();
    restore(&mut stage, order).await;
    assert_eq!(stage.connections.list().await.unwrap().len(), 3, "the backup is in their place");
    stage.close().await;

    // A file that is empty is as good as none.
    fs::write(&file, []).unwrap();
    assert!(stage.reopen().await.is_err());
    begin_anew(&file, &stage.clock).unwrap();
    stage.restart().await;
    assert_eq!(stage.connections.list().await.unwrap().len(), 0);
    assert_eq!(stage.connections.records().await.unwrap().backups.len(), 0, "new backups push none of them out");
    let folder = file.with_file_name("backups");
    let kept: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let kept = kept.iter().find(|kept| kept.join(&name).exists()).expect("the backup is kept");
    let told = stage.audit_of(kept.file_name().unwrap().to_str().unwrap()).await;
    assert_eq!((&*told[0].what, &*told[0].outcome), ("begin_anew", "begun_anew"));
    begin_anew(&file, &stage.clock).unwrap();
    assert!(file.exists(), "records that are there are left alone");
}

fn names(list: &[connections::ConnectionOverview]) -> Vec<(String, usize)> {
    list.iter().map(|it| (it.connection.institution.name.clone(), it.accounts.len())).collect()
}

/// The one folder with files that were replaced.
fn replaced(database: &Path) -> String {
    let entries = fs::read_dir(database.with_file_name("backups")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let replaced: Vec<_> = names.filter(|name| name.starts_with("replaced-")).collect();
    let [only] = replaced.as_slice() else { panic!("one folder: {replaced:?}") };
    only.clone()
}
