//! How Plaid is asked: with the keys of a firm, or by the simulator of the demo in its place.

use connections::{Vault, VaultError};
use plaid::{Client, Keys, Limits};
use plaid_sandbox::Sandbox;
use secrecy::SecretString;
use url::Url;

use crate::{
    folder::Place,
    profile::{Live, Plaid, Profile, owner::Owner},
    views::{Code, Problem},
};

/// How Plaid is asked.
pub(super) struct Way {
    pub(super) plaid: Client,
    /// What the demo asks in Plaid's place, where it runs in this process.
    pub(super) simulator: Option<Sandbox>,
    /// What is still to be written into the records about the secret.
    pub(super) arrived: Option<Arrived>,
}

/// A secret came from outside of the records.
pub(super) struct Arrived {
    /// Plaid's id of the request that proved it, where it was proven.
    pub(super) request_id: Option<String>,
    /// The secret, where the keyring does not have it yet. It takes the place of none before it is known that the records
    /// are those of this keyring.
    pub(super) unkept: Option<SecretString>,
}

pub(super) async fn way_to_plaid(profile: &Profile, vault: &Vault, place: &Place) -> Result<Way, Problem> {
    let (plaid, simulator) = match profile {
        Profile::Live(live) => return way_of_firm(live, vault).await,
        Profile::Demo(Some(plaid)) => (plaid.clone(), None),
        Profile::Demo(None) => {
            let (plaid, simulator) = own_simulator(place).await?;
            (plaid, Some(simulator))
        }
    };
    // A simulator has no limits that calls would have to be held back for.
    let limits = Limits { paced: false, ..Limits::default() };
    let plaid = Client::new(plaid.base_url, plaid.keys, limits)?;
    Ok(Way { plaid, simulator, arrived: None })
}

/// With the secret of the keyring, or without any: the records can be seen and a secret be entered all the same.
async fn way_of_firm(live: &Live, vault: &Vault) -> Result<Way, Problem> {
    let Live { owner: Owner { base_url, client_id }, secret, arrived } = live;
    let mut arrived = arrived.clone().map(|request_id| Arrived { request_id: Some(request_id), unkept: None });
    let known = match secret {
        Some(secret) if !vault.keeps_api_secret(secret).await? => {
            arrived = Some(Arrived { request_id: None, unkept: Some(secret.clone()) });
            Ok(secret.clone())
        }
        Some(_) | None => vault.api_secret().await,
    };
    let plaid = match known {
        Ok(secret) => Client::new(base_url.clone(), Keys { client_id: client_id.clone(), secret }, Limits::default())?,
        Err(error @ (VaultError::Missing { .. } | VaultError::Damaged { .. })) => {
            tracing::warn!(%error, "Plaid can't be asked");
            Client::without_secret(base_url.clone(), client_id.clone(), Limits::default())?
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Way { plaid, simulator: None, arrived })
}

async fn own_simulator(place: &Place) -> Result<(Plaid, Sandbox), Problem> {
    let config = plaid_sandbox::Config { state_file: Some(place.simulator()), ..plaid_sandbox::Config::default() };
    let simulator = Sandbox::start(config)
        .await
        .map_err(|error| Problem::new(Code::Internal, format!("the simulator does not start: {error}")))?;
    let base_url = Url::parse(simulator.base_url()).expect("the simulator tells where it is");
    let keys = Keys { client_id: simulator.client_id().to_owned(), secret: simulator.secret().into() };
    Ok((Plaid { base_url, keys }, simulator))
}
