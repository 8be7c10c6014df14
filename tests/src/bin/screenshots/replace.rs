//! A new login takes the place of an earlier one.

use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::UPDATE;
use bank_connections_tests::new_login::{MAPPING, REPLACE};
use bank_connections_tests::{Trouble, simulator};
use plaid_sandbox::Renaming;

use super::{Album, CHECKING, GINGHAM, TARTAN};

/// Plaid no longer knows the login.
pub async fn gone(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(TARTAN.0).await?;
    let item = simulator::item_at(journey.simulator(), TARTAN.1)?;
    journey.simulator().remove_item(&item.item_id).expect("the Item is there");
    main.begin_update().await?;
    main.window().see("alertdialog", "Plaid no longer knows this login").await?;
    album.add("gone", main.window()).await?;
    main.window().press("button", "Close").await?;
    main.sees_status(TARTAN.0, "Needs reconnecting").await?;
    album.add("needs-reconnecting", main.window()).await?;
    main.window().press("button", UPDATE).await?;
    main.window().see("dialog", "Sign in anew").await?;
    album.add("sign-in-anew", main.window()).await?;
    main.agree("Sign in anew").await?;
    journey.bank_page().await?.connect_all_at(TARTAN.1).await?;
    main.confirmation("Login replaced").await?;
    album.add("replaced", main.window()).await
}

/// The login has a different username.
pub async fn by_choice(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(TARTAN.0).await?;
    main.window().press("button", REPLACE).await?;
    main.window().see("dialog", "Replace the login").await?;
    album.add("replace-confirm", main.window()).await?;
    main.agree("Replace the login").await?;
    journey.bank_page().await?.connect_at(GINGHAM.1, &[CHECKING]).await?;
    main.window().see("dialog", "Another bank was picked").await?;
    album.add("wrong-bank", main.window()).await?;
    main.done().await?;

    for (key, name) in [("checking", "Everyday"), ("saving", "Rainy Day")] {
        let renaming = Renaming { name: Some(name.to_owned()), official_name: None, mask: Some("4242".to_owned()) };
        journey.simulator().rename_for_new_items(TARTAN.1, key, renaming).expect("the bank has it");
    }
    simulator::refuse(journey.simulator(), "/item/remove", "INTERNAL_SERVER_ERROR");
    main.open_replace().await?;
    journey.bank_page().await?.connect_all_at(TARTAN.1).await?;
    main.window().see("dialog", MAPPING).await?;
    let questions = main.window().of_role("radiogroup", None).await?;
    for question in questions.iter().take(1) {
        let answers = main.window().of_role("radio", Some(question)).await?;
        main.window().click(&answers[0]).await?;
    }
    album.add("replace-mapping", main.window()).await?;
    main.window().press("button", "Don’t replace…").await?;
    main.window().see("alertdialog", "Keep the login as it was?").await?;
    album.add("replace-give-up", main.window()).await?;
    main.window().press("button", "Go back").await?;
    main.window().see("dialog", MAPPING).await?;
    for question in main.window().of_role("radiogroup", None).await?.iter().skip(1) {
        let answers = main.window().of_role("radio", Some(question)).await?;
        main.window().click(&answers[1]).await?;
    }
    main.window().press("button", "Save").await?;
    main.confirmation("Login replaced").await?;
    main.window().see_text("The earlier login is still at Plaid").await?;
    album.add("replaced-not-removed-yet", main.window()).await?;
    main.done().await?;
    main.window().see("button", "Removal details").await?;
    album.add("former-login-not-removed", main.window()).await?;
    main.window().press("button", "Removal details").await?;
    main.window().see("dialog", "Plaid did not remove an unused login yet").await?;
    album.add("former-login-details", main.window()).await
}
