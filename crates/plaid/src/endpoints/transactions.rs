//! `/transactions/sync` and `/transactions/refresh`: what came, changed or went since the last reading.
//!
//! A history can have a hundred thousand transactions, so of each only what a statement line needs is kept, and
//! nothing is built for the rest of it.

use std::{convert::Infallible, fmt, str::FromStr};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    accounts::{Account, AccountBody, accounts},
    confirmation::Confirmation,
    lenient,
};
use crate::{
    client::{self, Answer, Client},
    endpoint::Endpoint,
    error::Error,
    http::SecretField,
    money::{Amount, required_amount},
    tokens::AccessToken,
};

/// How many transactions a page of [`Client::sync_transactions`] can hold at most. Plaid allows no more.
pub const PAGE: u16 = 500;

/// One page of what came, changed or went. Its transactions are as they arrived: reading them takes a while, in which the
/// next page can be on its way.
pub struct SyncPage {
    added: Box<RawValue>,
    modified: Box<RawValue>,
    request_id: String,
    /// Gone. A pending one goes when it is posted, under another id.
    pub removed: Vec<RemovedTransaction>,
    /// Where the next reading begins. Empty while Plaid has nothing yet: there is nothing to keep then.
    pub next_cursor: String,
    /// Whether the next page belongs to the same reading. It is complete only where this is `false`.
    pub has_more: bool,
    /// Accounts of the Item, with the balances that Plaid last saw. One that the page says nothing of can be absent.
    pub accounts: Vec<Account>,
    /// How much of the history Plaid has.
    pub status: UpdateStatus,
}

/// The transactions of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldTransactions {
    /// New to whoever reads with this cursor.
    pub added: Vec<Transaction>,
    /// Known under the same id, and not as they were.
    pub modified: Vec<Transaction>,
}

/// A transaction as Plaid reports it. What can be absent is `None` as well where Plaid wrote it in another shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Plaid's id. The posted form of a pending transaction has another one.
    pub transaction_id: String,
    /// The account.
    pub account_id: String,
    /// Positive: money left the account, or a debt grew.
    pub amount: Amount,
    /// ISO 4217, or the unofficial code that Plaid gives in its place.
    pub currency: Option<String>,
    /// When it was posted, or happened where it is pending.
    pub date: Date,
    /// When it was authorized, at banks that tell.
    pub authorized_date: Option<Date>,
    /// When it was posted, to the second, at banks that tell.
    pub datetime: Option<Timestamp>,
    /// The bank's text as Plaid tidied it up, or the merchant's name. Empty where Plaid has none.
    pub name: String,
    /// With whom it was made, where Plaid recognized that.
    pub merchant_name: Option<String>,
    /// The bank's own text.
    pub original_description: Option<String>,
    /// Whether it can still change or vanish.
    pub pending: bool,
    /// The id that it had as a pending one, where Plaid knows.
    pub pending_transaction_id: Option<String>,
    /// The number of the check.
    pub check_number: Option<String>,
    /// The bank's reference of the payment.
    pub reference: Option<String>,
    /// Where it was made.
    pub payment_channel: PaymentChannel,
    /// Plaid's broad category, such as `FOOD_AND_DRINK`. New values can appear at any time.
    pub category: Option<String>,
}

/// A transaction that is no more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RemovedTransaction {
    /// The id that it had.
    pub transaction_id: String,
    /// The account that it had it in, where Plaid says.
    #[serde(default, deserialize_with = "lenient::text")]
    pub account_id: Option<String>,
}

/// How much of an Item's history Plaid has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UpdateStatus {
    /// Nothing yet.
    NotReady,
    /// The last thirty days; the rest is still to come.
    InitialComplete,
    /// All of it.
    HistoricalComplete,
    /// Plaid did not say, or said something new.
    #[default]
    Unknown,
}

/// Where a transaction was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PaymentChannel {
    /// On the Internet.
    Online,
    /// At a place.
    InStore,
    /// Neither, as between banks.
    Other,
    /// Plaid did not say, or said something new.
    #[default]
    Unknown,
}

impl Client {
    /// One page of what came, changed or went since `cursor`, or of the whole history where there is none. `count` is how
    /// many transactions it may hold, from 1 to [`PAGE`].
    ///
    /// The pages of one reading belong together: where one of them fails with
    /// [`ErrorClass::SyncRestart`](crate::ErrorClass::SyncRestart), those before it count for nothing.
    ///
    /// # Errors
    /// As every call. [`ErrorClass::NoProduct`](crate::ErrorClass::NoProduct) means that this Item has no transactions to
    /// give.
    pub async fn sync_transactions(
        &self,
        token: &AccessToken,
        cursor: Option<&str>,
        count: u16,
    ) -> Result<Answer<SyncPage>, Error> {
        let options = SyncOptions { include_original_description: true };
        let request = SyncRequest { access_token: SecretField(token.secret()), cursor, count, options };
        let answer = self.call::<_, SyncResponse>(Endpoint::TransactionsSync, Some(token), &request).await?;
        let Answer { value, request_id } = answer;
        Ok(Answer { value: SyncPage::of(value, request_id.clone()), request_id })
    }

