//! Putting a backup in the place of the records, so that whatever breaks off leaves the old records or the restored ones.
//!
//! The order of writing: a copy of the backup beside the records, looked at page by page; a note of what is about to be
//! done; the old files aside, all of them; the copy into their place; the entry in the audit; the note forgotten. Without
//! the note nothing was done yet, and the copy is thrown away. With it everything is done to its end at the next start.
//! The old files are never deleted, and the backup stays where it is.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde_json::{Value, json};
use tracing::{debug, info, instrument};

use super::{
    super::{
        database::newest_schema,
        error::OpenError,
        examine::{Depth, audit_head, examine, has_integration_user},
        files,
    },
    Backup, TIME, folder, key_of, list,
};
use crate::{clock::Clock, model::audit::Head, vault::DatabaseKey};

/// The copy of the backup that is about to become the records.
const COPY: &str = "restored";
/// What is about to be done, or was done and is not in the audit yet.
const NOTE: &str = "restore.json";
const NOTE_UNFINISHED: &str = "restore.unfinished";
/// What the name of a folder with files that were replaced begins with.
const REPLACED: &str = "replaced-";

/// Why a backup can't be put in the place of the records. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// There is no backup of this name.
    #[error("there is no such backup")]
    NotFound,
    /// The backup is damaged, has another key, or was written by a newer version.
    #[error("the backup can't be used: {0}")]
    Unusable(#[source] OpenError),
    /// Nobody is signed in, and the backup is from before there was an integration user: whoever restores it could become
    /// that user.
    #[error("the backup is from before there was an integration user")]
    Unowned,
    /// The folder of the records can't be used.
    #[error(transparent)]
    Folder(OpenError),
}

/// On whose word a backup takes the place of the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RestoredBy {
    /// That of the user of this name.
    User(String),
    /// That of whoever is there, because the records don't open.
    Nobody,
}

/// What stands in the audit where nobody could be signed in.
pub(crate) const NOBODY: &str = "Nobody signed in";

/// A restore, as it is noted until the audit has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What took the place of the records. `None` where they began anew.
    pub by_what: Option<Source>,
    /// The folder, beside the backups, with the files that were replaced.
    pub replaced: String,
    /// On whose word.
    pub by: String,
    /// When it was decided.
    pub at: Timestamp,
    /// Where the audit ended that was replaced. `None` where that could not be read.
    pub audit: Option<ReplacedAudit>,
}

/// The end of an audit that a restore replaced, for whoever compares it with an export, or with what was put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplacedAudit {
    /// How many entries there were.
    pub entries: i64,
    /// The place of the last one.
    pub last_id: i64,
    /// Its hash, in hexadecimal digits.
    pub hash: String,
}

/// What took the place of the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name of the backup.
    pub backup: String,
    /// The schema that it had.
    pub schema: i64,
}

/// Puts a backup in the place of the records, which must be closed.
#[instrument(skip_all, fields(backup = name))]
pub(crate) async fn restore(
    file: &Path,
    keys: &[&DatabaseKey],
    name: &str,
    by: &RestoredBy,
    clock: &Clock,
) -> Result<(), RestoreError> {
    // Nothing begins before an earlier one has come to its end.
    finish(file).map_err(RestoreError::Folder)?;
    let (backup, key) = find(file, keys, name).await?;
    let copy = copy_of(file);
    let restored = async {
        copy_whole(&folder(file).join(&backup.name), &copy).map_err(of_folder)?;
        let schema = usable(&copy, key).await.map_err(RestoreError::Unusable)?;
        let by = match by {
            RestoredBy::User(name) => name.clone(),
            RestoredBy::Nobody if has_integration_user(&copy, key).await.map_err(RestoreError::Unusable)? => {
                NOBODY.to_owned()
            }
            RestoredBy::Nobody => return Err(RestoreError::Unowned),
        };
        let at = clock.now();
        let audit = end_of_audit(file, keys).await;
        let replaced = make_replaced(file, at).map_err(of_folder)?;
        let source = Source { backup: backup.name, schema };
        let restored = Restored { by_what: Some(source), replaced, by, at, audit };
        write_note(file, &restored).map_err(of_folder)
    };
    if let Err(error) = restored.await {
        // In this order: a note without a copy says that the copy is in its place.
        forget(file).map_err(RestoreError::Folder)?;
        files::remove_if_there(&copy).map_err(of_folder)?;
        return Err(error);
    }
    // From here on it is decided. What fails now is done at the next start.
    finish(file).map(drop).map_err(RestoreError::Folder)
}

