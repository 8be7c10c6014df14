//! The removal of connections, and the log of what was done to them.

use tauri::AppHandle;

use super::super::arguments::{ConnectionArgument, NoArgument};
use crate::{
    application::Application,
    views::{LogEntryView, Problem, RemovedView, id},
};

pub async fn remove_connection(app: AppHandle, argument: ConnectionArgument) -> Result<RemovedView, Problem> {
    let removal = Application::of(&app).connections()?.remove(id(&argument.connection_id)?).await?;
    Ok(RemovedView::from(removal))
}

pub async fn retry_removal(app: AppHandle, argument: ConnectionArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.retry_removals(id(&argument.connection_id)?).await?)
}

pub async fn connection_log(app: AppHandle, _: NoArgument) -> Result<Vec<LogEntryView>, Problem> {
    let entries = Application::of(&app).connections()?.connection_log().await?;
    Ok(entries.into_iter().map(LogEntryView::from).collect())
}
