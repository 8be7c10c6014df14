//! Servers that are down, and an application that is started again in between.

use bank_connections_tests::mail_server::Authority;
use bank_connections_tests::wait;
use connections::model::mail::AttemptResult;

use crate::world::{JO, KIM, World};

crate::tests![
    a_server_that_comes_up_again_gets_the_message,
    a_restart_in_between_loses_no_message,
    a_message_goes_out_by_itself_as_soon_as_mail_is_set_up,
];

async fn a_server_that_comes_up_again_gets_the_message(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.server.stop();
    world.fail().await;
    for wait in [2, 4, 8] {
        world.deliver_later().await;
        for recipient in [JO, KIM] {
            let (result, words) = world.last(recipient).await;
            assert_eq!(result, AttemptResult::Unreachable);
            assert!(words.contains("refused"), "{words}");
            world.assert_waits(recipient, wait).await;
        }
    }
    world.server.start_again().unwrap();
    world.deliver().await;
    assert_eq!(world.received(), [], "not before its time");
    world.deliver_later().await;
    assert_eq!(world.received_by(), [JO, KIM]);
    assert_eq!(world.delivery(JO).await.delivery.attempts, 4);
}

async fn a_restart_in_between_loses_no_message(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.fail().await;
    world.stage.restart().await;
    world.server.stop();
    world.deliver().await;
    assert_eq!(world.last(JO).await.0, AttemptResult::Unreachable);

    world.server.start_again().unwrap();
    world.stage.restart().await;
    world.deliver().await;
    assert_eq!(world.received_by(), [JO, KIM], "due at a start");
    world.stage.restart().await;
    world.deliver_later().await;
    assert_eq!(world.received_by(), [JO, KIM], "once");
}

async fn a_message_goes_out_by_itself_as_soon_as_mail_is_set_up(authority: Authority) {
    let world = World::without_settings(&authority, bank_connections_tests::mail_server::Offers::StartTls).await;
    let connections = world.stage.connections.clone();
    let running = tokio::spawn(async move { connections.run().await });
    world.fail().await;
    world.save(world.settings()).await;
    wait::until("both messages", async || Ok((world.server.received()?.len() == 2).then_some(()))).await.unwrap();
    running.abort();
}