/// Whether the records are not there, although backups of them are. A restore that broke off has to be finished before.
pub(crate) fn are_missing(file: &Path) -> io::Result<bool> {
    let is_there = match fs::metadata(file) {
        Ok(metadata) => metadata.len() > 0,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error),
    };
    Ok(!is_there && !list(file)?.is_empty())
}

/// Puts the backups of records that are missing aside, into a folder of their own, so that new records can begin, and
/// never push one of them out. What is left beside the missing file goes with them. Nothing is done where the records are
/// there.
#[instrument(skip_all)]
pub(crate) fn set_aside(file: &Path, by: &str, clock: &Clock) -> Result<(), OpenError> {
    finish(file)?;
    if !are_missing(file)? {
        return Ok(());
    }
    let at = clock.now();
    let replaced = make_replaced(file, at)?;
    let aside = folder(file).join(&replaced);
    // What breaks off before the last backup is moved is asked again.
    write_note(file, &Restored { by_what: None, replaced, by: by.to_owned(), at, audit: None })?;
    for old in files::with_companions(file) {
        move_into(&aside, &old)?;
    }
    // The newest one last: as long as one is left, it is the one to go back to.
    for backup in list(file)?.into_iter().rev() {
        move_into(&aside, &folder(file).join(backup.name))?;
    }
    files::sync_folder(&aside)?;
    files::sync_folder(&folder(file))?;
    Ok(())
}

/// Looks at a backup where it lies, at all of it, so that nothing is closed for one that is of no use.
#[instrument(skip_all, fields(backup = name))]
pub(crate) async fn look_at(file: &Path, keys: &[&DatabaseKey], name: &str) -> Result<(), RestoreError> {
    let (backup, key) = find(file, keys, name).await?;
    usable(&folder(file).join(&backup.name), key).await.map(drop).map_err(RestoreError::Unusable)
}

/// The backup of this name, and the key that it opens with. One that opens with none is told so when it is looked at.
async fn find<'a>(
    file: &Path,
    keys: &[&'a DatabaseKey],
    name: &str,
) -> Result<(Backup, &'a DatabaseKey), RestoreError> {
    let backup = list(file).map_err(of_folder)?.into_iter().find(|backup| backup.name == name);
    let backup = backup.ok_or(RestoreError::NotFound)?;
    let key = key_of(file, &backup, keys).await.or(keys.first().copied());
    Ok((backup, key.ok_or(RestoreError::Unusable(OpenError::WrongKey))?))
}

/// Brings a restore that broke off to its end, before the records are opened. Tells what the audit has to be told.
#[instrument(skip_all)]
pub(crate) fn finish(file: &Path) -> Result<Option<Restored>, OpenError> {
    let copy = copy_of(file);
    let Some(restored) = read_note(file)? else {
        files::remove_if_there(&file.with_file_name(NOTE_UNFINISHED))?;
        files::remove_if_there(&copy)?;
        return Ok(None);
    };
    if restored.by_what.is_some() && copy.try_exists()? {
        let aside = folder(file).join(&restored.replaced);
        files::prepare_folder(&aside)?;
        // What was written ahead goes with its file, or it would be taken for a part of the restored ones.
        for old in files::with_companions(file) {
            move_into(&aside, &old)?;
        }
        files::sync_folder(&aside)?;
        step(|| fs::rename(&copy, file))?;
        files::sync_folder(parent(file))?;
        info!(replaced = restored.replaced, "the records are restored");
    }
    Ok(Some(restored))
}

