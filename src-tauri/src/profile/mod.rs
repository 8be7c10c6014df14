//! Whose connections the application works on: test banks of its own, or the firm's own at Plaid.

pub mod chosen;
pub mod folders;
pub mod owner;

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
};

use connections::vault;
use plaid::Keys;
use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};

use self::{chosen::Chosen, folders::FolderError, owner::Owner};
use crate::{
    environment::Environment,
    folder::unwritable,
    views::{Code, Problem},
};

/// Where Plaid is, and the keys for it.
#[derive(Debug, Clone)]
pub struct Plaid {
    /// Where.
    pub base_url: Url,
    /// The keys.
    pub keys: Keys,
}

/// Whose connections.
#[derive(Debug, Clone)]
pub enum Profile {
    /// Test banks. `None` where the application runs the simulator itself.
    Demo(Option<Plaid>),
    /// The firm's own.
    Live(Live),
}

/// The firm's own connections.
#[derive(Debug, Clone)]
pub struct Live {
    /// Whose they are.
    pub owner: Owner,
    /// The secret, where the keyring need not have it.
    pub secret: Option<SecretString>,
    /// Plaid's id of the request that proved the secret, where it has just been put into the keyring.
    pub arrived: Option<String>,
}

impl Profile {
    /// What the environment asks for; where it asks for nothing, what was chosen last. With nothing said it is the demo.
    pub fn choose(environment: &Environment, data_folder: &Path) -> Result<Self, Problem> {
        match (&environment.client_id, &environment.secret, &environment.simulator) {
            (Some(client_id), secret, None) => {
                let base_url = base_url(environment.base_url.as_deref().unwrap_or(plaid::SANDBOX))?;
                let owner = Owner { base_url, client_id: client_id.clone() };
                Ok(Self::Live(Live { owner, secret: secret.clone(), arrived: None }))
            }
            (None, None, Some(_)) => Self::demo(environment),
            (None, None, None) => match chosen::read(data_folder)? {
                Chosen::Demo => Self::demo(environment),
                Chosen::Own(owner) => Ok(Self::of(owner)),
            },
            (None, Some(_), _) => Err(unusable("`PLAID_SECRET` is set and `PLAID_CLIENT_ID` is not")),
            (Some(_), _, Some(_)) => {
                Err(unusable("`PLAID_CLIENT_ID` and `BANK_CONNECTIONS_SIMULATOR` are set, and only one can be meant"))
            }
        }
    }

    /// The demo, on the simulator that the environment names or on one of its own.
    pub fn demo(environment: &Environment) -> Result<Self, Problem> {
        environment.simulator.as_deref().map(simulator).transpose().map(Self::Demo)
    }

    /// The firm's own connections of this owner, with the secret that the keyring has.
    pub const fn of(owner: Owner) -> Self {
        Self::Live(Live { owner, secret: None, arrived: None })
    }

    /// Whose records they are, where they are the firm's own.
    pub const fn owner(&self) -> Option<&Owner> {
        match self {
            Self::Demo(_) => None,
            Self::Live(live) => Some(&live.owner),
        }
    }

    /// The folder of this profile within the data folder.
    pub fn folder(&self, data_folder: &Path) -> Result<PathBuf, Problem> {
        match self {
            Self::Demo(_) => Ok(data_folder.join(folders::DEMO)),
            Self::Live(Live { owner, .. }) => folders::folder_of(data_folder, owner).map_err(|error| match error {
                FolderError::Unusable(error) => unwritable(&error),
                FolderError::OwnerUnreadable(folder) => owner_unreadable(&folder, owner),
            }),
        }
    }

    /// Where Plaid is, in a word for the user.
    pub fn environment(&self) -> String {
        self.owner().map_or_else(|| "Simulator".to_owned(), Owner::environment)
    }

    /// The secrets of this profile, given the folder that its records lie in.
    pub fn vault(&self, folder: &Path) -> vault::Profile {
        match self {
            Self::Demo(_) => vault::Profile::Demo,
            Self::Live(_) if folder.ends_with(folders::FIRST) => vault::Profile::Live,
            Self::Live(live) => vault::Profile::Named(live.owner.name()),
        }
    }

    /// What the next start has to be told to open this profile again.
    pub fn chosen(&self) -> Chosen {
        self.owner().map_or(Chosen::Demo, |owner| Chosen::Own(owner.clone()))
    }
}

/// There are records, and it can't be told whose. The user can say it, where there is no copy that does.
pub fn owner_unreadable(folder: &Path, owner: &Owner) -> Problem {
    let file = folder.join(folders::OWNER);
    let problem =
        Problem::new(Code::OwnerUnreadable, format!("{} does not say whose these records are", file.display()));
    problem.with_hint(format!(
        "Put `{}` back from a backup of this computer. Where there is none and these are the records of {} at {}, write it \
         anew as a text file with two lines: `{}` and `{}`.",
        file.display(),
        owner.client_id,
        owner.environment(),
        owner.base_url,
        owner.client_id,
    ))
}

