//! A client for the part of the Plaid API that the product uses. It knows nothing of the application.
//!
//! Plaid's JSON stays in here: what comes out are plain types, and new fields or values that Plaid adds at any time are
//! accepted. Every outcome keeps Plaid's `request_id`, because Plaid Support asks for it. Secrets are opaque; only
//! `http` can see them, and nothing else in this crate may.
//!
//! A call that is safe to repeat is repeated by itself, within [`Limits`]; [`Error::class`] then says what to do next.

mod client;
mod endpoint;
mod endpoints;
mod error;
mod error_class;
mod http;
mod limits;
mod money;
mod pace;
mod tokens;
mod verdict;

pub use client::{Answer, Client, ConfigurationError, Keys, PRODUCTION, SANDBOX};
pub use endpoints::{
    accounts::{Account, Balances},
    institutions::Institution,
    item::Item,
    link_progress::{
        Exit, LinkProgress, LinkSession, Whereabouts,
        added::{AddedAccount, AddedInstitution, AddedItem},
    },
    link_token::{Link, NewLink, Purpose},
    public_token::NewItem,
    transactions::{PAGE, PaymentChannel, RemovedTransaction, SyncPage, ToldTransactions, Transaction, UpdateStatus},
    user::UserItem,
};
pub use error::{ApiError, Certainty, Error, Flaw};
pub use error_class::ErrorClass;
pub use limits::Limits;
pub use money::Amount;
pub use tokens::{AccessToken, HostedLinkUrl, LinkToken, PublicToken};
pub use verdict::Verdict;
