//! The bank accounts as the window shows them, with what feeds each and what may be meant to feed one.

use jiff::ToSpan as _;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::BankAccountsError;
use crate::{
    Connections, StoreError,
    model::{
        account::AccountConnection,
        bank_account::{BankAccount, Beginning, Candidate, Feed, OpeningBalance, Suggestion, suggest},
        connection::{Connection, Institution},
        ids::{AccountConnectionId, BankAccountId, ConnectionId},
        money::Money,
        user::Act,
    },
    store,
};

/// The bank accounts, and what may be meant to feed those that nothing feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAccounts {
    /// All of them, by their code.
    pub accounts: Vec<BankAccountOverview>,
    /// Suggestions, by the code of the bank account.
    pub suggestions: Vec<SuggestionOverview>,
    /// What was refused of what is in use and not linked.
    pub refused: Vec<(AccountConnectionId, BankAccountId)>,
}

/// A bank account with all that is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAccountOverview {
    /// The bank account itself.
    pub account: BankAccount,
    /// What feeds it.
    pub feed: Option<FeedOverview>,
    /// How many statements it has.
    pub statements: u32,
    /// Where the next statement begins, where it has some.
    pub continues: Option<Beginning>,
    /// What it had before its first statement, where it has some.
    pub opening: Option<OpeningBalance>,
}

/// What feeds a bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedOverview {
    /// The account at the bank.
    pub account: AccountConnection,
    /// The connection that it is under.
    pub connection: ConnectionId,
    /// The bank.
    pub institution: Institution,
    /// Whether the connection was removed, or is being removed.
    pub is_obsolete: bool,
    /// Where statements begin.
    pub feed: Feed,
    /// What was in the account before.
    pub opening: Money,
}

/// What may belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionOverview {
    /// The account in the books.
    pub bank_account: BankAccount,
    /// The account at the bank.
    pub account: AccountConnection,
    /// Its bank.
    pub institution: Institution,
    /// Whether the last digits of the account number say so, and not its name alone.
    pub by_digits: bool,
    /// Where the next statement begins, where the bank account has some.
    pub continues: Option<Beginning>,
}

impl Connections {
    /// All bank accounts.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be read.
    #[instrument(skip_all)]
    pub async fn bank_accounts(&self) -> Result<BankAccounts, BankAccountsError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(overview(&mut records).await?)
    }
}

/// All bank accounts.
pub(super) async fn overview(records: &mut SqliteConnection) -> Result<BankAccounts, StoreError> {
    let connections = store::connections::list(&mut *records).await?;
    let at_banks = store::account_connections::list(&mut *records).await?;
    let feeds = store::feeds::list(&mut *records).await?;
    let counts = store::feeds::statement_counts(&mut *records).await?;
    let mut accounts = Vec::new();
    for account in store::bank_accounts::list(&mut *records).await? {
        let fed_by = feeds.iter().find(|feed| feed.bank_account == account.id);
        let statements = counts.get(&account.id).copied().unwrap_or(0);
        let chain = match statements {
            0 => Vec::new(),
            _ => store::feeds::statements(&mut *records, account.id).await?,
        };
        accounts.push(BankAccountOverview {
            feed: fed_by.and_then(|feed| fed(&account, feed, &connections, &at_banks)),
            statements,
            continues: chain.last().map(|last| Beginning {
                opening_minor: last.closing_minor,
                starts_on: last.end.saturating_add(1.day()),
            }),
            opening: store::opening_balances::get(&mut *records, account.id).await?,
            account,
        });
    }
    let refused = store::refused_links::list(&mut *records).await?;
    let (suggestions, refused) = suggestions(&accounts, (&connections, &at_banks), &feeds, refused);
    Ok(BankAccounts { accounts, suggestions, refused })
}

/// What feeds a bank account, with what is shown of it.
fn fed(
    bank_account: &BankAccount,
    feed: &Feed,
    connections: &[Connection],
    at_banks: &[(ConnectionId, AccountConnection)],
) -> Option<FeedOverview> {
    let (of, account) = at_banks.iter().find(|(_, account)| account.id == feed.account)?;
    let connection = connections.iter().find(|connection| connection.id == *of)?;
    Some(FeedOverview {
        account: account.clone(),
        connection: connection.id,
        institution: connection.institution.clone(),
        is_obsolete: is_obsolete(connection),
        feed: feed.clone(),
        opening: Money { minor: feed.opening_minor, currency: bank_account.currency },
    })
}

/// What may belong together, of what is in use and not linked, and what of that was refused.
fn suggestions(
    accounts: &[BankAccountOverview],
    (connections, at_banks): (&[Connection], &[(ConnectionId, AccountConnection)]),
    feeds: &[Feed],
    mut refused: Vec<(AccountConnectionId, BankAccountId)>,
) -> (Vec<SuggestionOverview>, Vec<(AccountConnectionId, BankAccountId)>) {
    let feeds_nothing = |account: &AccountConnection| feeds.iter().all(|feed| feed.account != account.id);
    let candidates: Vec<_> = at_banks
        .iter()
        .filter(|(_, account)| account.active && feeds_nothing(account))
        .filter_map(|(of, account)| {
            let connection = connections.iter().find(|connection| connection.id == *of && !is_obsolete(connection))?;
            Some(Candidate { account, institution: &connection.institution })
        })
        .collect();
    let open: Vec<_> = accounts.iter().filter(|overview| overview.account.active && overview.feed.is_none()).collect();
    let books: Vec<_> = open.iter().map(|overview| &overview.account).collect();
    let found = suggest(&candidates, &books, &refused);
    let is_open = |(account, bank_account): &(AccountConnectionId, BankAccountId)| {
        candidates.iter().any(|candidate| candidate.account.id == *account)
            && books.iter().any(|book| book.id == *bank_account)
    };
    refused.retain(is_open);
    let in_order = open.iter().filter_map(|overview| {
        let Suggestion { account, by_digits, .. } =
            *found.iter().find(|suggestion| suggestion.bank_account == overview.account.id)?;
        let candidate = candidates.iter().find(|candidate| candidate.account.id == account)?;
        Some(SuggestionOverview {
            bank_account: overview.account.clone(),
            account: candidate.account.clone(),
            institution: candidate.institution.clone(),
            by_digits,
            continues: overview.continues,
        })
    });
    (in_order.collect(), refused)
}

/// Whether a connection is gone or going.
pub(super) const fn is_obsolete(connection: &Connection) -> bool {
    connection.obsolete || connection.login.is_none()
}
