//! One transaction: the new login becomes that of its connection, with its accounts, the end of the session, the result
//! and the entry of the audit. The earlier login is removed from then on, and never before.

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};

use crate::{
    Connections, StoreError,
    connections::By,
    health::Standing,
    model::{
        account::ReportedAccount,
        connection::{AccountNews, Connection, Health, Institution},
        ids::{AccountConnectionId, ConnectionId, LoginId},
        link_session::{Brought, Event, Fruitless, LinkSession, Outcome, Purpose, State},
        login::{Login, LoginState},
        reconciliation::{Change, Decision, Identity, InvalidDecisions, reconcile_as},
        result::AccountChange,
    },
    settling::{
        commit::decided,
        obstacle::Obstacle,
        reading::{Reading, Whose},
    },
    store::{self, Word},
};

/// A connection that is to be written.
pub(crate) struct NewConnection {
    pub(crate) id: ConnectionId,
    pub(crate) login: LoginId,
    pub(crate) item_id: String,
    pub(crate) institution: Institution,
    pub(crate) standing: Standing,
    pub(crate) accounts: Vec<ReportedAccount>,
}

/// What became of a reading of a new login.
pub(super) enum Bringing {
    /// It is in the records, or the user has to be asked first; the state says which.
    Done(Box<LinkSession>),
    /// Nothing is written: the login or its accounts can't be read now.
    Obstacle(Obstacle),
    /// Nothing is written: the decisions don't answer what is in question now.
    Invalid(InvalidDecisions),
    /// Nothing is written: somebody else was faster.
    Overtaken,
}

impl Connections {
    /// Reads the login that is held, and brings it into the records.
    pub(super) async fn bring(&self, session: LinkSession) -> Result<Option<LinkSession>, StoreError> {
        let obstacle = match self.read_held(&session).await? {
            Err(obstacle) => obstacle,
            Ok(reading) => match self.commit_held(&session, reading, None).await? {
                Bringing::Done(session) => {
                    self.forget_public_token(&session).await;
                    return Ok(Some(*session));
                }
                Bringing::Obstacle(obstacle) => obstacle,
                // Nothing was decided that could be invalid.
                Bringing::Invalid(_) | Bringing::Overtaken => return Ok(None),
            },
        };
        self.put_off(session.id, session.state, obstacle).await
    }

    /// The login that a session has brought so far.
    pub(super) async fn held_login(&self, session: &LinkSession) -> Result<Login, StoreError> {
        let mut records = self.database().read().await?;
        let login = session.purpose.login().ok_or(StoreError::NotFound)?;
        store::logins::get(&mut records, login).await?.ok_or(StoreError::NotFound)
    }

    pub(super) async fn read_held(&self, session: &LinkSession) -> Result<Result<Reading, Obstacle>, StoreError> {
        let login = self.held_login(session).await?;
        let whose = Whose { login: login.id, item_id: &login.item_id, institution_id: None };
        self.read_login(whose).await
    }

    /// The public token has done its work. It is worthless by now, so that a keyring which does not answer is no matter.
    pub(super) async fn forget_public_token(&self, session: &LinkSession) {
        if let Err(error) = self.vault().forget_public_token(session.id).await {
            warn!(%error, "the public token is left in the keyring");
        }
    }

