//! All that is on record, in the keyring and at Plaid, side by side: whether each login is held, and each connection whole.

#![allow(clippy::panic, reason = "what a test finds may fail it")]

use std::collections::{BTreeMap, BTreeSet};

use connections::{
    ConnectionOverview, Connections, Vault, VaultError,
    model::{
        link_session::{LinkSession, State},
        login::{Login, LoginState},
        orphan::OrphanState,
    },
    store::{self, Transaction},
};
use plaid::Client;
use plaid_sandbox::{AccountReport, ItemReport};
use serde::{Deserialize, Serialize};

/// What is on record, and what the keyring and Plaid say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The connections, the obsolete ones too.
    pub connections: Vec<ConnectionEntry>,
    /// The logins, the removed ones too.
    pub logins: Vec<LoginEntry>,
    /// The states of the sessions that are not settled, with what they are for.
    pub unsettled: Vec<String>,
    /// Plaid's ids of the Items that nobody held, with the proof of their removal where they are removed.
    pub orphans: BTreeMap<String, Option<String>>,
    /// How many sessions have lost a login of which nothing was found.
    pub lost: usize,
}

/// A connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionEntry {
    /// Our id of it.
    pub id: String,
    /// The bank.
    pub institution_id: String,
    /// The status, as a word.
    pub status: String,
    /// Plaid's id of its present or last login.
    pub item_id: String,
    /// Whether it has a login.
    pub has_login: bool,
    /// Whether it was removed.
    pub obsolete: bool,
    /// Its accounts.
    pub accounts: Vec<AccountEntry>,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AccountEntry {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Plaid's id of it, where it is active.
    pub plaid_id: Option<String>,
}

/// A login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginEntry {
    /// Our id of it.
    pub id: String,
    /// The connection that it is or was part of.
    pub connection: Option<String>,
    /// Plaid's id of it.
    pub item_id: String,
    /// How far it has come.
    pub state: Progress,
    /// What its token in the keyring is worth.
    pub token: Token,
}

/// How far a login has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// No connection is based on it yet.
    Held,
    /// The login of its connection.
    Current,
    /// Its removal was asked for.
    Removing,
    /// Gone at Plaid, with this proof.
    Removed(Option<String>),
}

/// What a token is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Token {
    /// The keyring has none.
    Missing,
    /// It opens the Item with this id at Plaid.
    Opens(String),
    /// Plaid refuses it with this code.
    Refused(Option<String>),
}

impl Ledger {
    /// Looks at everything. Nothing is to happen meanwhile, and nothing may stand in the way.
    pub async fn of(connections: &Connections, mut records: Transaction, vault: &Vault, plaid: &Client) -> Self {
        let mut logins = Vec::new();
        for login in store::logins::list(&mut records).await.expect("the logins can be read") {
            let token = worth(&login, vault, plaid).await;
            logins.push(LoginEntry::of(login, token));
        }
        let sessions = store::link_sessions::unsettled(&mut records).await.expect("the sessions can be read");
        drop(records);
        let orphans = connections.orphans().await.expect("the orphans can be read");
        let proof = |state| match state {
            OrphanState::Found | OrphanState::Removing { .. } => None,
            OrphanState::Removed { request_id, .. } => request_id,
        };
        Self {
            connections: connections.list().await.expect("it can be listed").into_iter().map(Into::into).collect(),
            logins,
            unsettled: sessions.iter().map(in_words).collect(),
            orphans: orphans.found.into_iter().map(|orphan| (orphan.item_id, proof(orphan.state))).collect(),
            lost: orphans.lost.len(),
        }
    }

    /// The connections to a bank, the obsolete ones too.
    pub fn at<'a>(&'a self, institution_id: &'a str) -> impl Iterator<Item = &'a ConnectionEntry> {
        self.connections.iter().filter(move |connection| connection.institution_id == institution_id)
    }

    /// The Items at Plaid that somebody pays for and no login on record is of.
    #[must_use]
    pub fn unknown(&self, plaid: &[ItemReport]) -> Vec<String> {
        let is_known = |item: &ItemReport| self.logins.iter().any(|login| login.item_id == item.item_id);
        in_use(plaid).filter(|item| !is_known(item)).map(|item| item.item_id.clone()).collect()
    }

