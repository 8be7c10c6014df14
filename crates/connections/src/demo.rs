//! The three test banks of a first start in demo mode, one of them in need of an update.
//!
//! They come about through the same client and in the same order of writing as every other connection. Their ids are
//! fixed, so that a seeding that broke off goes on where it was. The books get bank accounts, some of which they feed.

mod books;

use plaid::{AccessToken, ErrorClass};
use tracing::{info, instrument};
use uuid::Uuid;

use crate::{
    CheckError, Connections, SetUpError, StoreError, Vault, VaultError,
    arrival::NewConnection,
    connections::By,
    health::Standing,
    model::{
        account::ReportedAccount,
        connection::{Health, Institution},
        ids::{ConnectionId, LoginId},
    },
    store::{self, settings::Setting},
};

/// The test banks by their id. The first one is left with a login that does not work any more, and the second one feeds
/// the books.
const BANKS: [(&str, u128); 3] = [("ins_109508", 1), ("ins_109511", 2), ("ins_127287", 3)];

/// Why the test banks can't be connected.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The health of one of them can't be read.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// The simulator does not answer, or refuses.
    #[error(transparent)]
    Plaid(#[from] plaid::Error),
    /// The keyring does not give an access token.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sees to it that both users of the demo are there, and signs the integration user in: nothing in the demo is worth a
/// password.
///
/// # Errors
/// Where the records can't be used.
#[instrument(skip_all)]
pub async fn enter(connections: &Connections) -> Result<(), SetUpError> {
    connections.enter_demo().await
}

/// Connects the test banks, unless that was done before or the records hold something else.
///
/// # Errors
/// Where it broke off. The next call goes on.
#[instrument(skip_all)]
pub async fn seed(connections: &Connections) -> Result<(), SeedError> {
    let present = {
        let mut records = connections.database().read().await?;
        if store::settings::get(&mut records, Setting::DemoSeeded).await?.is_some() {
            return Ok(());
        }
        store::connections::list(&mut records).await?
    };
    let is_ours = |id: ConnectionId| BANKS.iter().any(|(_, number)| id == fixed_id(*number));
    if present.iter().any(|connection| !is_ours(connection.id)) {
        return Ok(());
    }
    for (institution_id, number) in BANKS {
        let id = fixed_id(number);
        if present.iter().all(|connection| connection.id != id) {
            connect(connections, institution_id, id).await?;
        }
    }
    let (_, first) = BANKS[0];
    break_login(connections, fixed_id(first)).await?;

    let (_, feeding) = BANKS[1];
    let token = connections.vault().access_token(first_login(fixed_id(feeding))).await?;
    let beginnings = books::Beginnings::read(connections, &token).await?;

    let mut records = connections.database().write().await?;
    books::seed(connections, &mut records, fixed_id(feeding), &beginnings).await?;
    store::settings::set(&mut records, Setting::DemoSeeded, "true").await?;
    records.commit().await.map_err(StoreError::from)?;
    connections.tell();
    info!(banks = BANKS.len(), "the test banks are connected");
    Ok(())
}

async fn connect(connections: &Connections, institution_id: &str, id: ConnectionId) -> Result<(), SeedError> {
    let plaid = connections.plaid();
    let bank = plaid.institution(institution_id).await?.value;
    let institution = Institution { id: bank.institution_id, name: bank.name };
    let login = first_login(id);
    let access_token = match connections.vault().access_token(login).await {
        Ok(token) if works(&plaid, &token).await? => token,
        Ok(_) | Err(VaultError::Missing { .. }) => {
            let public_token = plaid.sandbox_public_token(institution_id).await?.value;
            let token = plaid.exchange(&public_token).await?.value.access_token;
            connections.keep(login, &token).await.map_err(|not_kept| not_kept.error)?;
            token
        }
        Err(error) => return Err(error.into()),
    };
    let (item, accounts) = tokio::try_join!(plaid.item(&access_token), plaid.accounts(&access_token))?;
    let mut records = connections.database().write().await?;
    let new = NewConnection {
        id,
        login,
        item_id: item.value.item_id.clone(),
        institution,
        standing: Standing::of(&item.value, connections.now()),
        accounts: accounts.value.into_iter().map(ReportedAccount::from).collect(),
    };
    connections.write_connection(&mut records, new).await?;
    store::connections::set_updated_at(&mut records, id, connections.now()).await?;
    store::logins::set_fingerprint(&mut records, login, &Vault::fingerprint(&access_token)).await?;
    let mut entry = connections.entry(By::Itself, "connect", id, "connected");
    entry.request_ids = vec![item.request_id, accounts.request_id];
    store::audit::append(&mut records, &entry).await?;
    records.commit().await.map_err(StoreError::from)?;
    connections.tell();
    Ok(())
}

/// Whether the simulator knows the login whose token an earlier seeding left, and gives its accounts. The first bank's is
/// left with a login that does not work: where the records began anew it is removed, so that it is nobody's.
async fn works(plaid: &plaid::Client, token: &AccessToken) -> Result<bool, plaid::Error> {
    match plaid.item(token).await {
        Ok(item) if item.value.error.is_none() => Ok(true),
        Ok(_) => plaid.remove_item(token).await.map(|_| false),
        Err(error) if error.class() == ErrorClass::ItemGone => Ok(false),
        Err(error) => Err(error),
    }
}

async fn break_login(connections: &Connections, id: ConnectionId) -> Result<(), SeedError> {
    if connections.check(id).await? == Health::Good {
        let access_token = connections.vault().access_token(first_login(id)).await?;
        connections.plaid().sandbox_reset_login(&access_token).await?;
        connections.check(id).await?;
    }
    Ok(())
}

/// The login of a test bank's connection.
const fn first_login(of: ConnectionId) -> LoginId {
    LoginId::new(of.uuid())
}

/// The id of a test bank's connection, the same in every demo.
fn fixed_id(number: u128) -> ConnectionId {
    ConnectionId::new(Uuid::from_u128(number))
}
