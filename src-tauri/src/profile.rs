//! Whose connections the application works on: test banks of its own, or the firm's own at Plaid.

use std::net::IpAddr;

use plaid::Keys;
use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};

use crate::{
    environment::Environment,
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
#[derive(Debug)]
pub enum Profile {
    /// Test banks. `None` where the application runs the simulator itself.
    Demo(Option<Plaid>),
    /// The firm's own. The secret is `None` where the keyring is to have it.
    Live {
        /// Where Plaid is.
        base_url: Url,
        /// Names the firm at Plaid.
        client_id: String,
        /// Proves it.
        secret: Option<SecretString>,
    },
}

impl Profile {
    /// What the environment asks for. With nothing said it is the demo.
    pub fn choose(environment: &Environment) -> Result<Self, Problem> {
        match (&environment.client_id, &environment.secret, &environment.simulator) {
            (Some(client_id), secret, None) => Ok(Self::Live {
                base_url: base_url(environment.base_url.as_deref().unwrap_or(plaid::SANDBOX))?,
                client_id: client_id.clone(),
                secret: secret.clone(),
            }),
            (None, None, Some(line)) => simulator(line).map(|plaid| Self::Demo(Some(plaid))),
            (None, None, None) => Ok(Self::Demo(None)),
            (None, Some(_), _) => Err(unusable("`PLAID_SECRET` is set and `PLAID_CLIENT_ID` is not")),
            (Some(_), _, Some(_)) => {
                Err(unusable("`PLAID_CLIENT_ID` and `BANK_CONNECTIONS_SIMULATOR` are set, and only one can be meant"))
            }
        }
    }

    /// The folder of this profile within the data folder.
    pub const fn folder(&self) -> &'static str {
        match self {
            Self::Demo(_) => "demo",
            Self::Live { .. } => "live",
        }
    }

    /// Where Plaid is, in a word for the user.
    pub fn environment(&self) -> String {
        match self {
            Self::Demo(_) => "Simulator".to_owned(),
            Self::Live { base_url, .. } => match base_url.host_str().unwrap_or_default() {
                "sandbox.plaid.com" => "Sandbox".to_owned(),
                "production.plaid.com" => "Production".to_owned(),
                other => other.to_owned(),
            },
        }
    }
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

    #[test]
    fn nothing_said_is_the_demo() {
        let profile = Profile::choose(&environment(None, None, None)).unwrap();
        assert!(matches!(profile, Profile::Demo(None)));
        assert_eq!((profile.folder(), profile.environment().as_str()), ("demo", "Simulator"));
    }

    #[test]
    fn a_running_simulator_is_taken_from_the_line_it_prints() {
        let profile = Profile::choose(&environment(None, None, Some(LINE))).unwrap();
        let Profile::Demo(Some(plaid)) = profile else { unreachable!("it is the demo") };
        assert_eq!((plaid.base_url.as_str(), plaid.keys.client_id.as_str()), ("http://127.0.0.1:4711/", "demo"));
    }

    #[test]
    fn the_firms_keys_make_the_live_profile() {
        let mut asked = environment(Some("firm"), Some("key"), None);
        assert_eq!(Profile::choose(&asked).unwrap().environment(), "Sandbox", "nothing real without a word");
        asked.base_url = Some("https://production.plaid.com".to_owned());
        let profile = Profile::choose(&asked).unwrap();
        assert_eq!((profile.folder(), profile.environment().as_str()), ("live", "Production"));
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
            assert_eq!(Profile::choose(&refused).unwrap_err().code, Code::PlaidKeysRefused);
        }
    }
}
