//! What was done some time ago: by the product without its window, at the time of the simulator.

use std::fs::DirBuilder;
use std::io::Write as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::process::{Child, Stdio};

use connections::Clock;
use jiff::SignedDuration;
use serde_json::json;

use crate::journey::Journey;
use crate::{Trouble, application, simulator};

/// The product without its window, as Cargo built it beside the application.
const PRODUCT: &str = "life";

impl Journey {
    /// Has the test banks connected and statements of every linked account imported so many days ago, before the first
    /// start of the application. The days since have passed at the banks, too.
    pub async fn import_some_time_ago(&mut self, days: u32) -> Result<(), Trouble> {
        let ago = SignedDuration::from_hours(24 * i64::from(days));
        self.set_simulator(simulator::start_at(Clock::System.now() - ago).await?);
        let mut child = self.import_now()?;
        let ended = tokio::task::spawn_blocking(move || child.wait());
        let status = ended.await.expect("waiting does not panic")?;
        if !status.success() {
            return Err(Trouble::NotReady { program: PRODUCT.to_owned(), said: status.to_string() });
        }
        assert!(self.simulator().advance(ago), "the simulator's time moves along");
        Ok(())
    }

    fn import_now(&self) -> Result<Child, Trouble> {
        let records = self.data().join("demo/records");
        DirBuilder::new().recursive(true).mode(0o700).create(&records)?;
        let order = json!({
            "what": "import",
            "institution_id": "",
            "answer": "stop",
            "database": records.join("bank-connections.db"),
            "base_url": self.simulator().base_url(),
            "client_id": self.simulator().client_id(),
            "secret": self.simulator().secret(),
            "now": self.simulator().now(),
        });
        let mut command = self.desktop().command(application::built(PRODUCT)?);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
        let mut child = child.map_err(|source| Trouble::NotStarted { program: PRODUCT.to_owned(), source })?;
        if let Some(mut input) = child.stdin.take() {
            writeln!(input, "{order}")?;
        }
        Ok(child)
    }
}
