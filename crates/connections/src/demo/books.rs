//! The bank accounts of a first start in demo mode: some are linked, and some are left to be.

use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use uuid::Uuid;

use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        account::AccountConnection,
        bank_account::{BankAccount, Feed},
        ids::{BankAccountId, ConnectionId},
        money::Currency,
    },
    store::{self, Transaction},
};

/// How long before the first start the statements begin.
const BEGINS_DAYS_AGO: i32 = 60;

/// The code, the name, the currency, and the last digits of the account that feeds it with what was in that before, in
/// minor units. What is owed on the card is negative.
type Line = (&'static str, &'static str, &'static str, Option<(&'static str, i64)>);

/// Three are linked, three look like an account at a bank, one like two, and one like none.
const BOOKS: [Line; 8] = [
    ("1010", "Operating account", "USD", Some(("0000", 245_000))),
    ("1020", "Savings account", "USD", Some(("1111", 20_750))),
    ("1030", "Certificate of deposit 2222", "USD", None),
    ("1040", "Money market account", "USD", None),
    ("1050", "Euro account", "EUR", None),
    ("2100", "Corporate card", "USD", Some(("3333", -41_000))),
    ("2110", "Business card 9999", "USD", None),
    ("2300", "Mortgage, Platypus OAuth", "USD", None),
];

/// Adds the bank accounts and links some to accounts of this connection, unless there are any.
pub(super) async fn seed(
    connections: &Connections,
    records: &mut Transaction,
    linked_to: ConnectionId,
) -> Result<(), StoreError> {
    if !store::bank_accounts::list(records).await?.is_empty() {
        return Ok(());
    }
    let at_bank = store::account_connections::list_of(records, linked_to).await?;
    let starts_on = connections.now().to_zoned(TimeZone::UTC).date().saturating_sub(BEGINS_DAYS_AGO.days());
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
        let fed_by = feed.and_then(|(mask, opening_minor)| {
            let fits = |account: &&AccountConnection| account.details.mask.as_deref() == Some(mask);
            Some((at_bank.iter().find(fits)?, opening_minor))
        });
        if let Some((account, opening_minor)) = fed_by {
            link(connections, records, account, &bank_account, (opening_minor, starts_on)).await?;
        }
    }
    Ok(())
}

async fn link(
    connections: &Connections,
    records: &mut Transaction,
    account: &AccountConnection,
    to: &BankAccount,
    (opening_minor, starts_on): (i64, Date),
) -> Result<(), StoreError> {
    let feed = Feed { account: account.id, bank_account: to.id, opening_minor, starts_on };
    store::feeds::set(records, &feed).await?;
    let entry = connections.entry_of_link(By::Itself, &feed, account.number);
    store::audit::append(records, &entry).await
}
