//! One try to remove a login at Plaid, and what follows from it. Each step is written before the next one is taken: the
//! proof before the token is forgotten, and that it is forgotten at last.

use jiff::Timestamp;
use plaid::{AccessToken, Answer};
use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};

use crate::{
    Connections, StoreError, VaultError,
    access_tokens::NoToken,
    connections::By,
    mail::{RemovalTrouble, TroubleOf, support::without_tokens},
    model::{
        connection::{AccountNews, Connection},
        ids::LoginId,
        link_session::Setback,
        login::{Login, LoginState, RemovalFailure},
    },
    settling::obstacle::Obstacle,
    store::{self, Word as _},
};

/// After how many tries in a row that nobody answered somebody is told by mail: a network that is away for a moment is no
/// news.
const UNANSWERED_IS_NEWS: u32 = 3;

/// Plaid's word that a login is gone.
struct Proof {
    request_id: Option<String>,
    /// Plaid's code, where it was gone before.
    was_gone: Option<String>,
}

/// Why there is none.
struct NotRemoved {
    obstacle: Obstacle,
    error_type: Option<String>,
    error_message: Option<String>,
    is_answered: bool,
}

impl Connections {
    /// Tries to remove a login, unless it is removed or not due.
    #[instrument(skip_all, fields(%login))]
    pub(super) async fn try_removal(&self, login: LoginId) -> Result<(), StoreError> {
        let _alone = self.alone_removing(login).await;
        let found = {
            let mut records = self.database().read().await?;
            store::logins::get(&mut records, login).await?.ok_or(StoreError::NotFound)?
        };
        if !self.is_removal_due(&found) {
            return Ok(());
        }
        match self.remove_at_plaid(login).await? {
            Ok(proof) => {
                self.confirm_removal(login, proof).await?;
                self.forget_token(login).await
            }
            Err(not_removed) => self.note_failure(login, not_removed).await,
        }
    }

    pub(super) fn is_removal_due(&self, login: &Login) -> bool {
        let is_pending = |failure: &RemovalFailure| failure.delay().is_pending(self.now());
        matches!(login.state, LoginState::Removing { .. }) && !login.failure().is_some_and(is_pending)
    }

    #[instrument(skip_all)]
    async fn remove_at_plaid(&self, login: LoginId) -> Result<Result<Proof, NotRemoved>, StoreError> {
        let token = match self.access_token(login).await {
            Ok(token) => token,
            // Without its token there is no way to ask, and so no proof: a login is never taken for removed because of that.
            Err(NoToken::Vault(error)) => return Ok(Err(error.into())),
            Err(NoToken::Store(error)) => return Err(error),
        };
        Ok(match self.ask_to_remove(&token.token).await {
            Ok(answer) => Ok(Proof { request_id: some(answer.request_id), was_gone: None }),
            Err(error) if is_gone(&error, token.is_known) => Ok(Proof {
                request_id: error.request_id().map(str::to_owned),
                was_gone: error.code().map(str::to_owned),
            }),
            Err(error) => Err(error.into()),
        })
    }

    /// Somebody else's removal that is under way at this moment is none yet, and may fail. So Plaid is asked once more.
    pub(crate) async fn ask_to_remove(&self, token: &AccessToken) -> Result<Answer<()>, plaid::Error> {
        match self.plaid().remove_item(token).await {
            Err(error) if error.code() == Some("ITEM_CONCURRENTLY_DELETED") => self.plaid().remove_item(token).await,
            answer => answer,
        }
    }

