//! What another program does to the entries of a keyring, through the Secret Service and past the application.

use std::collections::HashMap;

use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::Trouble;
use crate::secret_service::SecretService;

const SERVICE: &str = "org.freedesktop.secrets";
const SERVICE_PATH: &str = "/org/freedesktop/secrets";
const SERVICE_INTERFACE: &str = "org.freedesktop.Secret.Service";
const ITEM_INTERFACE: &str = "org.freedesktop.Secret.Item";

/// A secret as it travels: the session, what the session's algorithm needs, the bytes, and what they are.
type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

impl SecretService {
    /// The names of all entries, in order.
    pub fn entries(&self) -> Result<Vec<String>, Trouble> {
        let bus = self.connect()?;
        let mut names = Vec::new();
        for item in items(&bus)? {
            names.extend(name_of(&bus, &item)?);
        }
        names.sort();
        Ok(names)
    }

    /// What an entry holds.
    pub fn entry(&self, name: &str) -> Result<Vec<u8>, Trouble> {
        let bus = self.connect()?;
        let item = item(&bus, name)?;
        let session = open_session(&bus)?;
        let reply = bus.call_method(Some(SERVICE), &item, Some(ITEM_INTERFACE), "GetSecret", &session)?;
        let (secret,): (Secret,) = reply.body().deserialize()?;
        Ok(secret.2)
    }

    /// Changes what an entry holds.
    pub fn change_entry(&self, name: &str, to: &[u8]) -> Result<(), Trouble> {
        let bus = self.connect()?;
        let item = item(&bus, name)?;
        let secret: Secret = (open_session(&bus)?, Vec::new(), to.to_vec(), "text/plain".to_owned());
        bus.call_method(Some(SERVICE), &item, Some(ITEM_INTERFACE), "SetSecret", &(secret,))?;
        Ok(())
    }

    /// Deletes an entry.
    pub fn delete_entry(&self, name: &str) -> Result<(), Trouble> {
        let bus = self.connect()?;
        let item = item(&bus, name)?;
        bus.call_method(Some(SERVICE), &item, Some(ITEM_INTERFACE), "Delete", &())?;
        Ok(())
    }
}

fn items(bus: &Connection) -> Result<Vec<OwnedObjectPath>, Trouble> {
    let every = HashMap::<String, String>::new();
    let reply = bus.call_method(Some(SERVICE), SERVICE_PATH, Some(SERVICE_INTERFACE), "SearchItems", &(every,))?;
    let (unlocked, _locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) = reply.body().deserialize()?;
    Ok(unlocked)
}

/// The name that the application gave it. Things of others have none.
fn name_of(bus: &Connection, item: &OwnedObjectPath) -> Result<Option<String>, Trouble> {
    let proxy = Proxy::new(bus, SERVICE, item, ITEM_INTERFACE)?;
    let attributes: HashMap<String, String> = proxy.get_property("Attributes")?;
    Ok(attributes.get("username").cloned())
}

fn item(bus: &Connection, name: &str) -> Result<OwnedObjectPath, Trouble> {
    for item in items(bus)? {
        if name_of(bus, &item)?.as_deref() == Some(name) {
            return Ok(item);
        }
    }
    Err(Trouble::NotReady { program: "the keyring".to_owned(), said: format!("no entry `{name}`") })
}

/// A session in which secrets travel as they are. This bus is the test's own.
fn open_session(bus: &Connection) -> Result<OwnedObjectPath, Trouble> {
    let plain = ("plain", Value::from(""));
    let reply = bus.call_method(Some(SERVICE), SERVICE_PATH, Some(SERVICE_INTERFACE), "OpenSession", &plain)?;
    let (_, session): (OwnedValue, OwnedObjectPath) = reply.body().deserialize()?;
    Ok(session)
}