    /// Brings the records to what was read of the login that is held, with what the user decided where the user was asked.
    #[instrument(skip_all, fields(session = %session.id))]
    pub(super) async fn commit_held(
        &self,
        session: &LinkSession,
        reading: Reading,
        decisions: Option<&[Decision]>,
    ) -> Result<Bringing, StoreError> {
        let mut records = self.database().write().await?;
        let seen = session.state;
        let mut session = store::link_sessions::get(&mut records, session.id).await?.ok_or(StoreError::NotFound)?;
        if session.state != seen {
            return Ok(Bringing::Overtaken);
        }
        let login_id = session.purpose.login().ok_or(StoreError::NotFound)?;
        let login = store::logins::get(&mut records, login_id).await?.ok_or(StoreError::NotFound)?;
        let connection = store::connections::get(&mut records, session.connection).await?;
        let Reading { standing, reported, institution, request_ids } = reading;
        // The login itself has the last word on its bank.
        let login = match institution {
            Some(found) if found.id != login.institution.id => Login { institution: found, ..login },
            Some(_) | None => login,
        };
        let is_other_bank =
            connection.as_ref().is_some_and(|on_record| on_record.institution.id != login.institution.id);
        if standing.health == Health::Gone || is_other_bank {
            let why = if is_other_bank { Fruitless::WrongBank } else { Fruitless::Refused };
            return self.drop_held(records, session, login, why).await;
        }
        let Some(reported) = reported.filter(|accounts| !accounts.is_empty()) else {
            return Ok(Bringing::Obstacle(Obstacle::implausible(request_ids.last().cloned())));
        };
        let changes = if let Some(connection) = connection {
            let accounts = store::account_connections::list_of(&mut records, connection.id).await?;
            let plan = reconcile_as(&accounts, &reported, Identity::OfNewLogin);
            let plan = match decisions {
                None if !plan.ambiguities.is_empty() => return self.ask_accounts(records, session).await,
                None => plan,
                Some(decisions) => match plan.resolve(decisions) {
                    Ok(plan) => plan,
                    Err(invalid) => return Ok(Bringing::Invalid(invalid)),
                },
            };
            let earlier = store::logins::current_of(&mut records, connection.id).await?;
            let new = (login.clone(), standing);
            self.swap_login(&mut records, connection.id, earlier, new, &session.started_by).await?;
            self.write_decided(&mut records, &session, &plan.changes, decisions).await?
        } else {
            let new = NewConnection {
                id: session.connection,
                login: login.id,
                item_id: login.item_id.clone(),
                institution: login.institution.clone(),
                standing,
                accounts: reported,
            };
            self.write_connection(&mut records, new).await?
        };
        let user = session.started_by.clone();
        let by = if decisions.is_some() { By::User(&user) } else { By::Itself };
        self.write_end(&mut records, &mut session, login.institution, changes, (by, request_ids)).await?;
        records.commit().await?;
        info!("the new login is in the records");
        self.tell();
        self.wake();
        Ok(Bringing::Done(Box::new(session)))
    }

    /// Writes a connection with its first login and its accounts.
    pub(crate) async fn write_connection(
        &self,
        records: &mut SqliteConnection,
        new: NewConnection,
    ) -> Result<Vec<AccountChange>, StoreError> {
        let NewConnection { id, login, item_id, institution, standing, accounts } = new;
        let Standing { health, consent_ends_at } = standing;
        let connection = Connection {
            id,
            login: Some(login),
            item_id: item_id.clone(),
            institution: institution.clone(),
            health,
            consent_ends_at,
            updated_at: None,
            obsolete: false,
            paused: false,
            news: AccountNews::default(),
        };
        let now = self.now();
        store::connections::insert(records, &connection, now).await?;
        let current = Login { id: login, connection: Some(id), item_id, institution, state: LoginState::Current };
        if store::logins::get(records, login).await?.is_some() {
            store::logins::save(records, &current).await?;
        } else {
            store::logins::insert(records, &current, now).await?;
        }
        let new: Vec<Change> = accounts.into_iter().map(|reported| Change::New { reported }).collect();
        self.write_changes(records, id, &new).await
    }

    async fn write_changes(
        &self,
        records: &mut SqliteConnection,
        of: ConnectionId,
        changes: &[Change],
    ) -> Result<Vec<AccountChange>, StoreError> {
        let mut written = Vec::new();
        for change in changes {
            let account: AccountConnectionId = self.write_change(records, of, change).await?;
            written.push(AccountChange { account, kind: change.kind() });
        }
        Ok(written)
    }

    /// The same upon what the user decided, which stands in the audit.
    async fn write_decided(
        &self,
        records: &mut SqliteConnection,
        session: &LinkSession,
        changes: &[Change],
        decisions: Option<&[Decision]>,
    ) -> Result<Vec<AccountChange>, StoreError> {
        let written = self.write_changes(records, session.connection, changes).await?;
        if let Some(decisions) = decisions {
            let accounts: Vec<_> = written.iter().map(|change| change.account).collect();
            let mut entry = self.entry(By::User(&session.started_by), "decide_mapping", session.connection, "decided");
            entry.details.insert("session".to_owned(), json!(session.id.to_string()));
            entry.details.insert("decisions".to_owned(), decided(decisions, changes, &accounts));
            store::audit::append(records, &entry).await?;
        }
        Ok(written)
    }

    /// Puts the new login in the place of the earlier one, whose removal begins with that.
    async fn swap_login(
        &self,
        records: &mut SqliteConnection,
        id: ConnectionId,
        earlier: Option<Login>,
        (new, standing): (Login, Standing),
        user: &str,
    ) -> Result<(), StoreError> {
        if let Some(earlier) = earlier {
            self.ask_removal(records, earlier, By::User(user)).await?;
        }
        store::connections::set_item(records, id, &new.item_id).await?;
        store::logins::save(records, &Login { connection: Some(id), state: LoginState::Current, ..new }).await?;
        let Standing { health, consent_ends_at } = standing;
        store::connections::set_health(records, id, health, consent_ends_at, self.now()).await?;
        store::connections::set_news(records, id, AccountNews::default()).await
    }

