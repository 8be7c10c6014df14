//! The first start in demo mode.

use std::fs;

use bank_connections_tests::stage::{FIRST_PLATYPUS, OAUTH, Stage, TARTAN};
use connections::{
    demo,
    model::connection::{Status, UpdateReason},
};
use plaid_sandbox::{Fault, FaultRule};

#[tokio::test]
async fn the_demo_has_three_banks_and_one_of_them_needs_an_update() {
    let stage = Stage::start().await;
    let statuses: Vec<_> = stage
        .connections
        .list()
        .await
        .unwrap()
        .into_iter()
        .map(|overview| (overview.connection.institution.name, overview.status))
        .collect();
    let expected = [
        ("First Platypus Bank", Status::NeedsUpdate(UpdateReason::CredentialsChanged)),
        ("Platypus OAuth Bank", Status::Active),
        ("Tartan Bank", Status::Active),
    ];
    assert_eq!(statuses, expected.map(|(name, status)| (name.to_owned(), status)));
    for institution_id in [FIRST_PLATYPUS, TARTAN, OAUTH] {
        stage.assert_true(institution_id).await;
    }
}

#[tokio::test]
async fn a_second_seeding_does_nothing() {
    let mut stage = Stage::start().await;
    let before = stage.connections.list().await.unwrap();
    let calls = stage.sandbox.calls();
    stage.restart().await;
    demo::seed(&stage.connections).await.unwrap();
    assert_eq!(stage.connections.list().await.unwrap(), before);
    assert_eq!(stage.sandbox.calls(), calls);
}

#[tokio::test]
async fn a_seeding_that_broke_off_anywhere_goes_on_and_loses_no_token() {
    let endpoints = [
        "/institutions/get_by_id",
        "/sandbox/public_token/create",
        "/item/public_token/exchange",
        "/item/get",
        "/accounts/get",
        "/sandbox/item/reset_login",
        "/transactions/sync",
    ];
    for endpoint in endpoints {
        for after in 0..3 {
            let mut stage = Stage::empty().await;
            stage.sandbox.add_fault(FaultRule::new(endpoint, Fault::CutBefore).after(after).times(1));
            let broke_off = demo::seed(&stage.connections).await.is_err();
            stage.restart().await;
            demo::seed(&stage.connections).await.unwrap();
            assert_eq!(stage.connections.list().await.unwrap().len(), 3, "{endpoint} {after}");
            let is_called_once = ["/sandbox/item/reset_login", "/transactions/sync"].contains(&endpoint);
            assert!(broke_off || is_called_once, "{endpoint} {after}");
            assert_eq!(stage.sandbox.items().iter().filter(|item| item.access_token.is_some()).count(), 3);
            for institution_id in [FIRST_PLATYPUS, TARTAN, OAUTH] {
                stage.assert_true(institution_id).await;
            }
        }
    }
}

#[tokio::test]
async fn a_demo_whose_records_begin_anew_gets_its_banks_again_and_leaves_no_login_behind() {
    let mut stage = Stage::start().await;
    stage.close().await;
    fs::remove_file(stage.database()).unwrap();
    stage.restart().await;
    demo::seed(&stage.connections).await.unwrap();
    let statuses: Vec<_> =
        stage.connections.list().await.unwrap().into_iter().map(|overview| overview.status).collect();
    let broken = Status::NeedsUpdate(UpdateReason::CredentialsChanged);
    assert_eq!(statuses, [broken, Status::Active, Status::Active]);
    for institution_id in [FIRST_PLATYPUS, TARTAN, OAUTH] {
        stage.assert_true(institution_id).await;
    }
    assert_eq!(stage.sandbox.items().iter().filter(|item| !item.removed).count(), 3);
}

#[tokio::test]
async fn a_login_at_a_simulator_that_is_no_more_is_connected_anew() {
    let old = Stage::start().await;
    let new = Stage::empty().await;
    // The keyring outlives the records and the simulator of a demo whose folder was deleted.
    let first = old.login(FIRST_PLATYPUS).await;
    let stale = plaid::AccessToken::new("access-sandbox-00000000-0000-0000-0000-000000000000".into());
    new.vault.put_access_token(first, &stale).await.unwrap();
    demo::seed(&new.connections).await.unwrap();
    new.assert_true(FIRST_PLATYPUS).await;
}
