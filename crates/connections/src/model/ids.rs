//! Ids of the application's own records: a prefix that tells the kind, and a `UUIDv7` that sorts by time.
//!
//! The kinds are types of their own, so that one can't be passed where another is meant. Ids are made by the use cases,
//! which know the time; here they are only held and read.

use std::{fmt, str::FromStr};

use uuid::Uuid;

/// A text that is not an id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id of the form `{prefix}_…`")]
pub struct InvalidId {
    prefix: &'static str,
    text: String,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// What the text of such an id begins with, before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// The id that carries this UUID.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID that it carries.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}_{}", Self::PREFIX, self.0.as_simple())
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix($prefix)
                    .and_then(|rest| rest.strip_prefix('_'))
                    .and_then(|uuid| Uuid::try_parse(uuid).ok())
                    .map(Self)
                    .ok_or_else(|| InvalidId { prefix: $prefix, text: text.to_owned() })
            }
        }
    };
}

id!(
    /// One connection: one login at one bank.
    ConnectionId,
    "con"
);
id!(
    /// One account connection: one account under a connection. Its `BAC-` number is what people read.
    AccountConnectionId,
    "acc"
);
id!(
    /// One link session: one opening of Plaid's page, until its result is settled.
    LinkSessionId,
    "lks"
);
id!(
    /// One login at Plaid, whose access token is or was in the keyring. The first login of a connection has the UUID of
    /// that connection.
    LoginId,
    "lgn"
);
id!(
    /// One message that is sent by mail.
    MessageId,
    "msg"
);
id!(
    /// One bank account in the firm's own books.
    BankAccountId,
    "bka"
);
id!(
    /// One statement of a bank account.
    StatementId,
    "stm"
);
id!(
    /// One local user.
    UserId,
    "usr"
);
id!(
    /// One schedule.
    ScheduleId,
    "sch"
);
id!(
    /// One run of a schedule.
    ScheduleRunId,
    "run"
);

impl ConnectionId {
    /// The id of the connection that begins with this login. Both have one UUID, so that the connection has its id before
    /// there is a record of it.
    #[must_use]
    pub const fn of_first(login: LoginId) -> Self {
        Self::new(login.uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = ConnectionId::new(Uuid::from_u128(7));
        assert_eq!(id.to_string(), "con_00000000000000000000000000000007");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let text = LinkSessionId::new(Uuid::from_u128(7)).to_string();
        assert!(text.parse::<ConnectionId>().is_err(), "a link session is no connection");
        assert!("con_7".parse::<ConnectionId>().is_err());
        assert!("".parse::<ConnectionId>().is_err());
    }
}