    /// Has Plaid visit the bank for new transactions now. What it finds comes with
    /// [`sync_transactions`](Self::sync_transactions) some time later. Plaid visits the bank by itself a few times a day
    /// as well.
    ///
    /// Plaid charges for each visit, so this is never repeated by itself, and it is an extra that not all keys may use.
    ///
    /// # Errors
    /// As every call. [`ErrorClass::Configuration`](crate::ErrorClass::Configuration) with `INVALID_PRODUCT` where the keys
    /// may not have it.
    pub async fn refresh_transactions(&self, token: &AccessToken) -> Result<Answer<()>, Error> {
        let request = RefreshRequest { access_token: SecretField(token.secret()) };
        let answer = self.call::<_, Confirmation>(Endpoint::TransactionsRefresh, Some(token), &request).await?;
        Ok(answer.map(|_| ()))
    }
}

#[derive(Serialize)]
struct SyncRequest<'a> {
    access_token: SecretField<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<&'a str>,
    count: u16,
    options: SyncOptions,
}

#[derive(Serialize)]
struct SyncOptions {
    include_original_description: bool,
}

#[derive(Serialize)]
struct RefreshRequest<'a> {
    access_token: SecretField<'a>,
}

/// The three lists, the cursor and the flag must be there: an answer without them is not an empty page.
#[derive(Deserialize)]
struct SyncResponse {
    added: Box<RawValue>,
    modified: Box<RawValue>,
    removed: Vec<RemovedTransaction>,
    next_cursor: String,
    has_more: bool,
    #[serde(default)]
    accounts: Vec<AccountBody>,
    #[serde(default, deserialize_with = "lenient::parsed")]
    transactions_update_status: Option<UpdateStatus>,
}

#[derive(Deserialize)]
struct TransactionBody {
    transaction_id: String,
    account_id: String,
    #[serde(deserialize_with = "required_amount")]
    amount: Amount,
    #[serde(default, deserialize_with = "lenient::text")]
    iso_currency_code: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    unofficial_currency_code: Option<String>,
    date: Date,
    #[serde(default, deserialize_with = "lenient::parsed")]
    authorized_date: Option<Date>,
    #[serde(default, deserialize_with = "lenient::parsed")]
    datetime: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    merchant_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    original_description: Option<String>,
    pending: bool,
    #[serde(default, deserialize_with = "lenient::text")]
    pending_transaction_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    check_number: Option<String>,
    payment_meta: Option<PaymentMeta>,
    #[serde(default, deserialize_with = "lenient::parsed")]
    payment_channel: Option<PaymentChannel>,
    personal_finance_category: Option<Category>,
}

#[derive(Deserialize)]
struct PaymentMeta {
    #[serde(default, deserialize_with = "lenient::text")]
    reference_number: Option<String>,
}

#[derive(Deserialize)]
struct Category {
    #[serde(default, deserialize_with = "lenient::text")]
    primary: Option<String>,
}

impl SyncPage {
    /// What is told of transactions.
    ///
    /// # Errors
    /// [`Error::Unreadable`] where one of them lacks what makes it a transaction: nothing of the page counts then.
    pub fn transactions(&self) -> Result<ToldTransactions, Error> {
        Ok(ToldTransactions { added: self.read(&self.added)?, modified: self.read(&self.modified)? })
    }

    fn read(&self, told: &RawValue) -> Result<Vec<Transaction>, Error> {
        let bodies = serde_json::from_str::<Vec<TransactionBody>>(told.get());
        let bodies = bodies.map_err(|error| client::unreadable(&error, 200, Some(self.request_id.clone())))?;
        Ok(bodies.into_iter().map(Transaction::from).collect())
    }

    fn of(response: SyncResponse, request_id: String) -> Self {
        Self {
            added: response.added,
            modified: response.modified,
            request_id,
            removed: response.removed,
            next_cursor: response.next_cursor,
            has_more: response.has_more,
            accounts: accounts(response.accounts),
            status: response.transactions_update_status.unwrap_or_default(),
        }
    }
}

impl fmt::Debug for SyncPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { removed, has_more, status, .. } = self;
        let mut page = formatter.debug_struct("SyncPage");
        page.field("removed", &removed.len())
            .field("has_more", has_more)
            .field("status", status)
            .finish_non_exhaustive()
    }
}

impl From<TransactionBody> for Transaction {
    fn from(body: TransactionBody) -> Self {
        Self {
            transaction_id: body.transaction_id,
            account_id: body.account_id,
            amount: body.amount,
            currency: body.iso_currency_code.or(body.unofficial_currency_code),
            date: body.date,
            authorized_date: body.authorized_date,
            datetime: body.datetime,
            name: body.name.unwrap_or_default(),
            merchant_name: body.merchant_name,
            original_description: body.original_description,
            pending: body.pending,
            pending_transaction_id: body.pending_transaction_id,
            check_number: body.check_number,
            reference: body.payment_meta.and_then(|meta| meta.reference_number),
            payment_channel: body.payment_channel.unwrap_or_default(),
            category: body.personal_finance_category.and_then(|category| category.primary),
        }
    }
}

impl FromStr for UpdateStatus {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "NOT_READY" => Self::NotReady,
            "INITIAL_UPDATE_COMPLETE" => Self::InitialComplete,
            "HISTORICAL_UPDATE_COMPLETE" => Self::HistoricalComplete,
            _ => Self::Unknown,
        })
    }
}

impl FromStr for PaymentChannel {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "online" => Self::Online,
            "in store" => Self::InStore,
            "other" => Self::Other,
            _ => Self::Unknown,
        })
    }
}
