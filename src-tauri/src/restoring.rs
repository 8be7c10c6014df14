//! The backups that there are to go back to, and the way back, whether the records are open or can't be opened.

use std::path::PathBuf;

use connections::{Clock, RecordsOverview, RestoreError, RestoreOrder, Vault, records_that_do_not_open, vault};
use tauri::AppHandle;

use crate::{
    application::{Application, Phase},
    folder::Place,
    startup,
    views::{Code, Problem},
};

/// The file of the records and its backups.
pub async fn records(application: &Application) -> Result<RecordsOverview, Problem> {
    if let Ok(connections) = application.connections() {
        return Ok(connections.records().await?);
    }
    assert_records_do_not_open(application)?;
    let (vault, place) = closed(application).await?;
    Ok(records_that_do_not_open(&place.database(), &vault).await?)
}

/// Puts a backup in the place of the records and opens them. Where nobody can be signed in because they don't open, nobody
/// has to be.
pub async fn restore(app: &AppHandle, backup: String) -> Result<(), Problem> {
    let application = Application::of(app);
    let order = if let Ok(connections) = application.connections() {
        assert_lasting(application)?;
        logged(connections.order_restore(&backup).await)?
    } else {
        assert_records_do_not_open(application)?;
        let (vault, place) = closed(application).await?;
        logged(RestoreOrder::of_nobody(backup, &place.database(), &vault).await)?
    };
    let (profile, _) = whereabouts(application)?;
    startup::between_runs(app, |place| carry_out(order, profile, place)).await?
}

/// Begins with empty records where there are none but backups of them. Those are kept.
pub async fn begin_anew(app: &AppHandle) -> Result<(), Problem> {
    match &*Application::of(app).phase() {
        Phase::Blocked(problem) if problem.code == Code::DatabaseMissing => {}
        Phase::Blocked(_) | Phase::Starting | Phase::Ready(_) => {
            return Err(Problem::new(Code::NoLongerPossible, "the records are not missing"));
        }
    }
    let begin = async |place: Place| connections::begin_anew(&place.database(), &Clock::System);
    Ok(startup::between_runs(app, begin).await??)
}

async fn carry_out(order: RestoreOrder, profile: vault::Profile, place: Place) -> Result<(), Problem> {
    let vault = Vault::open(profile).await?;
    Ok(logged(order.carry_out(&place.database(), &vault, &Clock::System).await)?)
}

/// Leaves in the log what lies beneath a failure.
fn logged<T>(result: Result<T, RestoreError>) -> Result<T, RestoreError> {
    if let Err(error) = &result {
        tracing::error!(%error, source = ?std::error::Error::source(error), "the backup is not restored");
    }
    result
}

async fn closed(application: &Application) -> Result<(Vault, Place), Problem> {
    let (profile, folder) = whereabouts(application)?;
    Ok((Vault::open(profile).await?, Place::lasting(folder)))
}

/// Whose secrets they are, and the folder of the profile.
fn whereabouts(application: &Application) -> Result<(vault::Profile, PathBuf), Problem> {
    let profile = application.profile()?;
    let folder = profile.folder(&application.data_folder)?;
    Ok((profile.vault(&folder), folder))
}

/// Whoever is at the computer may put back records that can't be opened, and no others.
fn assert_records_do_not_open(application: &Application) -> Result<(), Problem> {
    match &*application.phase() {
        Phase::Blocked(problem) if is_of_the_file(problem.code) => Ok(()),
        Phase::Blocked(_) | Phase::Starting | Phase::Ready(_) => Err(Problem::not_ready()),
    }
}

/// Whether the file of the records is what stands in the way, so that another one in its place would help.
const fn is_of_the_file(code: Code) -> bool {
    matches!(code, Code::DatabaseMissing | Code::DatabaseUnreadable | Code::DatabaseNewer)
}

/// The records of a demo without a keyring are gone with its secrets as soon as they are closed.
fn assert_lasting(application: &Application) -> Result<(), Problem> {
    match &*application.phase() {
        Phase::Ready(running) if running.profile.secrets_in_memory => {
            Err(Problem::new(Code::KeyringMissing, "the records of this demo last until it quits"))
        }
        Phase::Ready(_) | Phase::Blocked(_) | Phase::Starting => Ok(()),
    }
}
