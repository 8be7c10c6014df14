//! Notifications of the system: what is told to somebody who works in other windows.
//!
//! They stand on screens that are locked, too, so they name no bank, no account and no amount. Where the system shows none,
//! that is logged and nothing else: whatever they tell is in the window as well.

use connections::{Connections, EndedRun, Notice, NotificationSetting, RunKind, model::notice::Occasion};
use jiff::Timestamp;
use notify_rust::Notification;
use tauri::{AppHandle, Manager, async_runtime};

use crate::application::MAIN;

/// Tells the user something, unless the main window is in front and tells it itself.
pub fn show(app: &AppHandle, title: &str, body: &str) {
    if is_in_front(app) {
        tracing::debug!("the window in front tells it itself");
        return;
    }
    let mut notification = Notification::new();
    notification.appname("Bank Connections").summary(title).body(body);
    as_installed(app, &mut notification);
    // Whoever shows it may take time, and answers to nobody who waits.
    async_runtime::spawn_blocking(move || {
        if let Err(error) = notification.show() {
            tracing::warn!(%error, "the system shows no notification");
        }
    });
}

/// Tells of connections that broke or will, each once.
pub async fn tell_notices(app: &AppHandle, connections: &Connections) {
    match connections.take_notices().await {
        Ok(notices) if notices.is_empty() => {}
        // Those that nobody wants to be told of count as told: they are not made up for later.
        Ok(notices) if is_on(connections, |setting| setting.of_connections).await => {
            let (title, body) = words_of_notices(&notices);
            show(app, &title, body);
        }
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "it can't be told what there is to tell"),
    }
}

/// Whether the user wants such notifications.
async fn is_on(connections: &Connections, of: impl Fn(NotificationSetting) -> bool) -> bool {
    connections.notifications().await.map_or_else(
        |error| {
            tracing::warn!(%error, "it can't be told which notifications are on");
            false
        },
        of,
    )
}

/// What is told of connections.
fn words_of_notices(notices: &[Notice]) -> (String, &'static str) {
    let ends = |notice: &Notice| matches!(notice.occasion, Occasion::ConsentEnds { .. });
    let title = match notices.len() {
        1 if notices.iter().all(ends) => "A consent at a bank ends soon".to_owned(),
        1 => "A bank connection needs you".to_owned(),
        more if notices.iter().all(ends) => format!("{more} consents at banks end soon"),
        more => format!("{more} bank connections need you"),
    };
    (title, "Open Bank Connections to see which, and what to do.")
}