    /// Asserts what is true at every moment at which nothing is under way: no token is lost, no removal is taken for done
    /// that is not, and each connection is whole.
    pub fn assert_sound(&self, plaid: &[ItemReport], case: &str) {
        for login in &self.logins {
            login.assert_sound(plaid, &format!("{case}: {login:?}"));
        }
        let items: BTreeSet<_> = self.logins.iter().map(|login| &login.item_id).collect();
        assert_eq!(items.len(), self.logins.len(), "{case}: no Item has two logins: {:?}", self.logins);
        for connection in &self.connections {
            self.assert_whole(connection, &format!("{case}: {connection:?}"));
        }
        for (item_id, proof) in &self.orphans {
            let is_removed = plaid.iter().any(|item| item.item_id == *item_id && item.removed);
            assert_eq!(proof.is_some(), is_removed, "{case}: the orphan {item_id} is removed with a proof");
        }
        let accounts = || self.connections.iter().flat_map(|connection| &connection.accounts);
        let numbers: BTreeSet<_> = accounts().map(|account| &account.number).collect();
        assert_eq!(numbers.len(), accounts().count(), "{case}: no number is there twice");
        let active: Vec<_> = accounts().filter_map(|account| account.plaid_id.as_ref()).collect();
        assert_eq!(active.iter().collect::<BTreeSet<_>>().len(), active.len(), "{case}: no account is there twice");
    }

    /// Asserts besides that everything has come to its end: no Item at Plaid is unknown, none is held for nothing, and
    /// every connection says what is true at the bank.
    pub fn assert_at_rest(&self, plaid: &[ItemReport], case: &str) {
        self.assert_at_rest_without(&BTreeSet::new(), plaid, case);
    }

    /// The same where somebody else has removed some Items at Plaid.
    pub fn assert_at_rest_without(&self, gone: &BTreeSet<String>, plaid: &[ItemReport], case: &str) {
        self.assert_sound(plaid, case);
        assert_eq!(self.unsettled, [""; 0], "{case}: everything is settled");
        assert_eq!(self.unknown(plaid), [""; 0], "{case}: somebody holds every login: {self:?}");
        assert_eq!(self.lost, 0, "{case}: whatever was lost is found: {self:?}");
        for login in &self.logins {
            assert!(matches!(login.state, Progress::Current | Progress::Removed(_)), "{case}: {login:?}");
            assert!(login.state == Progress::Current || login.token == Token::Missing, "{case}: {login:?}");
        }
        for connection in self.connections.iter().filter(|connection| connection.has_login) {
            let item = plaid.iter().find(|item| item.item_id == connection.item_id).expect("it was exchanged");
            let is_gone = gone.contains(&item.item_id);
            assert_eq!(item.removed, is_gone, "{case}: {connection:?} is based on a login that is gone");
            assert_eq!(connection.status == "NeedsReconnecting", is_gone, "{case}: {connection:?}");
            if item.error_code.is_none() && !is_gone {
                assert_eq!(connection.granted(), granted(item), "{case}: the accounts are those of the bank");
            }
        }
    }

    /// Asserts that everything of an earlier time is still there as what it was.
    pub fn assert_continues(&self, earlier: &Self, case: &str) {
        let numbers: BTreeMap<_, _> = self.numbers().collect();
        for (number, of) in earlier.numbers() {
            assert_eq!(numbers.get(number), Some(&of), "{case}: {number} is the account that it was");
        }
        let banks: BTreeMap<_, _> = self.connections.iter().map(|it| (&it.id, &it.institution_id)).collect();
        for connection in &earlier.connections {
            assert_eq!(banks.get(&connection.id), Some(&&connection.institution_id), "{case}: the bank stays");
        }
        let items: BTreeMap<_, _> = self.logins.iter().map(|login| (&login.id, login)).collect();
        for login in &earlier.logins {
            let now = items.get(&login.id).unwrap_or_else(|| panic!("{case}: a login is forgotten: {login:?}"));
            assert_eq!(now.item_id, login.item_id, "{case}");
            if matches!(login.state, Progress::Removed(_)) {
                assert_eq!(now, &login, "{case}: what is removed stays so, with its proof");
            }
        }
    }

    /// The connection and the name under each number.
    fn numbers(&self) -> impl Iterator<Item = (&str, (&str, &str))> {
        self.connections.iter().flat_map(|connection| {
            connection
                .accounts
                .iter()
                .map(|account| (account.number.as_str(), (connection.id.as_str(), account.name.as_str())))
        })
    }

