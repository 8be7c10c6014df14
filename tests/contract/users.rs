//! Users: how an Item is found and removed whose token nobody holds, and how a client is refused that may not do that.

use libtest_mimic::Failed;
use plaid::{Certainty, Error, ErrorClass, Purpose};
use plaid_sandbox::{Fault, FaultRule};

use crate::{
    Test,
    calls::{CLIENT_USER_ID, call, new_link},
    documented::Documented,
    page::{CHOOSE_BANK, CONSENT, FINISH, SELECT, SIGN_IN},
    sessions::expect,
    world::{BANK, World, run},
};

pub const TESTS: &[(&str, Test)] = &[
    ("an_item_whose_exchange_was_lost_is_found_and_removed_by_its_user", lost_exchange),
    ("a_client_that_has_no_users_is_refused_as_documented", no_users),
    ("a_user_and_items_of_nobody_are_refused_as_documented", strangers),
];

fn lost_exchange(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let user_id = world.client.create_user(CLIENT_USER_ID).await?.value;
        let purpose = Purpose::NewItem { user_id: Some(&user_id) };
        let link = world.client.create_link(new_link(purpose)).await?.value;
        world.open(&link).await?.go(&[CONSENT, CHOOSE_BANK, SIGN_IN, SELECT, FINISH]).await?;
        let session = world.client.link_progress(&link.token).await?.value.sessions.pop();
        let added = session.and_then(|session| session.added.into_iter().next()).ok_or("no public token")?;

        world.sandbox.add_fault(FaultRule::new("/item/public_token/exchange", Fault::CutAfter).times(1));
        let lost = failure(world.client.exchange(&added.public_token).await)?;
        expect(&lost.certainty(), &Certainty::Unknown, "after an answer that was lost")?;
        let again = failure(world.client.exchange(&added.public_token).await)?;
        expect(
            &(again.certainty(), again.class()),
            &(Certainty::Answered, ErrorClass::Session),
            "the second exchange",
        )?;

        let items = world.client.user_items(&user_id).await?.value;
        let [item] = items.as_slice() else { return Err(format!("the user has {items:?}").into()) };
        expect(&item.institution_id.as_deref(), &Some(BANK), "the bank of the Item that was lost")?;
        world.client.remove_user_items(&user_id, &[&item.item_id]).await?;
        let again = failure(world.client.remove_user_items(&user_id, &[&item.item_id]).await)?;
        expect(&again.class(), &ErrorClass::ItemGone, "removed once more")?;
        expect(&world.client.user_items(&user_id).await?.value.len(), &0, "what the user has left")?;
        world.check(documented)
    })
}

fn no_users(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let user_id = world.client.create_user(CLIENT_USER_ID).await?.value;
        world.sandbox.switch(|switches| switches.user_api = false);
        let token = world.item().await?;
        for endpoint in ["/user/create", "/user/items/get", "/user/items/remove"] {
            let error = failure(call(&world.client, endpoint, &token).await)?;
            expect(&error.is_refusal(), &true, endpoint)?;
        }
        let named = new_link(Purpose::NewItem { user_id: Some(&user_id) });
        let error = failure(world.client.create_link(named).await)?;
        expect(&error.is_refusal(), &true, "a link token for a user")?;
        world.client.create_link(new_link(Purpose::NewItem { user_id: None })).await?;
        world.check(documented)
    })
}

fn strangers(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let nobody = failure(world.client.user_items("usr_of_nobody").await)?;
        expect(&(nobody.code(), nobody.is_refusal()), &(Some("USER_NOT_FOUND"), true), "a user of nobody")?;
        let user_id = world.client.create_user(CLIENT_USER_ID).await?.value;
        let foreign = failure(world.client.remove_user_items(&user_id, &["item-of-nobody"]).await)?;
        expect(&(foreign.class(), foreign.is_refusal()), &(ErrorClass::ItemGone, false), "an Item of nobody")?;
        world.check(documented)
    })
}

fn failure<T>(outcome: Result<T, Error>) -> Result<Error, Failed> {
    outcome.err().ok_or_else(|| "a call worked that must not".into())
}
