//! Schedules, pausing a connection, staying in the tray so that schedules go on, and what is told of them.

use connections::{
    NotificationSetting,
    model::schedule::{Chosen, MonthDay, Rhythm, ScheduledWork, Terms, When},
    time_zone,
};
use jiff::civil::Weekday;
use tauri::AppHandle;

use super::super::arguments::{
    AddScheduleArgument, ChangeScheduleArgument, NoArgument, NotificationsArgument, PauseArgument, ScheduleArgument,
    ScheduleRunArgument, SwitchScheduleArgument, TrayArgument,
};
use crate::{
    application::Application,
    tray,
    views::{
        AccountOutcomeView, Code, NotificationsView, Problem, RhythmView, ScheduleView, ScheduledWorkView, TermsView,
        TrayView, id,
    },
};

pub async fn schedules(app: AppHandle, _: NoArgument) -> Result<Vec<ScheduleView>, Problem> {
    let schedules = Application::of(&app).connections()?.schedules().await?;
    Ok(schedules.into_iter().map(ScheduleView::from).collect())
}

pub async fn schedule_run(app: AppHandle, argument: ScheduleRunArgument) -> Result<Vec<AccountOutcomeView>, Problem> {
    let outcomes = Application::of(&app).connections()?.schedule_run(id(&argument.run_id)?).await?;
    Ok(outcomes.into_iter().map(AccountOutcomeView::from).collect())
}

pub async fn add_schedule(app: AppHandle, argument: AddScheduleArgument) -> Result<(), Problem> {
    let terms = terms(argument.terms)?;
    Application::of(&app).connections()?.add_schedule(terms).await?;
    Ok(())
}

pub async fn change_schedule(app: AppHandle, argument: ChangeScheduleArgument) -> Result<(), Problem> {
    let terms = terms(argument.terms)?;
    Ok(Application::of(&app).connections()?.change_schedule(id(&argument.schedule_id)?, terms).await?)
}

pub async fn switch_schedule(app: AppHandle, argument: SwitchScheduleArgument) -> Result<(), Problem> {
    let connections = Application::of(&app).connections()?;
    Ok(connections.switch_schedule(id(&argument.schedule_id)?, argument.is_on).await?)
}

pub async fn run_schedule_now(app: AppHandle, argument: ScheduleArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.run_schedule_now(id(&argument.schedule_id)?).await?)
}

pub async fn remove_schedule(app: AppHandle, argument: ScheduleArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.remove_schedule(id(&argument.schedule_id)?).await?)
}

pub async fn pause_connection(app: AppHandle, argument: PauseArgument) -> Result<(), Problem> {
    let connections = Application::of(&app).connections()?;
    Ok(connections.pause_connection(id(&argument.connection_id)?, argument.is_paused).await?)
}

pub async fn tray(app: AppHandle, _: NoArgument) -> Result<TrayView, Problem> {
    let stays = Application::of(&app).connections()?.tray_setting().await?;
    Ok(TrayView { is_there: tray::look(&app).await, stays })
}

pub async fn set_tray(app: AppHandle, argument: TrayArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.set_stays_in_tray(argument.stays).await?)
}

pub async fn notifications(app: AppHandle, _: NoArgument) -> Result<NotificationsView, Problem> {
    let NotificationSetting { of_connections, of_endings } =
        Application::of(&app).connections()?.notification_setting().await?;
    Ok(NotificationsView { of_connections, of_endings })
}

pub async fn set_notifications(app: AppHandle, argument: NotificationsArgument) -> Result<(), Problem> {
    let NotificationsArgument { of_connections, of_endings } = argument;
    let setting = NotificationSetting { of_connections, of_endings };
    Ok(Application::of(&app).connections()?.set_notifications(setting).await?)
}

/// What the user says, as the core takes it.
fn terms(given: TermsView) -> Result<Terms, Problem> {
    let TermsView { name, work, rhythm, time, time_zone: zone, spread_minutes, account_ids, recipients } = given;
    let weekday = |day| Weekday::from_monday_one_offset(day).map_err(|_| invalid("the day is no day of the week"));
    let month_day = |day| MonthDay::of(day).ok_or_else(|| invalid("the day is no day of a month"));
    let rhythm = match rhythm {
        RhythmView::Daily => Rhythm::Daily,
        RhythmView::Weekdays => Rhythm::Weekdays,
        RhythmView::Weekly { day } => Rhythm::Weekly(weekday(day)?),
        RhythmView::Monthly { day } => Rhythm::Monthly(month_day(day)?),
    };
    let at = time.parse().map_err(|_| invalid("the time is no time of a day"))?;
    let accounts = match account_ids {
        None => Chosen::All,
        Some(accounts) => Chosen::Some(accounts.iter().map(|text| id(text)).collect::<Result<_, _>>()?),
    };
    Ok(Terms {
        name,
        work: match work {
            ScheduledWorkView::Refresh => ScheduledWork::Refresh,
            ScheduledWorkView::Import => ScheduledWork::Import,
            ScheduledWorkView::Both => ScheduledWork::Both,
        },
        when: When { rhythm, at, zone: time_zone(&zone)? },
        spread_minutes,
        accounts,
        recipients,
    })
}

fn invalid(message: &str) -> Problem {
    Problem::new(Code::InvalidSchedule, message).with_hint("Enter the days and the time again.")
}
