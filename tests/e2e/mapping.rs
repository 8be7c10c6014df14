//! Accounts that nobody but the user can tell apart.

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::{Trouble, simulator};

use crate::banks::TARTAN;

#[test]
fn accounts_that_look_alike_are_asked_about_and_never_guessed() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(TARTAN.name).await?;
        let before = numbers(&main).await?;
        simulator::describe_cards_alike(journey.simulator(), TARTAN.id).await?;
        update(journey, &main).await?;
        main.confirmation("Updated").await?;
        main.done().await?;
        let item = simulator::item_at(journey.simulator(), TARTAN.id)?;
        journey.simulator().churn(&item.item_id).expect("the Item is there");

        update(journey, &main).await?;
        main.window().see("dialog", "Which account is which?").await?;
        main.window().see_text("2 accounts to decide").await?;
        assert!(!main.window().see("button", "Save").await?.is_enabled().await?, "nothing is answered beforehand");
        let questions = main.window().of_role("radiogroup", None).await?;
        assert_eq!(questions.len(), 2);
        for (number, question) in questions.iter().enumerate() {
            let answers = main.window().of_role("radio", Some(question)).await?;
            main.window().click(&answers[number]).await?;
        }
        main.window().press("button", "Save").await?;
        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(TARTAN.name, "Active").await?;
        assert_eq!(numbers(&main).await?, before, "no record was lost or doubled");
        Ok(())
    })
}

async fn update(journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    main.open_update().await?;
    let bank = journey.bank_page().await?;
    bank.sign_in_as_usual().await?;
    bank.select_and_finish().await
}

async fn numbers(main: &MainWindow) -> Result<Vec<String>, Trouble> {
    Ok(main.accounts().await?.into_iter().map(|account| account.number).collect())
}