fn is_in_front(app: &AppHandle) -> bool {
    app.get_webview_window(MAIN).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Windows shows under its name only what is installed under it.
#[cfg(windows)]
fn as_installed(app: &AppHandle, notification: &mut Notification) {
    if !cfg!(debug_assertions) {
        notification.app_id(&app.config().identifier);
    }
}

/// Elsewhere the system tells the application by itself.
#[cfg(not(windows))]
fn as_installed(_app: &AppHandle, _notification: &mut Notification) {}

/// Tells of refreshes and imports that come to their end.
pub struct Endings {
    told: Vec<(RunKind, Timestamp)>,
}

impl Endings {
    /// Those that have ended so far count as told.
    pub fn seen(connections: &Connections) -> Self {
        Self { told: connections.ended_runs().iter().map(|run| (run.kind, run.ended_at)).collect() }
    }

    /// Tells of those that have ended since.
    pub async fn tell_of_new(&mut self, app: &AppHandle, connections: &Connections) {
        let news = self.news_of(&connections.ended_runs());
        if news.is_empty() || !is_on(connections, |setting| setting.of_endings).await {
            return;
        }
        for run in news {
            let (title, body) = words(&run);
            show(app, title, &body);
        }
    }

    /// Those of the last runs that were not told. One that somebody cancelled is known to whoever did it.
    fn news_of(&mut self, ended: &[EndedRun]) -> Vec<EndedRun> {
        let is_told = |run: &EndedRun| self.told.contains(&(run.kind, run.ended_at));
        let new: Vec<_> = ended.iter().filter(|run| !is_told(run) && !run.is_cancelled).copied().collect();
        self.told = ended.iter().map(|run| (run.kind, run.ended_at)).collect();
        new
    }
}

/// What is told of a run.
fn words(run: &EndedRun) -> (&'static str, String) {
    let EndedRun { kind, accounts, done, .. } = *run;
    let (title, what) = match kind {
        RunKind::Refresh => ("Refresh finished", "refreshed"),
        RunKind::Import => ("Import finished", "imported"),
    };
    let body = match (done, accounts) {
        (1, 1) => format!("The account was {what}."),
        (done, accounts) if done == accounts => format!("All {accounts} accounts were {what}."),
        (done, accounts) => {
            format!(
                "{done} of {accounts} accounts {was} {what}. Open Bank Connections to see what the others need.",
                was = if done == 1 { "was" } else { "were" }
            )
        }
    };
    (title, body)
}

#[cfg(test)]
mod tests {
    use connections::model::connection::Institution;

    use super::*;

    fn run(kind: RunKind, second: i64, done: usize, accounts: usize) -> EndedRun {
        let ended_at = Timestamp::from_second(second).unwrap();
        EndedRun { kind, ended_at, is_cancelled: false, accounts, done }
    }

    #[test]
    fn each_run_is_told_once_and_none_that_was_cancelled() {
        let mut endings = Endings { told: vec![(RunKind::Import, Timestamp::from_second(1).unwrap())] };
        let (earlier, refresh) = (run(RunKind::Import, 1, 1, 1), run(RunKind::Refresh, 2, 1, 1));
        assert_eq!(endings.news_of(&[earlier, refresh]), [refresh]);
        assert_eq!(endings.news_of(&[earlier, refresh]), []);
        let cancelled = EndedRun { is_cancelled: true, ..run(RunKind::Refresh, 3, 0, 1) };
        assert_eq!(endings.news_of(&[earlier, cancelled]), []);
        let again = run(RunKind::Import, 4, 1, 2);
        assert_eq!(endings.news_of(&[again, cancelled]), [again]);
    }

    #[test]
    fn connections_are_told_of_together_and_by_no_name() {
        let notice = |occasion| Notice {
            connection: "con_00000000000000000000000000000001".parse().unwrap(),
            institution: Institution { id: "ins_1".to_owned(), name: "Tartan Bank".to_owned() },
            occasion,
        };
        let broken = notice(Occasion::NeedsReconnecting);
        let ending = notice(Occasion::ConsentEnds { at: Timestamp::UNIX_EPOCH, within_days: 30 });
        for (notices, title) in [
            (vec![broken.clone()], "A bank connection needs you"),
            (vec![ending.clone()], "A consent at a bank ends soon"),
            (vec![ending.clone(), ending.clone()], "2 consents at banks end soon"),
            (vec![broken, ending], "2 bank connections need you"),
        ] {
            let (told, body) = words_of_notices(&notices);
            assert_eq!(told, title);
            assert!(!body.contains("Tartan"));
        }
    }

    #[test]
    fn a_notification_says_how_many_and_what_to_do() {
        let told = |kind, done, accounts| words(&run(kind, 1, done, accounts));
        assert_eq!(told(RunKind::Refresh, 1, 1), ("Refresh finished", "The account was refreshed.".to_owned()));
        assert_eq!(told(RunKind::Import, 3, 3), ("Import finished", "All 3 accounts were imported.".to_owned()));
        let others = "Open Bank Connections to see what the others need.";
        assert_eq!(told(RunKind::Refresh, 1, 3).1, format!("1 of 3 accounts was refreshed. {others}"));
        assert_eq!(told(RunKind::Refresh, 0, 2).1, format!("0 of 2 accounts were refreshed. {others}"));
    }
}
