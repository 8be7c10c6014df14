//! The bank accounts of a first start in demo mode: some are linked, and some are left to be.

use std::collections::HashMap;

use jiff::{ToSpan as _, civil::Date};
use plaid::{AccessToken, Account, Amount, SyncPage};
use uuid::Uuid;

use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        account::{AccountConnection, ReportedAccount},
        bank_account::{BankAccount, Feed},
        ids::{BankAccountId, ConnectionId},
        money::Currency,
    },
    store::{self, Transaction},
};

/// How many whole months before that of the first start the statements begin, so that a month end is there to be done.
const BEGINS_MONTHS_AGO: i32 = 1;

/// The code, the name, the currency, and the last digits of the account that feeds it.
type Line = (&'static str, &'static str, &'static str, Option<&'static str>);

/// Three are linked, three look like an account at a bank, one like two, and one like none.
const BOOKS: [Line; 8] = [
    ("1010", "Operating account", "USD", Some("0000")),
    ("1020", "Savings account", "USD", Some("1111")),
    ("1030", "Certificate of deposit 2222", "USD", None),
    ("1040", "Money market account", "USD", None),
    ("1050", "Euro account", "EUR", None),
    ("2100", "Corporate card", "USD", Some("3333")),
    ("2110", "Business card 9999", "USD", None),
    ("2300", "Mortgage, Platypus OAuth", "USD", None),
];

/// Where the statements begin, and with what.
pub(super) struct Beginnings {
    on: Date,
    /// What was in an account at the bank before that day, in minor units, by Plaid's id of it. What is owed is negative.
    opening_minor: HashMap<String, i64>,
}

impl Beginnings {
    /// By the bank's own word: what is in each account now, led back over everything posted since. So statements up to any
    /// day agree with the bank.
    pub(super) async fn read(connections: &Connections, token: &AccessToken) -> Result<Self, plaid::Error> {
        let on = connections.today().first_of_month().saturating_sub(BEGINS_MONTHS_AGO.months());
        let mut beginnings = Self { on, opening_minor: HashMap::new() };
        let (mut posted, mut cursor) = (HashMap::<String, i64>::new(), None);
        loop {
            let page = connections.plaid().sync_transactions(token, cursor.as_deref(), plaid::PAGE).await?.value;
            let told = page.transactions()?;
            let SyncPage { accounts, next_cursor, has_more, .. } = page;
            for account in accounts {
                if let Some(minor) = in_books(&account) {
                    beginnings.opening_minor.insert(account.account_id, minor);
                }
            }
            for told in told.added.into_iter().filter(|told| !told.pending && told.date >= on) {
                let currency = told.currency.as_deref().and_then(Currency::of);
                *posted.entry(told.account_id).or_default() += minor(currency, told.amount).unwrap_or_default();
            }
            if !has_more {
                break;
            }
            cursor = Some(next_cursor);
        }
        for (account, opening_minor) in &mut beginnings.opening_minor {
            // At Plaid what leaves an account is positive.
            *opening_minor += posted.get(account).copied().unwrap_or_default();
        }
        Ok(beginnings)
    }
}

/// What is in an account as the books have it.
fn in_books(account: &Account) -> Option<i64> {
    let currency = account.balances.currency.as_deref().and_then(Currency::of);
    let current_minor = minor(currency, account.balances.current?)?;
    let is_owed = ReportedAccount::from(account.clone()).details.tells_what_is_owed();
    Some(if is_owed { -current_minor } else { current_minor })
}

fn minor(currency: Option<Currency>, amount: Amount) -> Option<i64> {
    currency?.minor_units(amount.exact()?).ok()
}

/// Adds the bank accounts and links some to accounts of this connection, unless there are any.
pub(super) async fn seed(
    connections: &Connections,
    records: &mut Transaction,
    linked_to: ConnectionId,
    beginnings: &Beginnings,
) -> Result<(), StoreError> {
    if !store::bank_accounts::list(records).await?.is_empty() {
        return Ok(());
    }
    let at_bank = store::account_connections::list_of(records, linked_to).await?;
    for (number, (code, name, currency, feed)) in (1..).zip(BOOKS) {
        let bank_account = BankAccount {
            id: BankAccountId::new(Uuid::from_u128(number)),
            code: code.to_owned(),
            name: name.to_owned(),
            currency: Currency::of(currency).expect("the demo is kept in currencies of ISO 4217"),
            active: true,
        };
        store::bank_accounts::insert(records, &bank_account, connections.now()).await?;
        store::audit::append(records, &connections.entry_of_addition(By::Itself, &bank_account)).await?;
        let fed_by = feed.and_then(|mask| at_bank.iter().find(|account| account.details.mask.as_deref() == Some(mask)));
        if let Some(account) = fed_by {
            link(connections, records, account, &bank_account, beginnings).await?;
        }
    }
    Ok(())
}

async fn link(
    connections: &Connections,
    records: &mut Transaction,
    account: &AccountConnection,
    to: &BankAccount,
    beginnings: &Beginnings,
) -> Result<(), StoreError> {
    let opening_minor = beginnings.opening_minor.get(&account.account_id).copied().unwrap_or_default();
    let starts_on = beginnings.on;
    let feed = Feed { account: account.id, bank_account: to.id, opening_minor, starts_on };
    store::feeds::set(records, &feed).await?;
    let entry = connections.entry_of_link(By::Itself, &feed, account.number);
    store::audit::append(records, &entry).await
}
