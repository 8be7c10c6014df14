//! The way to another profile than the present one, now and at the next start.

use connections::Connections;
use tauri::AppHandle;

use crate::{
    application::{self, Application, Phase},
    profile::{Profile, chosen},
    startup::{begin, shut},
    views::Problem,
};

/// Opens it. What is open is closed before; while a page is open nothing changes.
pub async fn open(app: &AppHandle, profile: Profile) -> Result<(), Problem> {
    let application = Application::of(app);
    let Ok(connections) = application.connections() else { return choose_another(app, profile) };
    let before = application.profile()?.chosen();
    connections.may_leave_profile().await?;
    // Where this fails nothing is left, and the audit does not say so.
    chosen::write(&application.data_folder, &profile.chosen())?;
    let left = leave(app, &connections, profile).await;
    if left.is_err()
        && let Err(problem) = chosen::write(&application.data_folder, &before)
    {
        tracing::error!(message = problem.message, "the next start opens another profile than the present one");
    }
    left
}

/// Leaves the profile that is open. What the audit says of it is so.
async fn leave(app: &AppHandle, connections: &Connections, profile: Profile) -> Result<(), Problem> {
    connections.leave_profile().await?;
    if let Err(problem) = shut(app).await {
        if let Err(error) = connections.profile_was_not_left().await {
            tracing::error!(%error, "the audit says that a profile was left that is still open");
        }
        return Err(problem);
    }
    Application::of(app).set_profile(profile);
    // Whoever was signed in there is nobody here.
    begin(app, None);
    Ok(())
}

/// Opens another profile than the one that does not open.
fn choose_another(app: &AppHandle, profile: Profile) -> Result<(), Problem> {
    let application = Application::of(app);
    let problem = {
        let mut phase = application.phase();
        match std::mem::replace(&mut *phase, Phase::Starting) {
            Phase::Blocked(problem) => problem,
            other @ (Phase::Starting | Phase::Ready(_)) => {
                *phase = other;
                return Err(Problem::not_ready());
            }
        }
    };
    if let Err(refused) = chosen::write(&application.data_folder, &profile.chosen()) {
        *application.phase() = Phase::Blocked(problem);
        return Err(refused);
    }
    application.set_profile(profile);
    application::tell_changed(app);
    begin(app, None);
    Ok(())
}
