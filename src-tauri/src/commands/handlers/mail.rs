//! Mail: how it is sent, and what is on its way.

use connections::{
    Connections, MailSettingsError,
    model::mail::{MailSettings, Security},
};
use secrecy::SecretString;
use tauri::AppHandle;

use super::super::arguments::{MailSettingsArgument, MessageArgument, MessagesArgument, NoArgument};
use crate::{
    application::Application,
    mail_program,
    views::{MailSettingsView, MessagePageView, OutboxView, Problem, TestMessageView, id},
};

pub async fn mail_settings(app: AppHandle, _: NoArgument) -> Result<Option<MailSettingsView>, Problem> {
    let connections = Application::of(&app).connections()?;
    let Some(settings) = connections.mail_settings().await? else { return Ok(None) };
    let has_password = settings.user_name.is_some() && has_password(&connections).await?;
    Ok(Some(MailSettingsView::new(settings, has_password)))
}

/// Settings with a user name are not kept without a password. A keyring that is locked would ask for its own, for nothing but
/// this view; so then it is believed to have it.
async fn has_password(connections: &Connections) -> Result<bool, Problem> {
    if connections.keyring_trouble()?.is_some() {
        return Ok(true);
    }
    match connections.has_mail_password().await {
        Err(MailSettingsError::Vault(error)) if error.trouble().is_some() => Ok(true),
        other => Ok(other?),
    }
}

pub async fn save_mail_settings(app: AppHandle, argument: MailSettingsArgument) -> Result<(), Problem> {
    let (settings, password) = settings(argument);
    Ok(Application::of(&app).connections()?.set_mail_settings(settings, password).await?)
}

pub async fn forget_mail_settings(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.forget_mail_settings().await?)
}

pub async fn send_test_message(app: AppHandle, argument: MailSettingsArgument) -> Result<TestMessageView, Problem> {
    let (settings, password) = settings(argument);
    let answer = Application::of(&app).connections()?.send_test_message(settings, password).await?;
    Ok(TestMessageView::from(answer))
}

pub async fn outbox(app: AppHandle, _: NoArgument) -> Result<OutboxView, Problem> {
    Ok(OutboxView::from(Application::of(&app).connections()?.outbox().await?))
}

pub async fn messages(app: AppHandle, argument: MessagesArgument) -> Result<MessagePageView, Problem> {
    Ok(MessagePageView::from(Application::of(&app).connections()?.messages(argument.offset).await?))
}

pub async fn message_text(app: AppHandle, argument: MessageArgument) -> Result<String, Problem> {
    Ok(Application::of(&app).connections()?.message_text(id(&argument.message_id)?).await?)
}

pub async fn send_again(app: AppHandle, argument: MessageArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.send_again(id(&argument.message_id)?).await?)
}

pub async fn compose_in_mail_program(app: AppHandle, argument: MessageArgument) -> Result<(), Problem> {
    let address = Application::of(&app).connections()?.mailto(id(&argument.message_id)?).await?;
    mail_program::compose(&app, &address)
}

fn settings(argument: MailSettingsArgument) -> (MailSettings, Option<SecretString>) {
    let MailSettingsArgument { host, port, security, user_name, sender, recipients, password } = argument;
    (MailSettings { host, port, security: Security::from(security), user_name, sender, recipients }, password)
}
