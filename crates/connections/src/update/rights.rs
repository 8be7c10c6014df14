//! Who may do what. The records are empty: where somebody may, there is just nothing to do it to.

use plaid::{Client, Keys, Limits};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    Clock, Config, Connections, LeaveError, MappingError, PageError, ResultsError, RetryError, UpdateError, Vault,
    model::{
        ids::{ConnectionId, LinkSessionId},
        link_session::Place,
        user::Role,
    },
    vault::Profile,
};

async fn used_by(folder: &TempDir, role: Role) -> Connections {
    let keys = Keys { client_id: "client".to_owned(), secret: "secret".into() };
    let config = Config {
        database: folder.path().join("records/bank-connections.db"),
        vault: Vault::in_memory(Profile::Demo),
        // Nothing gets as far as Plaid.
        plaid: Client::new("http://127.0.0.1:9".parse().unwrap(), keys, Limits::default()).unwrap(),
        clock: Clock::System,
    };
    Connections::open(config).await.unwrap().used_by(role)
}

const fn nobody() -> (ConnectionId, LinkSessionId) {
    (ConnectionId::new(Uuid::from_u128(1)), LinkSessionId::new(Uuid::from_u128(1)))
}

#[tokio::test]
async fn an_accountant_decides_nothing_about_an_update() {
    let folder = TempDir::new().unwrap();
    let connections = used_by(&folder, Role::Accountant).await;
    let (connection, session) = nobody();
    assert!(matches!(connections.start_update(connection, true).await, Err(UpdateError::NotAllowed)));
    assert!(matches!(connections.show_in(session, Place::Browser).await, Err(PageError::NotAllowed)));
    assert!(matches!(connections.leave(session).await, Err(LeaveError::NotAllowed)));
    assert!(matches!(connections.retry(connection).await, Err(RetryError::NotAllowed)));
    assert!(matches!(connections.decide_mapping(session, Vec::new()).await, Err(MappingError::NotAllowed)));
}

#[tokio::test]
async fn the_integration_user_decides() {
    let folder = TempDir::new().unwrap();
    let connections = used_by(&folder, Role::IntegrationUser).await;
    let (connection, session) = nobody();
    assert!(matches!(connections.start_update(connection, true).await, Err(UpdateError::NotFound)));
    assert!(matches!(connections.show_in(session, Place::Browser).await, Err(PageError::NotFound)));
    assert!(matches!(connections.leave(session).await, Err(LeaveError::NotFound)));
    assert!(matches!(connections.retry(connection).await, Err(RetryError::NotFound)));
    assert!(matches!(connections.decide_mapping(session, Vec::new()).await, Err(MappingError::NotFound)));
}

#[tokio::test]
async fn what_is_no_decision_is_taken_from_everybody() {
    let folder = TempDir::new().unwrap();
    let connections = used_by(&folder, Role::Accountant).await;
    let (_, session) = nobody();
    assert!(matches!(connections.window_lost(session).await, Err(LeaveError::NotFound)));
    assert!(matches!(connections.acknowledge(session).await, Err(ResultsError::NotFound)));
}
