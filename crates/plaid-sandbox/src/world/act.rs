//! What a user does on the hosted page, and what comes of it.
//!
//! In update mode the right credentials repair the Item at once; the selection of accounts is delivered later. That
//! is why leaving the page after the credentials leaves a working login with the accounts of before.
//! An action that does not fit the page (a form sent twice, a page left open) changes nothing.

use jiff::Timestamp;

use super::{
    World,
    item::NewItem,
    link::{Place, Purpose},
    session::{Login, Step},
};
use crate::bank::{self, BankAccount, Health, Institution, Round, Verdict};

/// What a user does on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    /// Agrees to share data.
    Continue,
    /// Picks a bank.
    ChooseBank(String),
    /// Goes back to the search for a bank.
    ChangeBank,
    /// Sends username and password.
    SignIn { username: String, password: String },
    /// Opens the bank's own page.
    OpenBank,
    /// Agrees on the bank's own page.
    Authorize,
    /// Refuses on the bank's own page.
    Deny,
    /// Answers the questions of the MFA, in their order.
    Answer(Vec<String>),
    /// Picks accounts, by their keys.
    Select(Vec<String>),
    /// Reads that it worked, and goes back to the application.
    Finish,
    /// Leaves without success.
    Leave,
}

impl World {
    /// Lets the user do something on an open page. Tells whether it fitted the page.
    pub(crate) fn act(&mut self, place: Place, action: Action, now: Timestamp) -> bool {
        let is_over = self.link_at(place).is_expired(now) && action != Action::Leave;
        let (session, ids) = self.session_and_ids(place);
        if session.ending.is_some() || is_over {
            return false;
        }
        let before = session.clone();
        session.acted(now);
        match (before.step.clone(), action) {
            (_, Action::Leave) => session.end(ids, now, before.problem),
            (Step::Delivered { .. }, Action::Finish) => session.end(ids, now, None),
            (Step::Consent, Action::Continue) => self.begin(place, now),
            (Step::ChooseBank, Action::ChooseBank(id)) => {
                session.record(ids, now, "SELECT_INSTITUTION", &[("institution_id", &id)]);
                self.go_to_bank(place, &id, now);
            }
            (Step::Credentials { .. } | Step::Oauth { .. }, Action::ChangeBank) => self.change_bank(place, now),
            (Step::Credentials { institution_id }, Action::SignIn { username, password }) => {
                session.record(ids, now, "SUBMIT_CREDENTIALS", &[]);
                self.sign_in(place, known(&institution_id), &username, &password, now);
            }
            (Step::Mfa { login, challenge }, Action::Answer(answers)) => {
                session.record(ids, now, "SUBMIT_MFA", &[]);
                match challenge.answer(&answers) {
                    Round::Passed => self.signed_in(place, login, now),
                    Round::Next(challenge) => session.go(ids, now, Step::Mfa { login, challenge }),
                    Round::Failed => session.fail(ids, now, "INVALID_MFA"),
                }
            }
            (Step::Oauth { .. }, Action::OpenBank) => session.record(ids, now, "OPEN_OAUTH", &[]),
            (Step::Oauth { .. }, Action::Deny) => {
                session.record(ids, now, "CLOSE_OAUTH", &[]);
                session.fail(ids, now, "ACCESS_NOT_GRANTED");
            }
            (Step::Oauth { institution_id }, Action::Authorize) => self.authorize(place, known(&institution_id), now),
            (Step::SelectAccounts { login, .. }, Action::Select(keys)) => self.select(place, login, &keys, now),
            _ => {
                *session = before;
                return false;
            }
        }
        true
    }

    /// After the consent: the bank is known in update mode, and where the client named one.
    fn begin(&mut self, place: Place, now: Timestamp) {
        let institution_id = match &self.link_at(place).purpose {
            Purpose::NewItem { institution_id, .. } => institution_id.clone(),
            Purpose::Update { item_id, .. } => {
                let item_id = item_id.clone();
                match self.item(&item_id) {
                    Some(item) => Some(item.institution_id.clone()),
                    None => return self.fail(place, now, "ITEM_NOT_FOUND"),
                }
            }
        };
        match institution_id {
            Some(id) => self.go_to_bank(place, &id, now),
            None => self.change_bank(place, now),
        }
    }

    fn go_to_bank(&mut self, place: Place, institution_id: &str, now: Timestamp) {
        let Some(bank) = bank::institution(institution_id) else {
            return self.fail(place, now, "INVALID_INSTITUTION");
        };
        let institution_id = bank.id.to_owned();
        let step = if bank.oauth { Step::Oauth { institution_id } } else { Step::Credentials { institution_id } };
        let (session, ids) = self.session_and_ids(place);
        session.go(ids, now, step);
    }

    /// Back to the search. Not in update mode, where the bank is the Item's.
    fn change_bank(&mut self, place: Place, now: Timestamp) {
        if matches!(self.link_at(place).purpose, Purpose::NewItem { .. }) {
            let (session, ids) = self.session_and_ids(place);
            session.go(ids, now, Step::ChooseBank);
        }
    }

