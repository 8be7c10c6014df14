//! The keys for Plaid, and the profiles that they open.

use connections::{Connections, Proof, Vault};
use plaid::{Client, Keys, Limits};
use secrecy::SecretString;
use tauri::{AppHandle, Url};

use super::super::arguments::{NoArgument, PlaidKeysArgument, ProfileArgument, SavePlaidKeysArgument};
use crate::{
    another_profile,
    application::Application,
    folder,
    profile::{
        Live, Profile, folders,
        owner::{Owner, Place},
    },
    views::{Code, KeysAnswerView, OwnerView, PlaidEnvironmentView, PlaidKeysView, Problem, ProfileChoiceView},
};

pub async fn plaid_keys(app: AppHandle, _: NoArgument) -> Result<PlaidKeysView, Problem> {
    let application = Application::of(&app);
    let connections = application.connections()?;
    connections.may_see_profiles()?;
    let profile = application.profile()?;
    Ok(PlaidKeysView {
        owner: profile.owner().map(OwnerView::from),
        has_secret: connections.has_plaid_secret(),
        is_from_environment: application.environment.chooses_profile(),
        other_address: other_address(application).map(|address| address.as_str().trim_end_matches('/').to_owned()),
    })
}

pub async fn test_plaid_keys(app: AppHandle, argument: PlaidKeysArgument) -> Result<KeysAnswerView, Problem> {
    let application = Application::of(&app);
    let connections = application.connections()?;
    let (owner, secret) = read(application, argument)?;
    let answer = match secret {
        Some(secret) => connections.test_plaid_keys(Some(&client(&owner, secret)?)).await,
        None if application.profile()?.owner() == Some(&owner) => connections.test_plaid_keys(None).await,
        None => return Err(incomplete("Enter the secret.")),
    };
    KeysAnswerView::of(answer)
}

pub async fn save_plaid_keys(app: AppHandle, argument: SavePlaidKeysArgument) -> Result<KeysAnswerView, Problem> {
    let SavePlaidKeysArgument { keys, untested } = argument;
    let application = Application::of(&app);
    let connections = application.connections()?;
    let (owner, secret) = read(application, keys)?;
    let Some(secret) = secret else { return Err(incomplete("Enter the secret.")) };
    if application.profile()?.owner() == Some(&owner) {
        replace(&connections, secret, untested).await
    } else {
        go_to(&app, &connections, owner, secret).await
    }
}

pub async fn forget_plaid_secret(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    let application = Application::of(&app);
    let connections = application.connections()?;
    if application.profile()?.owner().is_none() {
        return Err(incomplete("The demo has keys of its own, which are worth nothing."));
    }
    Ok(connections.forget_plaid_secret().await?)
}

pub async fn profiles(app: AppHandle, _: NoArgument) -> Result<Vec<ProfileChoiceView>, Problem> {
    let application = Application::of(&app);
    if !application.may_choose_profile() {
        application.connections()?.may_see_profiles()?;
    }
    let open = application.profile().ok();
    let known = folders::known(&application.data_folder).map_err(|error| folder::unwritable(&error))?;
    let demo = ProfileChoiceView {
        folder: folders::DEMO.to_owned(),
        owner: None,
        is_open: matches!(open, Some(Profile::Demo(_))),
    };
    let own = known.into_iter().map(|known| ProfileChoiceView {
        is_open: open.as_ref().and_then(Profile::owner) == Some(&known.owner),
        owner: Some(OwnerView::from(&known.owner)),
        folder: known.folder,
    });
    Ok(std::iter::once(demo).chain(own).collect())
}

pub async fn open_profile(app: AppHandle, argument: ProfileArgument) -> Result<(), Problem> {
    let application = Application::of(&app);
    if application.may_choose_profile() {
        let profile = named(application, &argument.folder)?;
        return another_profile::open(&app, profile).await;
    }
    let connections = application.connections()?;
    connections.may_leave_profile().await?;
    let profile = named(application, &argument.folder)?;
    another_profile::open(&app, profile).await
}

async fn replace(connections: &Connections, secret: SecretString, untested: bool) -> Result<KeysAnswerView, Problem> {
    let proof = if untested { Proof::Waived } else { Proof::Required };
    match connections.replace_plaid_secret(secret, proof).await {
        Ok(None) => Ok(KeysAnswerView::KeptUntested),
        Ok(Some(taken)) => KeysAnswerView::of(Ok(taken)),
        Err(error) => KeysAnswerView::of(Err(error)),
    }
}

/// Puts keys that Plaid takes where their own profile finds them, and opens that.
async fn go_to(
    app: &AppHandle,
    connections: &Connections,
    owner: Owner,
    secret: SecretString,
) -> Result<KeysAnswerView, Problem> {
    connections.may_leave_profile().await?;
    let answer = KeysAnswerView::of(connections.test_plaid_keys(Some(&client(&owner, secret.clone())?)).await)?;
    if let KeysAnswerView::Taken { request_id } = &answer {
        let mut profile = Profile::of(owner.clone());
        let folder = profile.folder(&Application::of(app).data_folder)?;
        Vault::open(profile.vault(&folder)).await?.put_api_secret(&secret).await?;
        profile = Profile::Live(Live { owner, secret: None, arrived: Some(request_id.clone()) });
        another_profile::open(app, profile).await?;
    }
    Ok(answer)
}

fn named(application: &Application, folder: &str) -> Result<Profile, Problem> {
    if folder == folders::DEMO {
        return Profile::demo(&application.environment);
    }
    let known = folders::known(&application.data_folder).map_err(|error| folder::unwritable(&error))?;
    let found = known.into_iter().find(|known| known.folder == folder);
    found.map(|known| Profile::of(known.owner)).ok_or_else(|| Problem::not_found(folder))
}

fn read(application: &Application, argument: PlaidKeysArgument) -> Result<(Owner, Option<SecretString>), Problem> {
    let PlaidKeysArgument { environment, client_id, secret } = argument;
    let base_url = match environment {
        PlaidEnvironmentView::Sandbox => Url::parse(plaid::SANDBOX).ok(),
        PlaidEnvironmentView::Production => Url::parse(plaid::PRODUCTION).ok(),
        PlaidEnvironmentView::Other => other_address(application),
    };
    let Some(base_url) = base_url else { return Err(incomplete("Choose Sandbox or Production.")) };
    let client_id = client_id.trim().to_owned();
    if client_id.is_empty() || !client_id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(incomplete("Enter the client ID as the Plaid Dashboard shows it."));
    }
    Ok((Owner { base_url, client_id }, secret))
}

/// The address beside Plaid's own two: that of the present profile, or that of the environment.
fn other_address(application: &Application) -> Option<Url> {
    let is_other = |address: &Url| Place::at(address) == Place::Other;
    let present = application.profile().ok().and_then(|profile| profile.owner().map(|owner| owner.base_url.clone()));
    let told = || application.environment.base_url.as_deref().and_then(|text| Url::parse(text).ok());
    present.filter(is_other).or_else(|| told().filter(is_other))
}

fn client(owner: &Owner, secret: SecretString) -> Result<Client, Problem> {
    let Owner { base_url, client_id } = owner.clone();
    Client::new(base_url, Keys { client_id, secret }, Limits::default())
        .map_err(|error| Problem::new(Code::InvalidPlaidKeys, error.to_string()))
}

fn incomplete(hint: &str) -> Problem {
    Problem::new(Code::InvalidPlaidKeys, "the keys can't be meant").with_hint(hint)
}
