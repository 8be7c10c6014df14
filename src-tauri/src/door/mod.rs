//! The door of the process: what happens before anything else, so that nobody comes in beside the windows.
//!
//! Variables of the environment decide what is loaded into the process, who may drive its windows and where the keys of
//! its connections are written down. Whoever starts the application may set them without knowing, or for somebody else.
//! So the program looks at them first, while it has one thread and no secret, and starts itself again without those that
//! open something. The firm's API secret, which may come in a variable too, goes on by another way. A process of the same user that reads the memory of others or replaces programs is beyond this.

pub mod handover;
mod memory;
mod restart;
mod sandbox;
mod variables;

use std::io;

use self::{
    restart::{Change, restart},
    sandbox::Sandbox,
};
use crate::environment;

/// Whether the windows may be driven through `WebDriver`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driving {
    /// Never: the product.
    Refused,
    /// Where the environment asks for it: the program of the tests.
    #[cfg(feature = "automation")]
    Allowed,
}

impl Driving {
    /// Whether they may.
    pub(crate) const fn is_allowed(self) -> bool {
        match self {
            Self::Refused => false,
            #[cfg(feature = "automation")]
            Self::Allowed => true,
        }
    }
}

/// What was found and done at the door. It is logged once there is a log.
pub struct Entrance {
    sandbox: Sandbox,
    sealed: io::Result<()>,
}

impl Entrance {
    /// Says what does not hold on this computer.
    pub fn log(&self) {
        match &self.sandbox {
            #[cfg(target_os = "linux")]
            Sandbox::On => tracing::info!("pages run in a sandbox"),
            #[cfg(not(target_os = "linux"))]
            Sandbox::OfThePlatform => {}
            #[cfg(target_os = "linux")]
            Sandbox::Missing(why) => tracing::warn!(why, "pages run without a sandbox of their own"),
        }
        if let Err(error) = &self.sealed {
            tracing::warn!(%error, "the memory of the process is not kept from others");
        }
    }
}

/// Goes through the door. Where the environment has to be another, this process becomes a new one, or ends with what the
/// new one ended with; then it does not return. Fails where the program can't be started again.
pub fn enter(driving: Driving) -> io::Result<Entrance> {
    let sealed = memory::seal(driving);
    let found = environment::variables();
    let mut without = variables::opening(found.iter().map(|(name, _)| name.as_os_str()), driving);
    let (sandbox, mut with) = sandbox::of(&found);
    let mut input = None;
    if let Some(secret) = handover::secret_of(&found) {
        input = Some(handover::input_with(secret)?);
        without.push(handover::SECRET.into());
        with.push((handover::ON_INPUT, "true".to_owned()));
    }
    if without.is_empty() && with.is_empty() {
        return Ok(Entrance { sandbox, sealed });
    }
    Err(restart(Change { without, with, input }))
}
