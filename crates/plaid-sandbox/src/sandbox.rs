//! The running simulator, as Rust starts it, controls it and ends it.

use std::{collections::BTreeMap, fmt, path::PathBuf, sync::Arc};

use jiff::{SignedDuration, Timestamp};

use crate::{
    clock::Clock,
    control::LinkReport,
    exchange::Exchange,
    fault::FaultRule,
    server::{Port, Server},
    simulation::{Kept, Simulation},
    state_file::{StateFile, StateFileError},
    switches::Switches,
    visit::{NoSuchPage, Visit},
    world::World,
};

/// How a simulator is started.
#[derive(Debug, Clone)]
pub struct Config {
    /// The port of loopback. 0 takes a free one.
    pub port: u16,
    /// Ids, tokens and transactions follow from it. A state file that is there brings its own.
    pub seed: u64,
    /// Where the state is kept. `None`: it ends with the process.
    pub state_file: Option<PathBuf>,
    /// What is switched from the start.
    pub switches: Switches,
    /// Where the time comes from.
    pub clock: Clock,
}

impl Default for Config {
    fn default() -> Self {
        Self { port: 0, seed: 1, state_file: None, switches: Switches::default(), clock: Clock::System }
    }
}

/// Why a simulator could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Something else listens on the port.
    #[error("port {port} of loopback can't be taken")]
    Port {
        /// The port that was asked for.
        port: u16,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The state of an earlier run can't be taken up.
    #[error(transparent)]
    State(#[from] StateFileError),
}

/// A running simulator. It ends when it is stopped or dropped.
pub struct Sandbox {
    simulation: Arc<Simulation>,
    server: Server,
}

impl Sandbox {
    /// Starts to listen on loopback. Must be called within a tokio runtime, on which it then runs.
    ///
    /// # Errors
    /// If the port is taken, or if the state file can't be read, written or understood.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let Config { port, seed, state_file, switches, clock } = config;
        let (file, earlier) = match state_file {
            Some(path) => {
                let (file, world) = StateFile::open(&path)?;
                (Some(file), world)
            }
            None => (None, None),
        };
        let mut world = earlier.unwrap_or_else(|| World::new(seed));
        world.switches = switches;
        let listening = Port::take(port).await.map_err(|source| StartError::Port { port, source })?;
        let simulation = Arc::new(Simulation::begin(clock, listening.base_url(), Kept { world, file })?);
        let server = listening.serve(Arc::clone(&simulation));
        tracing::info!(base_url = simulation.base_url, "the simulator listens");
        Ok(Self { simulation, server })
    }

    /// Where the API, the pages and control are served, such as `http://127.0.0.1:40123`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.simulation.base_url
    }

    /// The client id that the API asks for.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.simulation.client_id
    }

    /// The secret that the API asks for. It is worth nothing.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.simulation.secret
    }

    /// Ends the simulator. Waits a moment for answers that are under way.
    pub async fn stop(self) {
        self.server.stop().await;
    }

    /// Has something go wrong from the next call on.
    pub fn add_fault(&self, rule: FaultRule) {
        self.simulation.add_fault(rule);
    }

    /// Lets the calls that a [`Fault::Held`](crate::Fault::Held) holds go on. Later ones are held as before.
    pub fn release(&self) {
        self.simulation.release();
    }

    /// Takes back all faults. Who is struck already stays so.
    pub fn clear_faults(&self) {
        self.simulation.clear_faults();
    }

    /// How often each endpoint was called.
    #[must_use]
    pub fn calls(&self) -> BTreeMap<String, u64> {
        self.simulation.calls()
    }

    /// What was recorded since recording was switched on, oldest first.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.simulation.exchanges()
    }

    /// Changes the switches.
    pub fn switch(&self, change: impl FnOnce(&mut Switches)) {
        self.simulation.with_world(|world, _| change(&mut world.switches));
    }

    /// The simulator's time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.simulation.with_world(|_, now| now)
    }

    /// Moves the time ahead. Sessions close and consents end as they would in that time. Tells whether it could be
    /// moved that far: 20 years in all.
    #[must_use]
    pub fn advance(&self, by: SignedDuration) -> bool {
        self.simulation.with_world(|world, _| world.advance(by))
    }

    /// All link tokens that were ever made, with their sessions.
    #[must_use]
    pub fn links(&self) -> Vec<LinkReport> {
        self.simulation.with_world(|world, _| world.link_tokens.iter().map(LinkReport::from).collect())
    }

    /// Closes every open session now, as Plaid does some minutes after the last action. Gives how many there were.
    pub fn close_abandoned_sessions(&self) -> usize {
        self.simulation.with_world(World::close_abandoned)
    }

    /// Opens the hosted page as a user would, and begins a session.
    ///
    /// # Errors
    /// If the address leads to no page of this simulator, or to one that is over.
    pub fn visit(&self, hosted_link_url: &str) -> Result<Visit, NoSuchPage> {
        Visit::begin(Arc::clone(&self.simulation), hosted_link_url)
    }

    pub(crate) fn simulation(&self) -> &Simulation {
        &self.simulation
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sandbox").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