/// What `plaid-sandbox` prints.
#[derive(Deserialize)]
struct SimulatorLine {
    base_url: Url,
    client_id: String,
    secret: String,
}

fn simulator(line: &str) -> Result<Plaid, Problem> {
    let line: SimulatorLine = serde_json::from_str(line)
        .map_err(|_| unusable("`BANK_CONNECTIONS_SIMULATOR` is not the line that `plaid-sandbox` prints"))?;
    if !is_on_this_computer(&line.base_url) {
        return Err(unusable("`BANK_CONNECTIONS_SIMULATOR` names a simulator that is not on this computer"));
    }
    let keys = Keys { client_id: line.client_id, secret: line.secret.into() };
    Ok(Plaid { base_url: line.base_url, keys })
}

fn base_url(text: &str) -> Result<Url, Problem> {
    Url::parse(text).map_err(|_| unusable("`PLAID_BASE_URL` is not an address"))
}

fn is_on_this_computer(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => IpAddr::from(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::from(ip).is_loopback(),
        None => false,
    }
}

fn unusable(message: &str) -> Problem {
    Problem::new(Code::PlaidKeysRefused, message).with_hint("Correct the environment variables and start again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"base_url":"http://127.0.0.1:4711","client_id":"demo","secret":"worthless"}"#;

    fn environment(client_id: Option<&str>, secret: Option<&str>, simulator: Option<&str>) -> Environment {
        Environment {
            client_id: client_id.map(str::to_owned),
            secret: secret.map(SecretString::from),
            simulator: simulator.map(str::to_owned),
            ..Environment::default()
        }
    }

    /// Chosen where nobody chose before.
    fn choose(environment: &Environment) -> Result<Profile, Problem> {
        Profile::choose(environment, tempfile::tempdir().unwrap().path())
    }

    #[test]
    fn nothing_said_is_the_demo() {
        let profile = choose(&environment(None, None, None)).unwrap();
        assert!(matches!(profile, Profile::Demo(None)));
        assert_eq!(profile.folder(Path::new("data")).unwrap(), Path::new("data/demo"));
        assert_eq!(profile.vault(Path::new("data/demo")), vault::Profile::Demo);
        assert_eq!((profile.environment(), profile.chosen()), ("Simulator".to_owned(), Chosen::Demo));
    }

    #[test]
    fn a_running_simulator_is_taken_from_the_line_it_prints() {
        let profile = choose(&environment(None, None, Some(LINE))).unwrap();
        let Profile::Demo(Some(plaid)) = profile else { unreachable!("it is the demo") };
        assert_eq!((plaid.base_url.as_str(), plaid.keys.client_id.as_str()), ("http://127.0.0.1:4711/", "demo"));
    }

    #[test]
    fn the_firms_keys_make_a_profile_of_their_own() {
        let mut asked = environment(Some("firm"), Some("key"), None);
        assert_eq!(choose(&asked).unwrap().environment(), "Sandbox", "nothing real without a word");
        asked.base_url = Some("https://production.plaid.com".to_owned());
        let profile = choose(&asked).unwrap();
        assert_eq!(profile.environment(), "Production");
        assert_eq!(profile.chosen(), Chosen::Own(profile.owner().unwrap().clone()));
        assert_eq!(profile.vault(Path::new("data/production")), vault::Profile::Named("Production firm".to_owned()));
        assert_eq!(profile.vault(Path::new("data/live")), vault::Profile::Live, "the first one keeps its secrets");
    }

    #[test]
    fn what_was_chosen_on_the_screen_counts_where_the_environment_says_nothing() {
        let data = tempfile::tempdir().unwrap();
        let firm = Owner { base_url: Url::parse(plaid::PRODUCTION).unwrap(), client_id: "firm".to_owned() };
        chosen::write(data.path(), &Chosen::Own(firm.clone())).unwrap();
        let choose = |environment: &Environment| Profile::choose(environment, data.path()).unwrap();
        assert_eq!(choose(&environment(None, None, None)).owner(), Some(&firm));
        let elsewhere = Environment { base_url: Some("http://127.0.0.1:1".to_owned()), ..Environment::default() };
        assert_eq!(choose(&elsewhere).owner(), Some(&firm), "an address alone chooses nobody");
        assert!(matches!(choose(&environment(None, None, Some(LINE))), Profile::Demo(Some(_))));
        assert_eq!(choose(&environment(Some("other"), None, None)).owner().unwrap().client_id, "other");
    }

    #[test]
    fn what_can_not_be_meant_is_refused() {
        for refused in [
            environment(None, Some("key"), None),
            environment(Some("firm"), Some("key"), Some(LINE)),
            environment(None, None, Some("{}")),
            environment(None, None, Some(&LINE.replace("127.0.0.1", "simulator.example"))),
            Environment { base_url: Some("plaid".to_owned()), ..environment(Some("firm"), None, None) },
        ] {
            assert_eq!(choose(&refused).unwrap_err().code, Code::PlaidKeysRefused);
        }
    }
}
