//! The test banks: those that a first start in demo mode is connected with, and one that it is not.

/// A bank.
pub struct Bank {
    /// Its name.
    pub name: &'static str,
    /// Plaid's id of it.
    pub id: &'static str,
}

impl Bank {
    /// The title of its window.
    pub fn title(&self) -> String {
        format!("{} ({}) – Bank Connections", self.name, self.id)
    }
}

/// Needs an update from the start.
pub const PLATYPUS: Bank = Bank { name: "First Platypus Bank", id: "ins_109508" };

/// Works.
pub const TARTAN: Bank = Bank { name: "Tartan Bank", id: "ins_109511" };

/// Works, and lets one sign in on a page of its own only.
pub const OAUTH: Bank = Bank { name: "Platypus OAuth Bank", id: "ins_127287" };

/// Not connected from the start.
pub const GINGHAM: Bank = Bank { name: "First Gingham Credit Union", id: "ins_109509" };