    /// Writes that the login is gone; where its connection was based on it, that is obsolete from then on.
    #[instrument(skip_all)]
    async fn confirm_removal(&self, login: LoginId, proof: Proof) -> Result<(), StoreError> {
        let Proof { request_id, was_gone } = proof;
        let mut records = self.database().write().await?;
        let Some((login, by, asked_at)) = removing(&mut records, login).await? else { return Ok(()) };
        let connection = connection_of(&mut records, &login).await?;
        let state = LoginState::Removed {
            by,
            asked_at,
            at: self.now(),
            request_id: request_id.clone(),
            token_forgotten: false,
        };
        store::logins::save(&mut records, &Login { state, ..login.clone() }).await?;
        let ended = connection.filter(|connection| connection.login.is_none() && !login.is_former(Some(connection)));
        if let Some(connection) = &ended {
            store::connections::set_obsolete(&mut records, connection.id).await?;
            store::connections::set_news(&mut records, connection.id, AccountNews::default()).await?;
        }
        let mut entry = self.entry_on(By::Itself, "remove_login", login.object(), "removed");
        entry.request_ids.extend(request_id.clone());
        entry.details.extend(login.in_audit());
        entry.details.extend(was_gone.map(|code| ("was_gone".to_owned(), json!(code))));
        entry.details.insert("obsolete".to_owned(), json!(ended.is_some()));
        store::audit::append(&mut records, &entry).await?;
        records.commit().await?;
        info!(request_id, obsolete = ended.is_some(), "removed");
        self.tell();
        Ok(())
    }

    /// Has the keyring forget the token of a removed login. Where it does not answer the token stays, worthless, until
    /// the keyring is back or the application starts again.
    #[instrument(skip_all, fields(%login))]
    pub(crate) async fn forget_token(&self, login: LoginId) -> Result<(), StoreError> {
        if let Err(error) = self.vault().forget_access_token(login).await {
            warn!(%error, "the token of a removed login is left in the keyring");
            return Ok(());
        }
        let mut records = self.database().write().await?;
        let mut login = store::logins::get(&mut records, login).await?.ok_or(StoreError::NotFound)?;
        if let LoginState::Removed { token_forgotten, .. } = &mut login.state {
            *token_forgotten = true;
            store::logins::save(&mut records, &login).await?;
            records.commit().await?;
        }
        Ok(())
    }

    /// Puts the removal off, and tells by mail what somebody has to know.
    #[instrument(skip_all)]
    async fn note_failure(&self, login: LoginId, not_removed: NotRemoved) -> Result<(), StoreError> {
        let NotRemoved { obstacle, error_type, error_message, is_answered } = not_removed;
        let mut records = self.database().write().await?;
        let Some((login, by, asked_at)) = removing(&mut records, login).await? else { return Ok(()) };
        let now = self.now();
        let delay = obstacle.delay(login.failure().map(RemovalFailure::delay).as_ref(), now);
        let failure = RemovalFailure {
            attempts: delay.attempts,
            failed_at: now,
            next_try_at: delay.next_try_at,
            setback: delay.setback,
            error_type,
            error_code: delay.code,
            error_message,
            request_id: delay.request_id,
        };
        let state = LoginState::Removing { by, asked_at, failure: Some(failure.clone()) };
        store::logins::save(&mut records, &Login { state, ..login.clone() }).await?;
        if login.failure().is_none_or(|earlier| !is_alike(earlier, &failure)) {
            let mut entry = self.entry_on(By::Itself, "remove_login", login.object(), "failed");
            entry.request_ids.extend(failure.request_id.clone());
            entry.details.extend(login.in_audit());
            entry.details.insert("setback".to_owned(), json!(failure.setback.text()));
            entry.details.insert("code".to_owned(), json!(failure.error_code));
            store::audit::append(&mut records, &entry).await?;
        }
        let is_told =
            is_worth_a_message(&failure, is_answered) && self.tell_by_mail(&mut records, &login, &failure).await?;
        records.commit().await?;
        warn!(setback = ?failure.setback, attempts = failure.attempts, code = failure.error_code, "not removed");
        self.tell();
        if is_told {
            self.wake_mail();
        }
        Ok(())
    }

    async fn tell_by_mail(
        &self,
        records: &mut SqliteConnection,
        login: &Login,
        failure: &RemovalFailure,
    ) -> Result<bool, StoreError> {
        let trouble = trouble(records, login, failure).await?;
        self.write_removal_message(records, &trouble).await
    }
}