    /// A connection has exactly one login, or exactly one that is being removed, or is obsolete without any.
    fn assert_whole(&self, connection: &ConnectionEntry, case: &str) {
        let of_it = || self.logins.iter().filter(|login| login.connection.as_deref() == Some(&connection.id));
        let current: Vec<_> = of_it().filter(|login| login.state == Progress::Current).collect();
        assert_eq!(current.len(), usize::from(connection.has_login), "{case}: {current:?}");
        assert!(current.iter().all(|login| login.item_id == connection.item_id), "{case}: {current:?}");
        let last: Vec<_> = of_it().filter(|login| login.item_id == connection.item_id).collect();
        let [last] = last.as_slice() else { panic!("{case}: exactly one last login, not {last:?}") };
        let expected = match &last.state {
            Progress::Held => panic!("{case}: based on a login that nobody has committed"),
            Progress::Current => (true, false),
            Progress::Removing => (false, false),
            Progress::Removed(_) => (false, true),
        };
        assert_eq!((connection.has_login, connection.obsolete), expected, "{case}: {last:?}");
        let is_status = match connection.status.as_str() {
            "Obsolete" => connection.obsolete,
            "Removing" => !connection.has_login && !connection.obsolete,
            "Active" | "NeedsReconnecting" | "BankUnavailable" => connection.has_login,
            status if status.starts_with("NeedsUpdate") => connection.has_login,
            // Whoever reconnects sees how far that has come.
            "Updating" | "UpdateInterrupted" | "AwaitingMapping" => !self.unsettled.is_empty(),
            _ => false,
        };
        assert!(is_status, "{case}");
    }
}

impl LoginEntry {
    fn of(login: Login, token: Token) -> Self {
        let state = match login.state {
            LoginState::Held => Progress::Held,
            LoginState::Current => Progress::Current,
            LoginState::Removing { .. } => Progress::Removing,
            LoginState::Removed { request_id, .. } => Progress::Removed(request_id),
        };
        let connection = login.connection.map(|connection| connection.to_string());
        Self { id: login.id.to_string(), connection, item_id: login.item_id, state, token }
    }

    fn assert_sound(&self, plaid: &[ItemReport], case: &str) {
        let item = plaid.iter().find(|item| item.item_id == self.item_id);
        let item = item.unwrap_or_else(|| panic!("{case}: Plaid never had it"));
        assert!(item.exchanged, "{case}: never exchanged");
        match &self.state {
            Progress::Removed(proof) => {
                assert!(item.removed, "{case}: it is there at Plaid, and nobody removes it any more");
                assert!(proof.is_some(), "{case}: without a proof");
                assert!(!matches!(self.token, Token::Opens(_)), "{case}");
            }
            Progress::Held | Progress::Current | Progress::Removing if item.removed => {
                // Gone without a word that arrived: the token stays until Plaid says so.
                assert!(matches!(self.token, Token::Refused(_)), "{case}: the token is lost");
            }
            Progress::Held | Progress::Current | Progress::Removing => {
                assert_eq!(self.token, Token::Opens(self.item_id.clone()), "{case}: the token is lost");
            }
        }
    }
}

impl ConnectionEntry {
    fn granted(&self) -> BTreeSet<(String, String)> {
        let active = self.accounts.iter().filter_map(|it| Some((it.plaid_id.clone()?, it.name.clone())));
        active.collect()
    }
}

impl From<ConnectionOverview> for ConnectionEntry {
    fn from(overview: ConnectionOverview) -> Self {
        let ConnectionOverview { connection, accounts, status, .. } = overview;
        let accounts = accounts.into_iter().map(|account| AccountEntry {
            number: account.number.to_string(),
            name: account.details.name,
            plaid_id: account.active.then_some(account.account_id),
        });
        Self {
            id: connection.id.to_string(),
            institution_id: connection.institution.id,
            status: format!("{status:?}"),
            item_id: connection.item_id,
            has_login: connection.login.is_some(),
            obsolete: connection.obsolete,
            accounts: accounts.collect(),
        }
    }
}

async fn worth(login: &Login, vault: &Vault, plaid: &Client) -> Token {
    let token = match vault.access_token(login.id).await {
        Ok(token) => token,
        Err(VaultError::Missing { .. }) => return Token::Missing,
        Err(error) => panic!("the keyring answers: {error}"),
    };
    match plaid.item(&token).await {
        Ok(item) => Token::Opens(item.value.item_id),
        Err(error) => Token::Refused(error.code().map(str::to_owned)),
    }
}

fn in_words(session: &LinkSession) -> String {
    let LinkSession { purpose, state, exchanges, .. } = session;
    match (state, exchanges) {
        (State::Exchanging, tries) => format!("{purpose:?}: {state:?}, tried {tries} times"),
        (state, _) => format!("{purpose:?}: {state:?}"),
    }
}

fn in_use(plaid: &[ItemReport]) -> impl Iterator<Item = &ItemReport> {
    plaid.iter().filter(|item| item.exchanged && !item.removed)
}

fn granted(item: &ItemReport) -> BTreeSet<(String, String)> {
    let accounts = item.accounts.iter();
    accounts.filter_map(|AccountReport { account_id, name, .. }| Some((account_id.clone()?, name.clone()))).collect()
}
