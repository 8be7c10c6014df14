//! Whose records they are: one client at one Plaid. To another client, and elsewhere, they mean nothing.

use url::Url;

/// A client of one Plaid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Where Plaid is.
    pub base_url: Url,
    /// Names the firm there.
    pub client_id: String,
}

/// Which of Plaid's environments it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Plaid's test banks.
    Sandbox,
    /// Real banks.
    Production,
    /// Somebody else who speaks as Plaid does, for development.
    Other,
}

impl Place {
    /// Which one is at this address.
    pub fn at(base_url: &Url) -> Self {
        match base_url.as_str().trim_end_matches('/') {
            plaid::SANDBOX => Self::Sandbox,
            plaid::PRODUCTION => Self::Production,
            _ => Self::Other,
        }
    }
}

impl Owner {
    /// The owner that the file in the folder of a profile names.
    pub fn read(text: &str) -> Option<Self> {
        let (base_url, client_id) = text.strip_suffix('\n')?.split_once('\n')?;
        let owner = Self { base_url: Url::parse(base_url).ok()?, client_id: client_id.to_owned() };
        (owner.text() == text && !owner.client_id.contains('\n')).then_some(owner)
    }

    /// As it stands in that file.
    pub fn text(&self) -> String {
        let Self { base_url, client_id } = self;
        format!("{base_url}\n{client_id}\n")
    }

    /// Where Plaid is, in a word for the user.
    pub fn environment(&self) -> String {
        match Place::at(&self.base_url) {
            Place::Sandbox => "Sandbox".to_owned(),
            Place::Production => "Production".to_owned(),
            Place::Other => self.address(),
        }
    }

    /// What the keyring calls the profile. For ever, and no other owner has it.
    pub fn name(&self) -> String {
        format!("{} {}", self.environment(), self.client_id)
    }

    /// How the folder of the profile is called, before there is a second one.
    pub fn folder(&self) -> &'static str {
        match Place::at(&self.base_url) {
            Place::Sandbox => "sandbox",
            Place::Production => "production",
            Place::Other => "other",
        }
    }

    fn address(&self) -> String {
        self.base_url.as_str().trim_end_matches('/').to_owned()
    }
}

#[cfg(test)]
pub mod tests {
    use std::collections::BTreeSet;

    use super::*;

    pub fn owner(base_url: &str, client_id: &str) -> Owner {
        Owner { base_url: base_url.parse().unwrap(), client_id: client_id.to_owned() }
    }

    #[test]
    fn an_owner_is_read_as_it_was_written() {
        for (base_url, written) in [
            (plaid::SANDBOX, "https://sandbox.plaid.com/\nfirm\n"),
            ("http://127.0.0.1:4711/plaid", "http://127.0.0.1:4711/plaid\nfirm\n"),
        ] {
            let owner = owner(base_url, "firm");
            assert_eq!(owner.text(), written);
            assert_eq!(Owner::read(written), Some(owner));
        }
        for damaged in ["", "\n", "firm\n", "https://sandbox.plaid.com/\nfirm", "https://sandbox.plaid.com/\nfi\nrm"] {
            assert_eq!(Owner::read(damaged), None, "{damaged:?}");
        }
    }

    #[test]
    fn no_two_owners_share_a_name_in_the_keyring() {
        let owners = [
            owner(plaid::SANDBOX, "firm"),
            owner(plaid::PRODUCTION, "firm"),
            owner(plaid::PRODUCTION, "other"),
            owner("https://production.plaid.com/elsewhere", "firm"),
            owner("http://127.0.0.1:1", "firm"),
            owner("http://127.0.0.1:2", "firm"),
        ];
        let names: BTreeSet<_> = owners.iter().map(Owner::name).collect();
        assert_eq!(names.len(), owners.len(), "{names:?}");
        assert!(names.contains("Sandbox firm") && names.contains("http://127.0.0.1:1 firm"));
    }
}
