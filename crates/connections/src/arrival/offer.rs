//! What a completed page offers before anything is exchanged: a bank and its accounts.

use plaid::{ErrorClass, LinkProgress, PublicToken, Verdict};

use crate::{
    Connections,
    model::{
        account::AccountConnection,
        connection::{Connection, Institution},
        ids::ConnectionId,
        link_session::Page,
    },
    settling::obstacle::Obstacle,
};

/// What the user brought from the bank.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) public_token: PublicToken,
    /// The bank, where Plaid tells.
    pub(super) institution: Option<Institution>,
    pub(super) accounts: Vec<OfferedAccount>,
    /// Plaid's id of the opening of the page.
    pub(super) plaid_session_id: String,
}

/// An account that the user selected, not connected yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedAccount {
    /// The name at the bank.
    pub name: String,
    /// The last digits.
    pub mask: Option<String>,
    /// The type at Plaid.
    pub kind: Option<String>,
    /// The subtype at Plaid.
    pub subtype: Option<String>,
}

/// A connection to the same bank that has some of the offered accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingConnection {
    /// The connection.
    pub connection: ConnectionId,
    /// Whether it was removed, so that the offer can reconnect it.
    pub obsolete: bool,
    /// All of its accounts.
    pub accounts: Vec<AccountConnection>,
}

/// Why there is no offer.
pub(super) enum NoOffer {
    /// Plaid no longer tells of the page.
    Over,
    /// Plaid can't be asked now, or tells of a success without what it brought.
    Obstacle(Obstacle),
}

impl Connections {
    /// Asks Plaid what a completed page offers. It can be asked again for hours.
    pub(super) async fn offer(&self, page: Option<&Page>) -> Result<Offer, NoOffer> {
        let Some(page) = page else { return Err(NoOffer::Over) };
        match self.plaid().link_progress(&page.token).await {
            Ok(answer) => {
                let implausible = Obstacle::implausible(Some(answer.request_id));
                offer_of(answer.value).ok_or(NoOffer::Obstacle(implausible))
            }
            Err(error) if error.class() == ErrorClass::Session => Err(NoOffer::Over),
            Err(error) => Err(NoOffer::Obstacle(Obstacle::from(&error))),
        }
    }
}

fn offer_of(progress: LinkProgress) -> Option<Offer> {
    let succeeded = |session: &plaid::LinkSession| session.verdict() == Some(Verdict::Succeeded);
    let session = progress.sessions.into_iter().find(|session| succeeded(session) && !session.added.is_empty())?;
    let plaid_session_id = session.id;
    let added = session.added.into_iter().next()?;
    let institution = added.institution.and_then(|bank| {
        let id = bank.institution_id?;
        let name = bank.name.unwrap_or_else(|| id.clone());
        Some(Institution { id, name })
    });
    let accounts = added.accounts.into_iter().map(|account| OfferedAccount {
        name: account.name.unwrap_or_default(),
        mask: account.mask,
        kind: account.kind,
        subtype: account.subtype,
    });
    Some(Offer { public_token: added.public_token, institution, accounts: accounts.collect(), plaid_session_id })
}

/// The connections to the same bank that have one of the offered accounts, by name and mask. Those that work come first.
pub(super) fn duplicates(
    offer: &Offer,
    connections: &[Connection],
    accounts: &[(ConnectionId, AccountConnection)],
) -> Vec<ExistingConnection> {
    let Some(bank) = &offer.institution else { return Vec::new() };
    let mut existing: Vec<ExistingConnection> = connections
        .iter()
        .filter(|connection| connection.institution.id == bank.id)
        // One that is being removed can be neither updated nor reconnected.
        .filter(|connection| connection.obsolete || connection.login.is_some())
        .map(|connection| ExistingConnection {
            connection: connection.id,
            obsolete: connection.obsolete,
            accounts: accounts
                .iter()
                .filter(|(of, _)| *of == connection.id)
                .map(|(_, account)| account.clone())
                .collect(),
        })
        .filter(|existing| offer.accounts.iter().any(|offered| existing.has(offered)))
        .collect();
    existing.sort_by_key(|existing| existing.obsolete);
    existing
}

impl ExistingConnection {
    /// Whether one of its accounts looks like the offered one.
    #[must_use]
    pub fn has(&self, offered: &OfferedAccount) -> bool {
        self.accounts.iter().any(|account| account.details.name == offered.name && account.details.mask == offered.mask)
    }
}
