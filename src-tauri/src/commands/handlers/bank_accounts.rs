//! The firm's bank accounts, and what feeds them.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use connections::{BankAccountImportError, FileError, model::bank_account::Opening};
use tauri::AppHandle;

use super::super::arguments::{
    AddBankAccountArgument, BankAccountArgument, BankAccountFileArgument, ChangeBankAccountArgument,
    ChangeOpeningArgument, CorrectOpeningArgument, ImportBankAccountsArgument, LinkBankAccountArgument, NoArgument,
    OpeningArgument, SuggestionArgument,
};
use crate::{
    application::Application,
    views::{BankAccountImportPreviewView, BankAccountsImportedView, BankAccountsView, Code, Problem, id},
};

pub async fn bank_accounts(app: AppHandle, _: NoArgument) -> Result<BankAccountsView, Problem> {
    Ok(BankAccountsView::from(Application::of(&app).connections()?.bank_accounts().await?))
}

pub async fn add_bank_account(app: AppHandle, argument: AddBankAccountArgument) -> Result<(), Problem> {
    let AddBankAccountArgument { code, name, currency } = argument;
    Application::of(&app).connections()?.add_bank_account(&code, &name, &currency).await?;
    Ok(())
}

pub async fn change_bank_account(app: AppHandle, argument: ChangeBankAccountArgument) -> Result<(), Problem> {
    let ChangeBankAccountArgument { bank_account_id, code, name, active } = argument;
    let connections = Application::of(&app).connections()?;
    Ok(connections.change_bank_account(id(&bank_account_id)?, &code, &name, active).await?)
}

pub async fn link_bank_account(app: AppHandle, argument: LinkBankAccountArgument) -> Result<(), Problem> {
    let LinkBankAccountArgument { account_id, bank_account_id, opening } = argument;
    let opening = opening.map(beginning).transpose()?;
    let connections = Application::of(&app).connections()?;
    Ok(connections.link_bank_account(id(&account_id)?, id(&bank_account_id)?, opening).await?)
}

pub async fn refuse_suggestion(app: AppHandle, argument: SuggestionArgument) -> Result<(), Problem> {
    let connections = Application::of(&app).connections()?;
    Ok(connections.refuse_suggestion(id(&argument.account_id)?, id(&argument.bank_account_id)?).await?)
}

pub async fn suggest_again(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.suggest_again().await?)
}

pub async fn unlink_bank_account(app: AppHandle, argument: BankAccountArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.unlink_bank_account(id(&argument.bank_account_id)?).await?)
}

pub async fn change_opening(app: AppHandle, argument: ChangeOpeningArgument) -> Result<(), Problem> {
    let opening = beginning(argument.opening)?;
    Ok(Application::of(&app).connections()?.change_opening(id(&argument.bank_account_id)?, opening).await?)
}

pub async fn correct_opening(app: AppHandle, argument: CorrectOpeningArgument) -> Result<(), Problem> {
    let CorrectOpeningArgument { bank_account_id, balance } = argument;
    Ok(Application::of(&app).connections()?.correct_opening(id(&bank_account_id)?, &balance).await?)
}

pub async fn preview_bank_accounts(
    app: AppHandle,
    argument: BankAccountFileArgument,
) -> Result<BankAccountImportPreviewView, Problem> {
    let file = bytes(&argument.file)?;
    Ok(BankAccountImportPreviewView::from(Application::of(&app).connections()?.preview_bank_accounts(&file).await?))
}

pub async fn import_bank_accounts(
    app: AppHandle,
    argument: ImportBankAccountsArgument,
) -> Result<BankAccountsImportedView, Problem> {
    let file = bytes(&argument.file)?;
    let imported = Application::of(&app).connections()?.import_bank_accounts(&file, &argument.mark).await?;
    Ok(BankAccountsImportedView::from(imported))
}

/// The bytes of a file. They travel as text, so that what is no UTF-8 arrives as it is.
fn bytes(text: &str) -> Result<Vec<u8>, Problem> {
    BASE64_STANDARD.decode(text).map_err(|_| BankAccountImportError::File(FileError::NoText).into())
}

fn beginning(argument: OpeningArgument) -> Result<Opening, Problem> {
    let OpeningArgument { balance, starts_on } = argument;
    let starts_on = starts_on.parse().map_err(|_| {
        Problem::new(Code::InvalidOpening, "the start date is no day").with_hint("Enter the start date.")
    })?;
    Ok(Opening { balance, starts_on })
}
