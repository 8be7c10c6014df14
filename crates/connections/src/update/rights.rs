//! Who may do what. The records are empty: where somebody may, there is just nothing to do it to.

use plaid::{Client, Keys, Limits};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    Clock, Config, Connections, Denied, DuplicateChoice, DuplicateError, GiveUpError, LeaveError, MappingError,
    PageError, RemoveError, RemoveOrphansError, ResultsError, RetryError, StartError, SweepError, UpdateError, Vault,
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
    assert!(matches!(connections.start_update(connection, true).await, Err(UpdateError::Denied(Denied::NotAllowed))));
    assert!(matches!(connections.show_in(session, Place::Browser).await, Err(PageError::Denied(Denied::NotAllowed))));
    assert!(matches!(connections.leave(session).await, Err(LeaveError::Denied(Denied::NotAllowed))));
    assert!(matches!(connections.retry(connection).await, Err(RetryError::Denied(Denied::NotAllowed))));
    assert!(matches!(connections.retry_session(session).await, Err(RetryError::Denied(Denied::NotAllowed))));
    assert!(matches!(
        connections.decide_mapping(session, Vec::new()).await,
        Err(MappingError::Denied(Denied::NotAllowed))
    ));
    connections.close().await;
}

#[tokio::test]
async fn an_accountant_neither_connects_nor_replaces_nor_reconnects() {
    let folder = TempDir::new().unwrap();
    let connections = used_by(&folder, Role::Accountant).await;
    let (connection, session) = nobody();
    assert!(matches!(connections.start_connect().await, Err(StartError::Denied(Denied::NotAllowed))));
    assert!(matches!(connections.start_replace(connection).await, Err(StartError::Denied(Denied::NotAllowed))));
    assert!(matches!(connections.start_reconnect(connection).await, Err(StartError::Denied(Denied::NotAllowed))));
    assert!(matches!(connections.give_up_session(session).await, Err(GiveUpError::Denied(Denied::NotAllowed))));
    let decided = connections.decide_duplicate(session, DuplicateChoice::ConnectAnyway).await;
    assert!(matches!(decided, Err(DuplicateError::Denied(Denied::NotAllowed))), "{decided:?}");
    connections.close().await;
}

#[tokio::test]
async fn an_accountant_removes_nothing() {
    let folder = TempDir::new().unwrap();
    let connections = used_by(&folder, Role::Accountant).await;
    let (connection, _) = nobody();
    assert!(matches!(connections.remove(connection).await, Err(RemoveError::Denied(Denied::NotAllowed))));
    assert!(matches!(connections.retry_removals(connection).await, Err(RemoveError::Denied(Denied::NotAllowed))));
    assert!(matches!(connections.look_for_orphans().await, Err(SweepError::Denied(Denied::NotAllowed))));
    assert!(matches!(
        connections.remove_orphans(Vec::new()).await,
        Err(RemoveOrphansError::Denied(Denied::NotAllowed))
    ));
    assert_eq!(connections.connection_log().await.unwrap(), [], "but may look");
    assert!(connections.orphans().await.unwrap().found.is_empty());
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
    assert!(matches!(connections.retry_session(session).await, Err(RetryError::NotFound)));
    assert!(matches!(connections.decide_mapping(session, Vec::new()).await, Err(MappingError::NotFound)));
    assert!(matches!(connections.remove(connection).await, Err(RemoveError::NotFound)));
    assert!(matches!(connections.retry_removals(connection).await, Err(RemoveError::NotFound)));
    assert!(matches!(connections.start_replace(connection).await, Err(StartError::NotFound)));
    assert!(matches!(connections.start_reconnect(connection).await, Err(StartError::NotFound)));
    assert!(matches!(connections.give_up_session(session).await, Err(GiveUpError::NotFound)));
    let decided = connections.decide_duplicate(session, DuplicateChoice::Stop).await;
    assert!(matches!(decided, Err(DuplicateError::NotFound)), "{decided:?}");
    connections.close().await;
}

#[tokio::test]
async fn what_is_no_decision_is_taken_from_everybody() {
    let folder = TempDir::new().unwrap();
    let connections = used_by(&folder, Role::Accountant).await;
    let (_, session) = nobody();
    assert!(matches!(connections.window_lost(session).await, Err(LeaveError::NotFound)));
    assert!(matches!(connections.acknowledge(session).await, Err(ResultsError::NotFound)));
    connections.close().await;
}