/// Moves a file that need not be there.
fn move_into(folder: &Path, file: &Path) -> io::Result<()> {
    let name = file.file_name().expect("a file has a name");
    match step(|| fs::rename(file, folder.join(name))) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Forgets the note of a restore that is in the audit.
pub(crate) fn forget(file: &Path) -> Result<(), OpenError> {
    step(|| files::remove_if_there(&note_of(file)))?;
    files::sync_folder(parent(file))?;
    Ok(())
}

/// The schema of the copy, where this version can go on with it.
async fn usable(copy: &Path, key: &DatabaseKey) -> Result<i64, OpenError> {
    let applied = examine(copy, key, Depth::Whole).await?;
    let known = newest_schema();
    match applied.last() {
        Some(&found) if found > known => Err(OpenError::Newer { found, known }),
        Some(&found) => Ok(found),
        None => Err(OpenError::Unreadable("there are no records in it".into())),
    }
}

/// Where the audit ends that is about to be replaced. Records that don't open are replaced all the same.
async fn end_of_audit(file: &Path, keys: &[&DatabaseKey]) -> Option<ReplacedAudit> {
    for key in keys {
        match audit_head(file, key).await {
            Ok(head) => return head.map(|head| head_as_noted(&head)),
            Err(error) => debug!(%error, "the end of the audit can't be read with this key"),
        }
    }
    None
}

fn head_as_noted(head: &Head) -> ReplacedAudit {
    ReplacedAudit { entries: head.entries, last_id: head.last_id, hash: head.hash.to_string() }
}

fn copy_whole(from: &Path, to: &Path) -> io::Result<()> {
    files::remove_if_there(to)?;
    let mut copy = step(|| files::create_private(to))?;
    io::copy(&mut fs::File::open(from)?, &mut copy)?;
    step(|| copy.sync_all())
}

/// Makes a folder of its own for the files that are replaced.
fn make_replaced(file: &Path, at: Timestamp) -> io::Result<String> {
    let folder = folder(file);
    let base = format!("{REPLACED}{}", at.strftime(TIME));
    let mut name = base.clone();
    for count in 2_u32.. {
        if !folder.join(&name).try_exists()? {
            break;
        }
        name = format!("{base}-{count}");
    }
    step(|| files::prepare_folder(&folder.join(&name)))?;
    files::sync_folder(&folder)?;
    Ok(name)
}

fn write_note(file: &Path, restored: &Restored) -> io::Result<()> {
    let Restored { by_what, replaced, by, at, audit } = restored;
    let (backup, schema) = by_what.as_ref().map(|Source { backup, schema }| (backup, schema)).unzip();
    let mut note = json!({
        "backup": backup, "schema": schema, "replaced": replaced, "by": by, "at_ms": at.as_millisecond(),
    });
    if let Some(ReplacedAudit { entries, last_id, hash }) = audit {
        note["audit"] = json!({ "entries": entries, "last_id": last_id, "hash": hash });
    }
    let unfinished = file.with_file_name(NOTE_UNFINISHED);
    files::remove_if_there(&unfinished)?;
    let mut written = files::create_private(&unfinished)?;
    io::Write::write_all(&mut written, note.to_string().as_bytes())?;
    written.sync_all()?;
    step(|| fs::rename(&unfinished, note_of(file)))?;
    files::sync_folder(parent(file))
}

fn read_note(file: &Path) -> Result<Option<Restored>, OpenError> {
    let text = match fs::read_to_string(note_of(file)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let not_ours = || OpenError::Unreadable(format!("`{NOTE}` is not what was written there").into());
    let note: Value = serde_json::from_str(&text).map_err(|_| not_ours())?;
    let text = |field: &str| note[field].as_str().map(str::to_owned).ok_or_else(not_ours);
    let number = |field: &str| note[field].as_i64().ok_or_else(not_ours);
    let replaced = text("replaced")?;
    // It is a name within the folder of the backups, whoever wrote it.
    if !replaced.starts_with(REPLACED) || replaced.contains(['/', '\\']) {
        return Err(not_ours());
    }
    let has_begun_anew = note["backup"].is_null() && note["schema"].is_null();
    let source = || Ok::<_, OpenError>(Source { backup: text("backup")?, schema: number("schema")? });
    Ok(Some(Restored {
        by_what: if has_begun_anew { None } else { Some(source()?) },
        replaced,
        by: text("by")?,
        at: Timestamp::from_millisecond(number("at_ms")?).map_err(|_| not_ours())?,
        // Earlier versions noted none.
        audit: note.get("audit").map(|audit| audit_in_note(audit).ok_or_else(not_ours)).transpose()?,
    }))
}

fn audit_in_note(audit: &Value) -> Option<ReplacedAudit> {
    Some(ReplacedAudit {
        entries: audit["entries"].as_i64()?,
        last_id: audit["last_id"].as_i64()?,
        hash: audit["hash"].as_str()?.to_owned(),
    })
}

/// One thing that is done to the files. A process may die before each.
#[instrument(name = "restore_step", level = "debug", skip_all)]
fn step<Done>(act: impl FnOnce() -> io::Result<Done>) -> io::Result<Done> {
    act()
}

fn of_folder(error: io::Error) -> RestoreError {
    RestoreError::Folder(error.into())
}

fn copy_of(file: &Path) -> PathBuf {
    file.with_extension(COPY)
}

fn note_of(file: &Path) -> PathBuf {
    file.with_file_name(NOTE)
}

fn parent(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}