    fn sign_in(&mut self, place: Place, bank: &Institution, username: &str, password: &str, now: Timestamp) {
        let known_as = match self.updated_username(place) {
            Ok(username) => username,
            Err(code) => return self.fail(place, now, code),
        };
        let username = username.trim();
        match bank::sign_in(bank, username, password, known_as.as_deref()) {
            Verdict::Accepted(accounts) => self.signed_in(place, self.login(bank, username, accounts), now),
            Verdict::Challenged(challenge, accounts) => {
                let step = Step::Mfa { login: self.login(bank, username, accounts), challenge };
                let (session, ids) = self.session_and_ids(place);
                session.go(ids, now, step);
            }
            Verdict::Refused(code) => self.fail(place, now, &code),
        }
    }

    /// The bank's own page knows who is sitting there: the Item's user, or the usual one.
    fn authorize(&mut self, place: Place, bank: &Institution, now: Timestamp) {
        let username = match self.updated_username(place) {
            Ok(username) => username.unwrap_or_else(|| "user_good".to_owned()),
            Err(code) => return self.fail(place, now, code),
        };
        let (session, ids) = self.session_and_ids(place);
        session.record(ids, now, "CLOSE_OAUTH", &[]);
        if bank.health == Health::Down {
            return self.fail(place, now, "INSTITUTION_DOWN");
        }
        let login = self.login(bank, &username, bank.accounts());
        self.signed_in(place, login, now);
    }

    fn login(&self, bank: &Institution, username: &str, accounts: Vec<BankAccount>) -> Login {
        let accounts = self.named_anew(bank, accounts);
        Login { institution_id: bank.id.to_owned(), username: username.to_owned(), accounts }
    }

    /// The bank let the user in. An Item that is being updated works again from here on.
    fn signed_in(&mut self, place: Place, mut login: Login, now: Timestamp) {
        let mut select_accounts = true;
        if let Purpose::Update { item_id, select_accounts: wanted } = self.link_at(place).purpose.clone() {
            let Some(item) = self.item(&item_id) else { return self.fail(place, now, "ITEM_NOT_FOUND") };
            item.repair(now);
            login.accounts = item.accounts.iter().map(|account| account.at_bank.clone()).collect();
            select_accounts = wanted;
        }
        if select_accounts {
            let (session, ids) = self.session_and_ids(place);
            session.go(ids, now, Step::SelectAccounts { login, since: now });
        } else {
            self.deliver(place, login, None, now);
        }
    }

    fn select(&mut self, place: Place, login: Login, keys: &[String], now: Timestamp) {
        let bank = known(&login.institution_id);
        let mut chosen: Vec<String> = login.accounts.iter().map(|account| account.key.clone()).collect();
        chosen.retain(|key| keys.contains(key) || (!bank.deselectable && self.is_granted(place, key)));
        if chosen.is_empty() {
            return self.fail(place, now, "NO_ACCOUNTS");
        }
        self.deliver(place, login, Some(chosen), now);
    }

    /// Hands everything over: the Item and the chosen accounts. `None` leaves the accounts as they are.
    fn deliver(&mut self, place: Place, login: Login, chosen: Option<Vec<String>>, now: Timestamp) {
        let link = self.link_at(place);
        let (purpose, products, user_id) = (link.purpose.clone(), link.products.clone(), link.user_id.clone());
        let institution_id = login.institution_id.clone();
        let (item_id, with_token) = match purpose {
            Purpose::Update { item_id, .. } => (item_id, self.switches.results_in_update_mode),
            Purpose::NewItem { days_requested, .. } => {
                let new = NewItem {
                    bank: known(&institution_id),
                    user_id: user_id.as_deref(),
                    username: &login.username,
                    products: &products,
                    days_requested,
                    accounts: login.accounts,
                };
                (self.create_item(new, now), true)
            }
        };
        if let Some(chosen) = chosen {
            self.grant(&item_id, now, |account| chosen.contains(&account.key));
        }
        let public_token = with_token.then(|| self.issue_public_token(&item_id, now));
        let (session, ids) = self.session_and_ids(place);
        session.go(ids, now, Step::Delivered { item_id, institution_id, public_token });
    }

    /// The username of the Item that is being updated. `None` for a new one.
    fn updated_username(&mut self, place: Place) -> Result<Option<String>, &'static str> {
        let Purpose::Update { item_id, .. } = self.link_at(place).purpose.clone() else { return Ok(None) };
        self.item(&item_id).map(|item| Some(item.username.clone())).ok_or("ITEM_NOT_FOUND")
    }

    /// Whether the Item that is being updated has granted this account.
    pub(crate) fn is_granted(&self, place: Place, key: &str) -> bool {
        let Purpose::Update { item_id, .. } = &self.link_at(place).purpose else { return false };
        let item = self.items.iter().find(|item| item.id == *item_id);
        item.is_some_and(|item| item.granted().any(|(account, _)| account.at_bank.key == key))
    }

    fn fail(&mut self, place: Place, now: Timestamp, code: &str) {
        let (session, ids) = self.session_and_ids(place);
        session.fail(ids, now, code);
    }
}

fn known(institution_id: &str) -> &'static Institution {
    bank::institution(institution_id).expect("a session only moves to a bank of the list")
}
