//! Refreshing balances and looking at them.

use connections::model::ids::AccountConnectionId;
use tauri::AppHandle;

use super::super::arguments::{AccountConnectionArgument, NoArgument, RefreshArgument};
use crate::{
    application::Application,
    views::{BalanceView, Problem, RefreshAccountView, RefreshStateView, RunView, id},
};

pub async fn refresh_accounts(app: AppHandle, _: NoArgument) -> Result<Vec<RefreshAccountView>, Problem> {
    let accounts = Application::of(&app).connections()?.refresh_accounts().await?;
    Ok(accounts.into_iter().map(RefreshAccountView::from).collect())
}

pub async fn start_refresh(app: AppHandle, argument: RefreshArgument) -> Result<(), Problem> {
    let accounts = argument.account_ids.iter().map(|text| id(text)).collect::<Result<Vec<AccountConnectionId>, _>>()?;
    Ok(Application::of(&app).connections()?.start_refresh(&accounts).await?)
}

pub async fn refresh_run(app: AppHandle, _: NoArgument) -> Result<Option<RunView<RefreshStateView>>, Problem> {
    Ok(Application::of(&app).connections()?.refresh_run()?.map(RunView::from))
}

pub async fn cancel_refresh(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.cancel_refresh()?)
}

pub async fn balance_history(app: AppHandle, argument: AccountConnectionArgument) -> Result<Vec<BalanceView>, Problem> {
    let account = id(&argument.account_id)?;
    let history = Application::of(&app).connections()?.balance_history(account).await?;
    Ok(history.into_iter().map(BalanceView::from).collect())
}