    /// Ends the session with its result and its entry in the audit.
    async fn write_end(
        &self,
        records: &mut SqliteConnection,
        session: &mut LinkSession,
        institution: Institution,
        changes: Vec<AccountChange>,
        (by, request_ids): (By<'_>, Vec<String>),
    ) -> Result<(), StoreError> {
        let brought = brought(session.purpose);
        let next = session.state.after(Event::Brought(brought)).expect("a login that is held can be brought");
        let now: Timestamp = self.now();
        session.move_to(next, now);
        session.delay = None;
        session.note_request(request_ids.last().map(String::as_str));
        session.institution = Some(institution);
        session.settle_anew(now);
        store::link_sessions::save(records, session).await?;
        store::account_changes::delete_of(records, session.id).await?;
        let count = changes.len();
        for change in changes {
            store::account_changes::insert(records, session.id, change).await?;
        }
        store::connections::set_updated_at(records, session.connection, now).await?;
        let mut entry = self.entry(by, brought_word(brought), session.connection, Outcome::Brought(brought).text());
        entry.request_ids = request_ids;
        entry.details.insert("session".to_owned(), json!(session.id.to_string()));
        entry.details.insert("login".to_owned(), json!(session.purpose.login().map(|login| login.to_string())));
        entry.details.insert("plaid_session".to_owned(), json!(session.plaid_session_id));
        entry.details.insert("accounts".to_owned(), json!(count));
        if session.second_login {
            // The user was asked about the connection that there was, and wanted this all the same.
            entry.details.insert("although_connected".to_owned(), json!(true));
        }
        store::audit::append(records, &entry).await
    }

    /// Has the user asked which account is which. Nothing else is written.
    async fn ask_accounts(
        &self,
        mut records: store::Transaction,
        mut session: LinkSession,
    ) -> Result<Bringing, StoreError> {
        if let State::Held = session.state {
            let next =
                session.state.after(Event::FoundAmbiguous).expect("the accounts of a held login can be ambiguous");
            session.move_to(next, self.now());
            session.delay = None;
            store::link_sessions::save(&mut records, &session).await?;
            records.commit().await?;
            self.tell();
        }
        Ok(Bringing::Done(Box::new(session)))
    }

    /// Ends the session of a login that can't become part of the connection. The login is removed.
    async fn drop_held(
        &self,
        mut records: store::Transaction,
        mut session: LinkSession,
        login: Login,
        why: Fruitless,
    ) -> Result<Bringing, StoreError> {
        self.let_go(&mut records, &mut session, login, why, By::Itself).await?;
        records.commit().await?;
        self.tell();
        self.wake();
        Ok(Bringing::Done(Box::new(session)))
    }

    /// Ends the session of a login that is held, and begins the removal of the login.
    pub(super) async fn let_go(
        &self,
        records: &mut SqliteConnection,
        session: &mut LinkSession,
        login: Login,
        why: Fruitless,
        by: By<'_>,
    ) -> Result<(), StoreError> {
        let next = session.state.after(Event::Fruitless(why)).expect("a login that is held can be let go");
        let now = self.now();
        session.move_to(next, now);
        session.delay = None;
        session.institution = Some(login.institution.clone());
        session.settle_anew(now);
        store::link_sessions::save(records, session).await?;
        // Where there is a connection its removal is shown there, until Plaid confirms it.
        let connection = session.has_connection().then_some(session.connection);
        self.ask_removal(records, Login { connection, ..login }, by).await?;
        let mut entry = self.entry(by, "let_go", session.connection, Outcome::Fruitless(why).text());
        entry.details.insert("session".to_owned(), json!(session.id.to_string()));
        store::audit::append(records, &entry).await
    }
}

/// What a session comes to once its login is in the records.
const fn brought(purpose: Purpose) -> Brought {
    match purpose {
        Purpose::Update | Purpose::Connect(_) => Brought::Connected,
        Purpose::Replace(_) => Brought::Replaced,
        Purpose::Reconnect(_) => Brought::Reconnected,
    }
}

/// What the audit calls it.
const fn brought_word(brought: Brought) -> &'static str {
    match brought {
        Brought::Connected => "connect",
        Brought::Replaced => "replace",
        Brought::Reconnected => "reconnect",
    }
}
