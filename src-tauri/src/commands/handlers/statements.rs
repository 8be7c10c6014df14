//! Importing and looking at statements.

use connections::{
    StatementFormat,
    model::{
        bank_account::BankAccount,
        coverage::Days,
        ids::{AccountConnectionId, StatementId},
    },
    store::statement_lines::{LineOrder, LineQuery, LinesOf},
};
use tauri::AppHandle;

use super::super::arguments::{
    ExportStatementsArgument, GapArgument, ImportArgument, LineOrderArgument, LinesArgument, MostLinesArgument,
    NoArgument, SeeToGapArgument, StatementFormatArgument, TellApartArgument,
};
use crate::{
    application::Application,
    exports,
    views::{
        Code, DoubtfulView, ExportedView, GapsView, ImportAccountView, ImportStateView, LinePageView, Problem, RunView,
        StatementView, id,
    },
};

pub async fn import_accounts(app: AppHandle, _: NoArgument) -> Result<Vec<ImportAccountView>, Problem> {
    let accounts = Application::of(&app).connections()?.import_accounts().await?;
    Ok(accounts.into_iter().map(ImportAccountView::from).collect())
}

pub async fn start_import(app: AppHandle, argument: ImportArgument) -> Result<(), Problem> {
    let accounts = argument.account_ids.iter().map(|text| id(text)).collect::<Result<Vec<AccountConnectionId>, _>>()?;
    let until = argument.until.parse().map_err(|_| invalid("the statement date is no day"))?;
    Ok(Application::of(&app).connections()?.start_import(&accounts, until).await?)
}

pub async fn import_run(app: AppHandle, _: NoArgument) -> Result<Option<RunView<ImportStateView>>, Problem> {
    Ok(Application::of(&app).connections()?.import_run()?.map(RunView::from))
}

pub async fn cancel_import(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.cancel_import()?)
}

pub async fn statements(app: AppHandle, _: NoArgument) -> Result<Vec<StatementView>, Problem> {
    let statements = Application::of(&app).connections()?.statements().await?;
    Ok(statements.into_iter().map(StatementView::from).collect())
}

pub async fn statement_lines(app: AppHandle, argument: LinesArgument) -> Result<LinePageView, Problem> {
    let connections = Application::of(&app).connections()?;
    let bank_account: BankAccount = connections.bank_account_of_statements(id(&argument.bank_account_id)?).await?;
    let of = match &argument.statement_id {
        Some(statement) => LinesOf::Statement(id(statement)?),
        None => LinesOf::BankAccount(bank_account.id),
    };
    let day = |text: Option<String>| {
        text.map(|text| text.parse().map_err(|_| invalid("a date of the filter is no day"))).transpose()
    };
    let amount = |text: Option<String>| {
        let minor = |text: String| bank_account.currency.minor_units(text.trim().parse().ok()?).ok();
        text.map(|text| minor(text).ok_or_else(|| invalid("an amount of the filter is no amount"))).transpose()
    };
    let query = LineQuery {
        of,
        words: argument.words,
        from: day(argument.from)?,
        until: day(argument.until)?,
        least_minor: amount(argument.least)?,
        greatest_minor: amount(argument.greatest)?,
        order: match argument.order {
            LineOrderArgument::Statement => LineOrder::Statement,
            LineOrderArgument::Date => LineOrder::Date,
            LineOrderArgument::Amount => LineOrder::Amount,
            LineOrderArgument::Description => LineOrder::Description,
        },
        descending: argument.descending,
        offset: argument.offset,
        count: argument.count,
    };
    Ok(LinePageView::new(connections.statement_lines(query).await?, bank_account.currency))
}

pub async fn export_statements(app: AppHandle, argument: ExportStatementsArgument) -> Result<ExportedView, Problem> {
    let application = Application::of(&app);
    let connections = application.connections()?;
    let statements = argument.statement_ids.iter().map(|text| id(text)).collect::<Result<Vec<StatementId>, _>>()?;
    let format = match argument.format {
        StatementFormatArgument::Csv => StatementFormat::Csv,
        StatementFormatArgument::Ofx => StatementFormat::Ofx,
        StatementFormatArgument::Qif => StatementFormat::Qif,
        StatementFormatArgument::Camt => StatementFormat::Camt,
        StatementFormatArgument::Json => StatementFormat::Json,
    };
    let exported = connections.export_statements(&exports::folder(&app)?, format, &statements).await?;
    application.exports.wrote(&exported.file);
    Ok(ExportedView::from(exported))
}

pub async fn doubtful_transactions(app: AppHandle, _: NoArgument) -> Result<Vec<DoubtfulView>, Problem> {
    let doubtful = Application::of(&app).connections()?.doubtful_transactions().await?;
    Ok(doubtful.iter().filter_map(DoubtfulView::new).collect())
}

pub async fn tell_apart(app: AppHandle, argument: TellApartArgument) -> Result<(), Problem> {
    let row = argument.row.parse().map_err(|_| Problem::not_found(&argument.row))?;
    Ok(Application::of(&app).connections()?.tell_apart(row, argument.is_same).await?)
}

pub async fn gap_report(app: AppHandle, _: NoArgument) -> Result<Vec<GapsView>, Problem> {
    let gaps = Application::of(&app).connections()?.gap_report().await?;
    Ok(gaps.into_iter().map(GapsView::from).collect())
}

pub async fn see_to_gap(app: AppHandle, argument: SeeToGapArgument) -> Result<(), Problem> {
    let days = days(&argument.first, &argument.last)?;
    let connections = Application::of(&app).connections()?;
    Ok(connections.see_to_gap(id(&argument.account_id)?, days, &argument.note).await?)
}

pub async fn reopen_gap(app: AppHandle, argument: GapArgument) -> Result<(), Problem> {
    let days = days(&argument.first, &argument.last)?;
    Ok(Application::of(&app).connections()?.reopen_gap(id(&argument.account_id)?, days).await?)
}

pub async fn most_statement_lines(app: AppHandle, _: NoArgument) -> Result<u32, Problem> {
    Ok(Application::of(&app).connections()?.most_statement_lines().await?)
}

pub async fn set_most_statement_lines(app: AppHandle, argument: MostLinesArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.set_most_statement_lines(argument.lines).await?)
}

fn days(first: &str, last: &str) -> Result<Days, Problem> {
    let day = |text: &str| text.parse().map_err(|_| invalid("a day of the gap is no day"));
    Ok(Days { first: day(first)?, last: day(last)? })
}

fn invalid(message: &str) -> Problem {
    Problem::new(Code::InvalidImport, message)
}
