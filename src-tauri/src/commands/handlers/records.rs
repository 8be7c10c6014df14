//! The file of the records, its backups, and the way back to one.

use tauri::AppHandle;

use super::super::arguments::{BackupArgument, NoArgument};
use crate::{
    application::Application,
    restoring,
    views::{Problem, RecordsConditionView, RecordsView},
};

pub async fn records(app: AppHandle, _: NoArgument) -> Result<RecordsView, Problem> {
    Ok(RecordsView::from(restoring::records(Application::of(&app)).await?))
}

pub async fn records_condition(app: AppHandle, _: NoArgument) -> Result<RecordsConditionView, Problem> {
    Ok(RecordsConditionView::from(Application::of(&app).connections()?.records_condition()?))
}

pub async fn back_up_now(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    Application::of(&app).connections()?.back_up_now().await?;
    Ok(())
}

pub async fn begin_anew(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    restoring::begin_anew(&app).await
}

pub async fn restore_backup(app: AppHandle, argument: BackupArgument) -> Result<(), Problem> {
    restoring::restore(&app, argument.name).await
}
