//! The HTTP server on loopback: its routes, its start and its end.

mod listener;

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{Router, routing::post};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::{api, control, page, simulation::Simulation};
use listener::SeverableListener;
pub(crate) use listener::Severance;

/// How long the end of the server waits for answers that are under way.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(2);

/// A port of loopback that is taken, but not yet served.
pub(crate) struct Port {
    listener: TcpListener,
    address: SocketAddr,
}

/// The running server. It ends when this is dropped.
pub(crate) struct Server {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Port {
    /// Takes the port, or a free one for 0.
    pub(crate) async fn take(port: u16) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn serve(self, simulation: Arc<Simulation>) -> Server {
        let service = routes(simulation).into_make_service_with_connect_info::<Severance>();
        let (end, ended) = oneshot::channel();
        let serving = axum::serve(SeverableListener(self.listener), service).with_graceful_shutdown(async {
            // A dropped sender ends the server as well.
            let _ = ended.await;
        });
        let task = tokio::spawn(async {
            if let Err(error) = serving.await {
                tracing::error!(%error, "the server ended by itself");
            }
        });
        Server { end, task }
    }
}

impl Server {
    pub(crate) async fn stop(self) {
        // If the receiver is gone, the server has ended already.
        let _ = self.end.send(());
        if tokio::time::timeout(SHUTDOWN_PATIENCE, self.task).await.is_err() {
            tracing::warn!("connections were still open when the server ended");
        }
    }
}

fn routes(simulation: Arc<Simulation>) -> Router {
    Router::new()
        .merge(page::routes())
        .merge(control::routes(&simulation))
        .route("/{*endpoint}", post(api::serve))
        .with_state(simulation)
}
