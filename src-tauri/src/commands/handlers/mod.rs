//! The bodies of the commands: a call into the core or to the windows, and a conversion. No rule lives here.

mod access;
mod audit;
mod balances;
mod bank_accounts;
mod keys;
mod mail;
mod orphans;
mod plaid_keys;
mod records;
mod removal;
mod schedules;
mod statements;

use connections::{
    ConnectionOverview, DuplicateChoice, UpdateResult,
    model::{
        link_session::{Brought, Fruitless, Outcome},
        reconciliation::Decision,
    },
};
use tauri::AppHandle;

pub use self::{
    access::*, audit::*, balances::*, bank_accounts::*, keys::*, mail::*, orphans::*, plaid_keys::*, records::*,
    removal::*, schedules::*, statements::*,
};
use super::arguments::{
    ConnectionArgument, DecideDuplicateArgument, DecideMappingArgument, DecisionArgument, DuplicateChoiceArgument,
    NoArgument, SessionArgument, StartUpdateArgument,
};
use crate::{
    application::Application,
    link::{
        guard::{Event, Wish},
        keeper,
    },
    startup,
    views::{
        ApplicationView, ConnectionView, DecidedView, DuplicateView, MappingView, Problem, RemovalView,
        SessionStartView, SessionView, UpdateResultView, UpdateStartView, id,
    },
};

pub async fn application(app: AppHandle, _: NoArgument) -> Result<ApplicationView, Problem> {
    Application::of(&app).view().await
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
    let connections = Application::of(&app).connections()?;
    let results = connections.results().await?;
    let (mut overviews, mut lost) = (Vec::new(), Vec::new());
    if results.iter().any(is_replaced) {
        overviews = connections.list().await?;
    }
    if results.iter().any(is_lost) {
        lost = connections.orphans().await?.lost;
    }
    let drawn = results.into_iter().map(|result| {
        let of_it = |overview: &&ConnectionOverview| Some(overview.connection.id) == result.connection;
        let overview = overviews.iter().find(of_it).filter(|_| is_replaced(&result));
        let removal = overview.and_then(|overview| overview.removals.iter().find(|removal| removal.is_former));
        let support_text =
            lost.iter().find(|lost| lost.session == result.session).map(|lost| lost.support_text.clone());
        let removal = removal.cloned().map(RemovalView::from);
        UpdateResultView::new(result, removal, support_text)
    });
    Ok(drawn.collect())
}

pub async fn start_update(app: AppHandle, argument: StartUpdateArgument) -> Result<UpdateStartView, Problem> {
    keeper::start_update(&app, id(&argument.connection_id)?, argument.even_if_healthy).await
}

pub async fn start_connect(app: AppHandle, _: NoArgument) -> Result<SessionStartView, Problem> {
    keeper::start_connect(&app).await
}

pub async fn start_replace(app: AppHandle, argument: ConnectionArgument) -> Result<SessionStartView, Problem> {
    keeper::start_replace(&app, id(&argument.connection_id)?).await
}

pub async fn start_reconnect(app: AppHandle, argument: ConnectionArgument) -> Result<SessionStartView, Problem> {
    keeper::start_reconnect(&app, id(&argument.connection_id)?).await
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

pub async fn retry_session(app: AppHandle, argument: SessionArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.retry_session(id(&argument.session_id)?).await?)
}

pub async fn duplicate(app: AppHandle, argument: SessionArgument) -> Result<DuplicateView, Problem> {
    let duplicate = Application::of(&app).connections()?.duplicate(id(&argument.session_id)?).await?;
    Ok(DuplicateView::from(duplicate))
}

pub async fn decide_duplicate(app: AppHandle, argument: DecideDuplicateArgument) -> Result<DecidedView, Problem> {
    let choice = choice(argument.choice)?;
    let connections = Application::of(&app).connections()?;
    Ok(DecidedView::from(connections.decide_duplicate(id(&argument.session_id)?, choice).await?))
}

pub async fn give_up(app: AppHandle, argument: SessionArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.give_up_session(id(&argument.session_id)?).await?)
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

fn is_replaced(result: &UpdateResult) -> bool {
    result.outcome == Outcome::Brought(Brought::Replaced)
}

fn is_lost(result: &UpdateResult) -> bool {
    result.outcome == Outcome::Fruitless(Fruitless::Lost)
}

fn decision(argument: DecisionArgument) -> Result<Decision, Problem> {
    let is = argument.is.map(|text| id(&text)).transpose()?;
    Ok(Decision { account_id: argument.account_id, is })
}

fn choice(argument: DuplicateChoiceArgument) -> Result<DuplicateChoice, Problem> {
    Ok(match argument {
        DuplicateChoiceArgument::UseExisting { connection_id } => DuplicateChoice::UseExisting(id(&connection_id)?),
        DuplicateChoiceArgument::ConnectAnyway => DuplicateChoice::ConnectAnyway,
        DuplicateChoiceArgument::Stop => DuplicateChoice::Stop,
    })
}
