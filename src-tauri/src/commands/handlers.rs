//! The bodies of the commands: a call into the core or to the windows, and a conversion. No rule lives here.

use connections::model::reconciliation::Decision;
use tauri::AppHandle;

use super::arguments::{
    ConnectionArgument, DecideMappingArgument, DecisionArgument, NoArgument, SessionArgument, StartUpdateArgument,
};
use crate::{
    application::Application,
    link::{
        guard::{Event, Wish},
        keeper,
    },
    startup,
    views::{
        ApplicationView, ConnectionView, MappingView, Problem, SessionView, UpdateResultView, UpdateStartView, id,
    },
};

pub async fn application(app: AppHandle, _: NoArgument) -> Result<ApplicationView, Problem> {
    Ok(Application::of(&app).view())
}

pub async fn retry_start(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    startup::retry(&app);
    Ok(())
}

pub async fn bank_connections(app: AppHandle, _: NoArgument) -> Result<Vec<ConnectionView>, Problem> {
    let connections = Application::of(&app).connections()?.list().await?;
    Ok(connections.into_iter().map(ConnectionView::from).collect())
}

pub async fn sessions(app: AppHandle, _: NoArgument) -> Result<Vec<SessionView>, Problem> {
    let application = Application::of(&app);
    let sessions = application.connections()?.sessions().await?;
    Ok(sessions
        .into_iter()
        .map(|session| {
            let wish = application.keeper.wish(session.id);
            SessionView::new(session, wish)
        })
        .collect())
}

pub async fn results(app: AppHandle, _: NoArgument) -> Result<Vec<UpdateResultView>, Problem> {
    let results = Application::of(&app).connections()?.results().await?;
    Ok(results.into_iter().map(UpdateResultView::from).collect())
}

pub async fn start_update(app: AppHandle, argument: StartUpdateArgument) -> Result<UpdateStartView, Problem> {
    keeper::start_update(&app, id(&argument.connection_id)?, argument.even_if_healthy).await
}

pub async fn show_link_window(app: AppHandle, argument: SessionArgument) -> Result<(), Problem> {
    keeper::show_page(&app, id(&argument.session_id)?).await
}

pub async fn open_in_browser(app: AppHandle, argument: SessionArgument) -> Result<(), Problem> {
    keeper::open_in_browser(&app, id(&argument.session_id)?).await
}

pub async fn stay(app: AppHandle, argument: SessionArgument) -> Result<(), Problem> {
    keeper::decide(&app, Event::Stay(id(&argument.session_id)?)).await
}

pub async fn leave(app: AppHandle, argument: SessionArgument) -> Result<(), Problem> {
    keeper::decide(&app, Event::Leave(id(&argument.session_id)?)).await
}

pub async fn request_quit(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    keeper::decide(&app, Event::Wished(Wish::Quit)).await
}

pub async fn retry_settling(app: AppHandle, argument: ConnectionArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.retry(id(&argument.connection_id)?).await?)
}

pub async fn mapping(app: AppHandle, argument: SessionArgument) -> Result<MappingView, Problem> {
    let mapping = Application::of(&app).connections()?.mapping(id(&argument.session_id)?).await?;
    Ok(MappingView::from(mapping))
}

pub async fn decide_mapping(app: AppHandle, argument: DecideMappingArgument) -> Result<(), Problem> {
    let decisions = argument.decisions.into_iter().map(decision).collect::<Result<_, _>>()?;
    Ok(Application::of(&app).connections()?.decide_mapping(id(&argument.session_id)?, decisions).await?)
}

pub async fn acknowledge_result(app: AppHandle, argument: SessionArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.acknowledge(id(&argument.session_id)?).await?)
}

fn decision(argument: DecisionArgument) -> Result<Decision, Problem> {
    let is = argument.is.map(|text| id(&text)).transpose()?;
    Ok(Decision { account_id: argument.account_id, is })
}
