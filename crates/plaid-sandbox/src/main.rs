//! `plaid-sandbox`: the simulator as a process of its own.
//!
//! Prints one line of JSON with `base_url`, `client_id` and `secret`, then serves until it is interrupted.

use std::{io::Write, path::PathBuf, process::ExitCode};

use plaid_sandbox::{Config, Sandbox};

const USAGE: &str = "\
plaid-sandbox [--port PORT] [--seed SEED] [--state FILE]

Serves a simulated Plaid on loopback until it is interrupted. Prints one line of JSON with base_url, client_id, secret.

  --port PORT   the port, 0 for a free one (default 0)
  --seed SEED   a number from which all ids, tokens and transactions follow (default 1)
  --state FILE  keep Items and tokens in this file, and take them up again at the next start
";

#[tokio::main]
async fn main() -> ExitCode {
    let config = match read_arguments(std::env::args().skip(1)) {
        Ok(Some(config)) => config,
        Ok(None) => return say(&mut std::io::stdout(), USAGE, ExitCode::SUCCESS),
        Err(problem) => return say(&mut std::io::stderr(), &format!("{problem}\n\n{USAGE}"), ExitCode::from(2)),
    };
    let sandbox = match Sandbox::start(config).await {
        Ok(sandbox) => sandbox,
        Err(error) => return say(&mut std::io::stderr(), &format!("{error}\n"), ExitCode::FAILURE),
    };
    let line = serde_json::json!({
        "base_url": sandbox.base_url(),
        "client_id": sandbox.client_id(),
        "secret": sandbox.secret(),
    });
    // Whoever has read the line may interrupt at once.
    let interruption = Interruption::expect();
    let outcome = say(&mut std::io::stdout(), &format!("{line}\n"), ExitCode::SUCCESS);
    interruption.come().await;
    sandbox.stop().await;
    outcome
}

/// `None` if help was asked for.
fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Option<Config>, String> {
    let mut config = Config::default();
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("`{name}` needs a value"));
        match name.as_str() {
            "--help" | "-h" => return Ok(None),
            "--port" => config.port = number(&name, &value()?)?,
            "--seed" => config.seed = number(&name, &value()?)?,
            "--state" => config.state_file = Some(PathBuf::from(value()?)),
            _ => return Err(format!("`{name}` is not known")),
        }
    }
    Ok(Some(config))
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("`{name}` needs a number, not `{value}`"))
}

/// Writes to a standard stream. There is nobody left to tell if that fails.
fn say(stream: &mut impl Write, text: &str, then: ExitCode) -> ExitCode {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Ok(()) => then,
        Err(_) => ExitCode::FAILURE,
    }
}

/// What ends the process gracefully: Ctrl-C, and SIGTERM where there is one.
struct Interruption {
    #[cfg(unix)]
    terminated: std::io::Result<tokio::signal::unix::Signal>,
}

impl Interruption {
    fn expect() -> Self {
        Self {
            #[cfg(unix)]
            terminated: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()),
        }
    }

    async fn come(self) {
        #[cfg(unix)]
        if let Ok(mut terminated) = self.terminated {
            tokio::select! {
                _ = terminated.recv() => {}
                () = control_c() => {}
            }
            return;
        }
        control_c().await;
    }
}

/// Never comes where it can't be listened to: without a handler the system ends the process by itself.
async fn control_c() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
