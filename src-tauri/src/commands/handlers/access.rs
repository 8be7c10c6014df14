//! Signing in and out, and the users.

use connections::{LOCK_AFTER_MINUTES, vault};
use tauri::AppHandle;

use super::super::arguments::{
    AddAccountantArgument, ChangePasswordArgument, LockSettingArgument, NoArgument, PasswordArgument, RecoverArgument,
    SetUpArgument, SignInArgument, StrengthArgument, UserArgument, UserPasswordArgument,
};
use crate::{
    application::Application,
    link::{
        guard::{Event, Wish},
        keeper,
    },
    system_lock::{self, Heard},
    views::{
        LockSettingView, PasswordAnswerView, Problem, RecoveryAnswerView, RecoveryCodeView, StrengthView, UserRowView,
        id,
    },
};

pub async fn set_up(app: AppHandle, argument: SetUpArgument) -> Result<RecoveryCodeView, Problem> {
    let code = Application::of(&app).connections()?.set_up(&argument.name, argument.password).await?;
    Ok(RecoveryCodeView::from(code))
}

pub async fn sign_in(app: AppHandle, argument: SignInArgument) -> Result<PasswordAnswerView, Problem> {
    let connections = Application::of(&app).connections()?;
    PasswordAnswerView::of_sign_in(connections.sign_in(id(&argument.user_id)?, argument.password).await)
}

pub async fn switch_user(app: AppHandle, argument: UserArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.switch_user(id(&argument.user_id)?).await?)
}

pub async fn recover_password(app: AppHandle, argument: RecoverArgument) -> Result<RecoveryAnswerView, Problem> {
    let connections = Application::of(&app).connections()?;
    RecoveryAnswerView::of(connections.recover_password(argument.code, argument.password).await)
}

pub async fn sign_out(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    keeper::decide(&app, Event::Wished(Wish::SignOut)).await
}

pub async fn lock(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    keeper::decide(&app, Event::Wished(Wish::Lock)).await
}

pub async fn is_active(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    Application::of(&app).connections()?.is_active();
    Ok(())
}

pub async fn password_strength(_: AppHandle, argument: StrengthArgument) -> Result<StrengthView, Problem> {
    Ok(StrengthView::from(vault::strength(&argument.password, &[&argument.name])))
}

pub async fn change_password(app: AppHandle, argument: ChangePasswordArgument) -> Result<PasswordAnswerView, Problem> {
    let connections = Application::of(&app).connections()?;
    PasswordAnswerView::of_change(connections.change_password(argument.present, argument.new).await)
}

pub async fn renew_recovery_code(app: AppHandle, argument: PasswordArgument) -> Result<RecoveryAnswerView, Problem> {
    let connections = Application::of(&app).connections()?;
    RecoveryAnswerView::of(connections.renew_recovery_code(argument.password).await)
}

pub async fn keep_recovery_code(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.keep_recovery_code().await?)
}

pub async fn users(app: AppHandle, _: NoArgument) -> Result<Vec<UserRowView>, Problem> {
    let users = Application::of(&app).connections()?.users().await?;
    Ok(users.into_iter().map(UserRowView::from).collect())
}

pub async fn add_accountant(app: AppHandle, argument: AddAccountantArgument) -> Result<(), Problem> {
    let connections = Application::of(&app).connections()?;
    connections.add_accountant(&argument.name, argument.password).await?;
    Ok(())
}

pub async fn reset_password(app: AppHandle, argument: UserPasswordArgument) -> Result<(), Problem> {
    let connections = Application::of(&app).connections()?;
    Ok(connections.reset_password(id(&argument.user_id)?, argument.password).await?)
}

pub async fn remove_user(app: AppHandle, argument: UserArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.remove_user(id(&argument.user_id)?).await?)
}

pub async fn lock_setting(app: AppHandle, _: NoArgument) -> Result<LockSettingView, Problem> {
    let minutes = Application::of(&app).connections()?.lock_after_minutes().await?;
    let Heard { lock, sleep } = system_lock::heard().await;
    Ok(LockSettingView { minutes, offered: LOCK_AFTER_MINUTES.to_vec(), with_lock: lock, with_sleep: sleep })
}

pub async fn set_lock_setting(app: AppHandle, argument: LockSettingArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.set_lock_after_minutes(argument.minutes).await?)
}
