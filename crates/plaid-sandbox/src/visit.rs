//! A user at the hosted page, without a browser: for tests that want the outcome and not the page.
//!
//! It does what the forms of the page do, and nothing that they can't.

use std::{fmt, sync::Arc};

use jiff::Timestamp;

use crate::{
    simulation::Simulation,
    world::{Action, Place, Step, World},
};

/// One opening of the hosted page. Dropping it is closing the window: the session stays open until Plaid closes it.
pub struct Visit {
    simulation: Arc<Simulation>,
    page_id: String,
    session_id: String,
}

/// The address leads to no page of this simulator, or to one that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such hosted page, or it is over")]
pub struct NoSuchPage;

/// The page on screen has no such form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the page `{page}` has no form for this")]
pub struct Unfitting {
    /// The page on screen.
    pub page: &'static str,
}

/// An account that the page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Tells the accounts of a login apart.
    pub key: String,
    /// The name at the bank.
    pub name: String,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// Whether it is granted already.
    pub checked: bool,
}

impl Visit {
    pub(crate) fn begin(simulation: Arc<Simulation>, hosted_link_url: &str) -> Result<Self, NoSuchPage> {
        let page_id = hosted_link_url.strip_prefix(&simulation.base_url).and_then(|path| path.strip_prefix("/hl/"));
        let page_id = page_id.ok_or(NoSuchPage)?.to_owned();
        let session = simulation.with_world(|world, now| world.open_session(&page_id, now).map(|it| it.id.clone()));
        Ok(Self { session_id: session.ok_or(NoSuchPage)?, page_id, simulation })
    }

    /// The id of the session that this opening began.
    #[must_use]
    pub fn session_id(&self) -> &str {
        &self.session_id
    }

    /// The page on screen: `consent`, `bank`, `credentials`, `oauth`, `mfa`, `accounts`, `success`.
    #[must_use]
    pub fn page(&self) -> &'static str {
        self.look(|world, place, _| world.session_at(place).step.page())
    }

    /// The error code that the page shows.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        self.look(|world, place, _| world.session_at(place).problem.clone())
    }

    /// The accounts that the page offers. Empty on any other page.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        self.look(|world, place, _| {
            let Step::SelectAccounts { login, .. } = &world.session_at(place).step else { return Vec::new() };
            let choice = |account: &crate::bank::BankAccount| Choice {
                key: account.key.clone(),
                name: account.name.clone(),
                mask: account.mask.clone(),
                checked: world.is_granted(place, &account.key),
            };
            login.accounts.iter().map(choice).collect()
        })
    }

    /// Agrees on the first page.
    ///
    /// # Errors
    /// If another page is on screen. So with all that follows.
    pub fn agree(&self) -> Result<&Self, Unfitting> {
        self.act(Action::Continue)
    }

    /// Picks a bank, by its institution id.
    ///
    /// # Errors
    /// If another page is on screen.
    pub fn choose_bank(&self, institution_id: &str) -> Result<&Self, Unfitting> {
        self.act(Action::ChooseBank(institution_id.to_owned()))
    }

    /// Sends username and password. Whether they were right, `page` and `problem` tell.
    ///
    /// # Errors
    /// If another page is on screen.
    pub fn sign_in(&self, username: &str, password: &str) -> Result<&Self, Unfitting> {
        self.act(Action::SignIn { username: username.to_owned(), password: password.to_owned() })
    }

    /// Answers the questions of the MFA, in their order.
    ///
    /// # Errors
    /// If another page is on screen.
    pub fn answer(&self, answers: &[&str]) -> Result<&Self, Unfitting> {
        self.act(Action::Answer(answers.iter().map(|answer| (*answer).to_owned()).collect()))
    }

    /// Agrees in the bank's own window.
    ///
    /// # Errors
    /// If another page is on screen.
    pub fn authorize_at_bank(&self) -> Result<&Self, Unfitting> {
        self.act(Action::OpenBank)?.act(Action::Authorize)
    }

    /// Selects exactly the accounts for which `is_wanted` holds, and no others.
    ///
    /// # Errors
    /// If another page is on screen.
    pub fn select(&self, is_wanted: impl Fn(&Choice) -> bool) -> Result<&Self, Unfitting> {
        let keys = self.choices().into_iter().filter(is_wanted).map(|choice| choice.key).collect();
        self.act(Action::Select(keys))
    }

    /// Leaves the page that says that it worked.
    ///
    /// # Errors
    /// If another page is on screen.
    pub fn finish(&self) -> Result<(), Unfitting> {
        self.act(Action::Finish).map(|_| ())
    }

    /// Leaves the page by its own button.
    ///
    /// # Errors
    /// If the session is over.
    pub fn leave(&self) -> Result<(), Unfitting> {
        self.act(Action::Leave).map(|_| ())
    }

    fn act(&self, action: Action) -> Result<&Self, Unfitting> {
        let (page, fits) = self.look(|world, place, now| {
            let page = world.session_at(place).step.page();
            (page, world.act(place, action, now))
        });
        if fits { Ok(self) } else { Err(Unfitting { page }) }
    }

    fn look<T>(&self, work: impl FnOnce(&mut World, Place, Timestamp) -> T) -> T {
        self.simulation.with_world(|world, now| {
            let place = world
                .place(&self.page_id, &self.session_id)
                .expect("a visit is over long before its link is forgotten");
            work(world, place, now)
        })
    }
}

impl fmt::Debug for Visit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Visit").field("session_id", &self.session_id).finish_non_exhaustive()
    }
}
