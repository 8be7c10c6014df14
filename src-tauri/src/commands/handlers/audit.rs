//! The audit: read, checked and exported.

use connections::{
    ExportFormat, Spellings,
    model::audit::{AuditFilter, SearchedWord},
};
use jiff::Timestamp;
use tauri::AppHandle;

use super::super::arguments::{
    AuditArgument, AuditFilterArgument, ExportAuditArgument, ExportFormatArgument, NoArgument, SpellingsArgument,
};
use crate::{
    application::Application,
    exports,
    views::{AuditPageView, AuditStateView, Code, ExportedView, Problem},
};

pub async fn audit(app: AppHandle, argument: AuditArgument) -> Result<AuditPageView, Problem> {
    let connections = Application::of(&app).connections()?;
    Ok(AuditPageView::from(connections.audit(&filter(argument.filter)?, argument.before).await?))
}

pub async fn audit_state(app: AppHandle, _: NoArgument) -> Result<AuditStateView, Problem> {
    Ok(AuditStateView::from(Application::of(&app).connections()?.audit_state()?))
}

pub async fn check_audit(app: AppHandle, _: NoArgument) -> Result<AuditStateView, Problem> {
    let checked = Application::of(&app).connections()?.check_audit().await?;
    Ok(AuditStateView::from(Some(checked)))
}

pub async fn export_audit(app: AppHandle, argument: ExportAuditArgument) -> Result<ExportedView, Problem> {
    let application = Application::of(&app);
    let connections = application.connections()?;
    let format = match argument.format {
        ExportFormatArgument::Csv => {
            let SpellingsArgument { acts, outcomes } = argument.spellings;
            ExportFormat::Csv(Spellings { acts, outcomes })
        }
        ExportFormatArgument::Json => ExportFormat::Json,
    };
    let exported = connections.export_audit(&exports::folder(&app)?, &format, &filter(argument.filter)?).await?;
    application.exports.wrote(&exported.file);
    Ok(ExportedView::from(exported))
}

pub async fn show_export(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    let application = Application::of(&app);
    application.connections()?.may_export()?;
    application.exports.show_last()
}

fn filter(argument: AuditFilterArgument) -> Result<AuditFilter, Problem> {
    let words = argument.words.into_iter();
    Ok(AuditFilter {
        who: argument.who,
        what: argument.what,
        from: argument.from.map(|text| time(&text)).transpose()?,
        until: argument.until.map(|text| time(&text)).transpose()?,
        words: words.map(|word| SearchedWord { text: word.text, acts: word.acts, outcomes: word.outcomes }).collect(),
    })
}

fn time(text: &str) -> Result<Timestamp, Problem> {
    text.parse().map_err(|_| Problem::new(Code::Internal, "a time of the filter is none"))
}
