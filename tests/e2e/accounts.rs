//! Only the accounts that are selected at the bank stay active, and a record outlives the id of its account.

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::{Change, MainWindow};
use bank_connections_tests::{Trouble, simulator};

use crate::banks::PLATYPUS;

const CHECKING: &str = "Plaid Checking ••••0000";
const SAVING: &str = "Plaid Saving ••••1111";

#[test]
fn an_account_that_is_selected_again_is_the_same_record_with_a_new_id() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        let first_id = account_id(journey, "Plaid Checking")?.expect("it is granted from the start");
        let before = main.accounts().await?;

        let changes = update_toggling(journey, &main, &[CHECKING, SAVING]).await?;
        assert_eq!(what_of(&changes, CHECKING), "Now inactive");
        assert_eq!(what_of(&changes, SAVING), "Now inactive");
        assert_eq!(changes.len(), before.len(), "every account is accounted for");
        let inactive = main.accounts().await?.into_iter().filter(|account| account.usage == "Inactive").count();
        assert_eq!(inactive, 2);
        assert_eq!(account_id(journey, "Plaid Checking")?, None);

        let changes = update_toggling(journey, &main, &[CHECKING]).await?;
        assert_eq!(what_of(&changes, CHECKING), "Active again");
        assert_eq!(what_of(&changes, SAVING), "Still inactive");
        let new_id = account_id(journey, "Plaid Checking")?.expect("it is granted again");
        assert_ne!(new_id, first_id, "the bank gave it a new id");
        let numbers = |accounts: &[bank_connections_tests::main_window::Account]| {
            accounts.iter().map(|account| (account.name.clone(), account.number.clone())).collect::<Vec<_>>()
        };
        assert_eq!(numbers(&main.accounts().await?), numbers(&before), "the records are the same");
        Ok(())
    })
}

async fn update_toggling(journey: &Journey, main: &MainWindow, accounts: &[&str]) -> Result<Vec<Change>, Trouble> {
    main.begin_update().await?;
    let bank = journey.bank_page().await?;
    bank.sign_in_as_usual().await?;
    for account in accounts {
        bank.toggle(account).await?;
    }
    bank.select_and_finish().await?;
    let changes = main.confirmation("Updated").await?;
    main.done().await?;
    Ok(changes)
}

fn account_id(journey: &Journey, name: &str) -> Result<Option<String>, Trouble> {
    let item = simulator::item_at(journey.simulator(), PLATYPUS.id)?;
    Ok(item.accounts.into_iter().find(|account| account.name == name).and_then(|account| account.account_id))
}

fn what_of<'a>(changes: &'a [Change], account: &str) -> &'a str {
    changes.iter().find(|change| change.account == account).map_or("not told", |change| change.what.as_str())
}