/// All that is to be told of a removal that failed.
pub(super) async fn trouble(
    records: &mut SqliteConnection,
    login: &Login,
    failure: &RemovalFailure,
) -> Result<RemovalTrouble, StoreError> {
    let connection = connection_of(records, login).await?;
    Ok(RemovalTrouble {
        login: login.id,
        item_id: login.item_id.clone(),
        institution: login.institution.clone(),
        of: match &connection {
            None => TroubleOf::NeverConnected,
            Some(_) if login.is_former(connection.as_ref()) => TroubleOf::Former,
            Some(_) => TroubleOf::Connection,
        },
        is_token_missing: failure.setback == Setback::KeyringEntryMissing,
        attempts: failure.attempts,
        at: failure.failed_at,
        error_type: failure.error_type.clone(),
        error_code: failure.error_code.clone(),
        error_message: failure.error_message.clone(),
        request_id: failure.request_id.clone(),
        plaid_session_id: store::link_sessions::plaid_session_of(records, login).await?,
    })
}

async fn connection_of(records: &mut SqliteConnection, login: &Login) -> Result<Option<Connection>, StoreError> {
    match login.connection {
        Some(connection) => store::connections::get(records, connection).await,
        None => Ok(None),
    }
}

/// The login with the wish to remove it; nothing where somebody else was faster.
async fn removing(
    records: &mut SqliteConnection,
    id: LoginId,
) -> Result<Option<(Login, String, Timestamp)>, StoreError> {
    let login = store::logins::get(records, id).await?.ok_or(StoreError::NotFound)?;
    match login.state.clone() {
        LoginState::Removing { by, asked_at, .. } => Ok(Some((login, by, asked_at))),
        LoginState::Held | LoginState::Current | LoginState::Removed { .. } => Ok(None),
    }
}

/// Whether Plaid says that there is nothing left to remove. Only these two codes do: access that the user withdrew ends
/// neither the login nor its billing. A token that Plaid does not know says so only where it is certain to be the one that
/// Plaid gave.
pub(crate) fn is_gone(error: &plaid::Error, is_known: bool) -> bool {
    match error.code() {
        Some("ITEM_NOT_FOUND") => true,
        Some("INVALID_ACCESS_TOKEN") => is_known,
        Some(_) | None => false,
    }
}

fn is_alike(earlier: &RemovalFailure, later: &RemovalFailure) -> bool {
    earlier.setback == later.setback && earlier.error_code == later.error_code
}

/// Whether somebody has to know of it also away from the screen. A keyring is right in front of the user; a token that it
/// no longer has is not, and no further try brings it back.
const fn is_worth_a_message(failure: &RemovalFailure, is_answered: bool) -> bool {
    match failure.setback {
        Setback::PlaidUnreachable | Setback::PlaidKeysRefused | Setback::PlaidRefused | Setback::BankUnavailable => {
            is_answered || failure.attempts >= UNANSWERED_IS_NEWS
        }
        Setback::KeyringEntryMissing => true,
        Setback::KeyringMissing | Setback::KeyringLocked | Setback::KeyringRefused => false,
    }
}

fn some(request_id: String) -> Option<String> {
    (!request_id.is_empty()).then_some(request_id)
}

impl From<plaid::Error> for NotRemoved {
    fn from(error: plaid::Error) -> Self {
        let obstacle = Obstacle::from(&error);
        match error {
            plaid::Error::Api(error) => Self {
                obstacle,
                error_type: some(error.kind),
                error_message: some(without_tokens(&error.message)),
                is_answered: true,
            },
            plaid::Error::Unreachable(_)
            | plaid::Error::Interrupted(_)
            | plaid::Error::TimedOut
            | plaid::Error::Unreadable { .. }
            | plaid::Error::NoHostedLink { .. }
            | plaid::Error::NoSecret
            | plaid::Error::HeldBack { .. } => {
                Self { obstacle, error_type: None, error_message: None, is_answered: false }
            }
        }
    }
}

impl From<VaultError> for NotRemoved {
    fn from(error: VaultError) -> Self {
        warn!(%error, "no access token");
        Self { obstacle: Obstacle::from(&error), error_type: None, error_message: None, is_answered: false }
    }
}
