//! A new login takes the place of an earlier one: the records go on, and another bank is never taken for the same.

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::{Account, MainWindow};
use bank_connections_tests::new_login::MAPPING;
use bank_connections_tests::{Trouble, simulator, wait};
use plaid_sandbox::Renaming;

use crate::banks::{GINGHAM, TARTAN};

const CHECKING: &str = "Plaid Checking ••••0000";
const EXCHANGE: &str = "/item/public_token/exchange";
const EVERYDAY: &str = "Everyday ••••4242";

#[test]
fn a_login_that_plaid_no_longer_knows_is_replaced_and_every_number_stays() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, before) = tartan(journey).await?;
        let gone = simulator::item_at(journey.simulator(), TARTAN.id)?.item_id;
        journey.simulator().remove_item(&gone).expect("the Item is there");
        main.begin_update().await?;
        main.window().see("alertdialog", "Plaid no longer knows this login").await?;
        main.sees_status(TARTAN.name, "Needs reconnecting").await?;
        main.window().press("button", "Sign in anew…").await?;
        main.agree("Sign in anew").await?;
        let bank = journey.bank_page().await?;
        bank.connect_all_at(TARTAN.id).await?;

        let changes = main.confirmation("Login replaced").await?;
        let told: Vec<_> = changes.iter().map(|change| (&change.number, change.what.as_str())).collect();
        let expected: Vec<_> = before.iter().map(|account| (&account.number, "New account ID – same record")).collect();
        assert_eq!(told, expected);
        main.done().await?;
        main.sees_status(TARTAN.name, "Active").await?;
        assert_eq!(main.accounts().await?, before);
        let items = simulator::items_in_use(journey.simulator(), TARTAN.id);
        assert_eq!(items.len(), 1);
        assert_ne!(items[0].item_id, gone);
        Ok(())
    })
}

#[test]
fn accounts_of_a_new_login_that_nobody_can_match_are_told_apart_by_the_user_also_later() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, before) = tartan(journey).await?;
        let earlier = simulator::item_at(journey.simulator(), TARTAN.id)?.item_id;
        let name = |text: &str| Some(text.to_owned());
        let renaming = Renaming { name: name("Everyday"), official_name: None, mask: name("4242") };
        journey.simulator().rename_for_new_items(TARTAN.id, "checking", renaming).expect("the bank has it");
        main.open_replace().await?;
        let bank = journey.bank_page().await?;
        bank.connect_all_at(TARTAN.id).await?;

        main.window().see("dialog", MAPPING).await?;
        main.window().press("button", "Decide later").await?;
        main.sees_status(TARTAN.name, "Accounts to tell apart").await?;
        assert_eq!(main.accounts().await?, before, "nothing is saved before the answer");
        journey.kill().await?;

        let main = journey.start_ready().await?;
        main.sees_status(TARTAN.name, "Accounts to tell apart").await?;
        assert_eq!(
            simulator::items_in_use(journey.simulator(), TARTAN.id).len(),
            2,
            "the earlier login is still there"
        );
        main.window().press("button", "Tell accounts apart").await?;
        main.window().see("dialog", MAPPING).await?;
        let number =
            &before.iter().find(|account| account.name.starts_with("Plaid Checking")).expect("it is connected").number;
        main.window().press("radio", &format!("{number} {CHECKING}")).await?;
        main.window().press("button", "Save").await?;

        let changes = main.confirmation("Login replaced").await?;
        let decided = changes.iter().find(|change| change.number == *number).expect("every account is told of");
        assert_eq!((decided.account.as_str(), decided.what.as_str()), (EVERYDAY, "New account ID – same record"));
        main.done().await?;
        main.sees_status(TARTAN.name, "Active").await?;
        main.choose(TARTAN.name).await?;
        assert_eq!(numbers(&main.accounts().await?), numbers(&before));
        earlier_is_removed(journey, &earlier).await
    })
}

#[test]
fn another_bank_is_not_taken_for_the_one_on_record() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, before) = tartan(journey).await?;
        let exchanges = simulator::calls_of(journey.simulator(), EXCHANGE);
        main.open_replace().await?;
        let bank = journey.bank_page().await?;
        bank.connect_at(GINGHAM.id, &[CHECKING]).await?;

        main.window().see("dialog", "Another bank was picked").await?;
        let told = format!(
            "You picked {} ({}). This connection belongs to {} ({}). Nothing was changed.",
            GINGHAM.name, GINGHAM.id, TARTAN.name, TARTAN.id
        );
        main.window().see_text(&told).await?;
        assert_eq!(simulator::calls_of(journey.simulator(), EXCHANGE), exchanges, "nothing is exchanged");
        main.done().await?;
        main.sees_status(TARTAN.name, "Active").await?;
        assert_eq!(main.accounts().await?, before);
        assert_eq!(main.row_of(GINGHAM.name).await?, "");
        Ok(())
    })
}

/// Tartan Bank is chosen; its accounts.
async fn tartan(journey: &mut Journey) -> Result<(MainWindow, Vec<Account>), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(TARTAN.name).await?;
    let accounts = main.accounts().await?;
    Ok((main, accounts))
}

fn numbers(accounts: &[Account]) -> Vec<&str> {
    accounts.iter().map(|account| account.number.as_str()).collect()
}

async fn earlier_is_removed(journey: &Journey, item_id: &str) -> Result<(), Trouble> {
    let is_removed = || journey.simulator().items().iter().any(|item| item.item_id == item_id && item.removed);
    wait::until("the earlier login to be removed at Plaid", async || Ok(is_removed().then_some(()))).await
}
