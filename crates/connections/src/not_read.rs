//! Why a bank could not be read, as whoever wanted to read it is told.

use plaid::ErrorClass;

use crate::{model::link_session::Setback, settling::obstacle::Obstacle};

/// Why a connection could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// Plaid has not fetched the data yet.
    NotReady,
    /// The bank or the consent does not give the data.
    NotGiven,
    /// Plaid lets nobody ask that often. A little later it does.
    TooOften,
    /// The connection has to be updated.
    NeedsUpdate,
    /// The connection has to be reconnected.
    NeedsReconnecting,
    /// Something else, with Plaid's code where it gave one.
    Setback(Setback, Option<String>),
}

impl NotRead {
    /// Whether the login itself is the reason, so that its connection has to say so too. What passes by itself never is.
    pub(crate) const fn is_of_login(&self) -> bool {
        match self {
            Self::NeedsUpdate | Self::NeedsReconnecting => true,
            Self::NotReady | Self::NotGiven | Self::TooOften | Self::Setback(..) => false,
        }
    }
}

impl From<&plaid::Error> for NotRead {
    fn from(error: &plaid::Error) -> Self {
        match error.class() {
            ErrorClass::NotReady => Self::NotReady,
            ErrorClass::NoProduct => Self::NotGiven,
            ErrorClass::RateLimited => Self::TooOften,
            ErrorClass::UserMustAct => Self::NeedsUpdate,
            ErrorClass::ItemGone => Self::NeedsReconnecting,
            ErrorClass::BankDown
            | ErrorClass::BankNoLongerServed
            | ErrorClass::Transient
            | ErrorClass::SyncRestart
            | ErrorClass::Configuration
            | ErrorClass::Session
            | ErrorClass::Unknown => Obstacle::from(error).into(),
        }
    }
}

impl From<Obstacle> for NotRead {
    fn from(obstacle: Obstacle) -> Self {
        Self::Setback(obstacle.setback, obstacle.code)
    }
}
