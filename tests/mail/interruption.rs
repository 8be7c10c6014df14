//! Connections that break when the text is out, and an application that ends at that moment: nobody gets a message twice
//! unless the user says so.

use bank_connections_tests::mail_server::{AtText, Authority, Behavior};
use bank_connections_tests::wait;
use connections::model::mail::{AttemptResult, DeliveryState, MailSettings};

use crate::world::{JO, World};

crate::tests![
    a_connection_that_breaks_after_the_text_is_uncertain_and_not_repeated,
    a_text_that_got_lost_is_uncertain_too,
    an_end_while_a_message_goes_out_is_uncertain_at_the_next_start,
    a_pass_that_is_dropped_while_a_message_goes_out_is_uncertain_at_the_next_pass,
];

/// Only Jo gets mail, from a server that does this with a text.
async fn to_jo(authority: &Authority, at_text: AtText) -> World {
    let mut world = World::start(authority).await;
    world.save(MailSettings { recipients: vec![JO.to_owned()], ..world.settings() }).await;
    world.behave(Behavior { at_text, ..Behavior::default() });
    world.fail().await;
    world
}

/// Whatever happens by itself, the message is uncertain and went out so many times.
async fn assert_uncertain(world: &mut World, received: usize) {
    for _ in 0..2 {
        world.deliver_later().await;
        assert_eq!(world.state(JO).await, DeliveryState::Uncertain);
        assert_eq!(world.last(JO).await.0, AttemptResult::Uncertain);
        assert_eq!(world.received().len(), received);
        world.stage.restart().await;
        // Saving the settings is no word on this message either.
        world.save(MailSettings { recipients: vec![JO.to_owned()], ..world.settings() }).await;
    }
}

async fn assert_sent_again_upon_a_word(world: &mut World, received: usize) {
    world.behave(Behavior::default());
    world.deliver_later().await;
    assert_eq!(world.received().len(), received);
    world.stage.connections.send_again(world.message().await.heading.id).await.unwrap();
    world.deliver().await;
    assert!(world.is_sent(JO).await);
    let all = world.received();
    assert_eq!(all.len(), received + 1);
    assert!(all.iter().all(|one| one.headers["message-id"] == all[0].headers["message-id"]), "a reader can tell");
}

async fn a_connection_that_breaks_after_the_text_is_uncertain_and_not_repeated(authority: Authority) {
    let mut world = to_jo(&authority, AtText::TakeAndBreak).await;
    world.deliver().await;
    assert_uncertain(&mut world, 1).await;
    assert_sent_again_upon_a_word(&mut world, 1).await;
}

async fn a_text_that_got_lost_is_uncertain_too(authority: Authority) {
    let mut world = to_jo(&authority, AtText::Lose).await;
    world.deliver().await;
    assert_uncertain(&mut world, 0).await;
    assert_sent_again_upon_a_word(&mut world, 0).await;
}

/// Begins a pass, and drops it when the server has the text and says nothing.
async fn drop_while_it_goes_out(world: &World) {
    let connections = world.stage.connections.clone();
    let pass = tokio::spawn(async move { connections.deliver_due().await });
    wait::until("the text", async || Ok((world.server.received()?.len() == 1).then_some(()))).await.unwrap();
    assert_eq!(world.state(JO).await, DeliveryState::Sending, "that is on record before the text goes out");
    pass.abort();
    assert!(pass.await.is_err());
}

async fn an_end_while_a_message_goes_out_is_uncertain_at_the_next_start(authority: Authority) {
    let mut world = to_jo(&authority, AtText::TakeAndSayNothing).await;
    drop_while_it_goes_out(&world).await;
    world.stage.restart().await;
    assert_eq!(world.state(JO).await, DeliveryState::Uncertain, "before anything is sent");
    assert_uncertain(&mut world, 1).await;
    assert_sent_again_upon_a_word(&mut world, 1).await;
}

async fn a_pass_that_is_dropped_while_a_message_goes_out_is_uncertain_at_the_next_pass(authority: Authority) {
    let mut world = to_jo(&authority, AtText::TakeAndSayNothing).await;
    drop_while_it_goes_out(&world).await;
    world.deliver().await;
    assert_uncertain(&mut world, 1).await;
}
