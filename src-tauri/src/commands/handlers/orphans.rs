//! Logins at Plaid that nobody holds.

use tauri::AppHandle;

use super::super::arguments::{NoArgument, RemoveOrphansArgument};
use crate::{
    application::Application,
    views::{OrphansView, Problem},
};

pub async fn orphans(app: AppHandle, _: NoArgument) -> Result<OrphansView, Problem> {
    Ok(OrphansView::from(Application::of(&app).connections()?.orphans().await?))
}

pub async fn look_for_orphans(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.look_for_orphans().await?)
}

pub async fn remove_orphans(app: AppHandle, argument: RemoveOrphansArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.remove_orphans(argument.item_ids).await?)
}
