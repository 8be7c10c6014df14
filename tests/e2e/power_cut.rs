//! The application, or only the process of its page, is killed in the middle of an update, or of connecting a bank.

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::{Trouble, simulator, wait};
use plaid_sandbox::{Fault, FaultRule};

use crate::banks::{GINGHAM, PLATYPUS};

#[test]
fn an_update_that_was_killed_after_the_credentials_is_repaired_at_the_next_start() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        let before = main.accounts().await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        journey.kill().await?;

        let main = journey.start().await?;
        main.confirmation("Repaired by itself").await?;
        main.window().see_text("was taken up again by itself.").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await?;
        main.choose(PLATYPUS.name).await?;
        assert_eq!(main.accounts().await?, before);
        Ok(())
    })
}

#[test]
fn an_update_that_was_killed_after_its_end_is_taken_up_with_its_selection() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.toggle("Plaid Saving ••••1111").await?;
        bank.select().await?;
        bank.window().see("heading", "Success").await?;
        journey.kill().await?;

        let main = journey.start().await?;
        let changes = main.confirmation("Repaired by itself").await?;
        let inactive: Vec<_> = changes.iter().filter(|change| change.what == "Now inactive").collect();
        assert_eq!(inactive.len(), 1, "{changes:?}");
        assert_eq!(inactive[0].account, "Plaid Saving ••••1111");
        Ok(())
    })
}

#[test]
fn an_update_whose_page_died_after_the_credentials_is_repaired_at_once() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        let before = journey.application()?.processes()?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        let read = |journey: &Journey| journey.simulator().calls().get("/accounts/get").copied();
        let times_read = read(journey);
        for process in journey.application()?.processes()? {
            let is_new = !before.iter().any(|other| other.id == process.id);
            if is_new && process.program.ends_with("WebKitWebProcess") {
                process.kill()?;
            }
        }
        wait::until("the bank to be read", async || Ok((read(journey) > times_read).then_some(()))).await?;
        assert!(journey.application()?.runs());

        // The driver gives up when a page dies, so what is on the screen is seen in a new start.
        journey.kill().await?;
        let main = journey.start().await?;
        main.confirmation("Repaired by itself").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await
    })
}

#[test]
fn a_bank_whose_connecting_was_killed_before_and_after_the_exchange_is_connected_by_itself() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        journey.simulator().switch(|switches| switches.record_exchanges = true);
        let before = exchanges(journey);
        stall(journey, EXCHANGE);
        main.open_connect().await?;
        let bank = journey.bank_page().await?;
        bank.connect_at(GINGHAM.id, &["Plaid Checking ••••0000"]).await?;
        wait::until("the exchange to be asked for", async || Ok((exchanges(journey) > before).then_some(()))).await?;
        journey.kill().await?;
        assert_eq!(simulator::items_in_use(journey.simulator(), GINGHAM.id), [], "nothing was exchanged");

        stall(journey, ACCOUNTS);
        journey.start().await?;
        held_login_is_read(journey).await?;
        journey.kill().await?;

        journey.simulator().clear_faults();
        let main = journey.start().await?;
        main.connected().await?;
        main.window().see_text("was taken up again by itself.").await?;
        main.done().await?;
        main.sees_status(GINGHAM.name, "Active").await?;
        assert_eq!(simulator::items_in_use(journey.simulator(), GINGHAM.id).len(), 1);
        assert_eq!(exchanges(journey), before + 2);
        Ok(())
    })
}

const EXCHANGE: &str = "/item/public_token/exchange";
const ACCOUNTS: &str = "/accounts/get";

/// Has the endpoint take longer than anybody waits. What is asked of it is not done then.
fn stall(journey: &Journey, endpoint: &str) {
    journey.simulator().clear_faults();
    journey.simulator().add_fault(FaultRule::new(endpoint, Fault::LatencyMs { ms: 600_000 }));
}

fn exchanges(journey: &Journey) -> u64 {
    simulator::calls_of(journey.simulator(), EXCHANGE)
}

/// Waits until the login of the new bank was exchanged and is asked for what it brings.
async fn held_login_is_read(journey: &Journey) -> Result<(), Trouble> {
    wait::until("the new login to be read", async || {
        let tokens = simulator::items_in_use(journey.simulator(), GINGHAM.id).into_iter().map(|item| item.access_token);
        let token = tokens.flatten().next();
        let calls = journey.simulator().exchanges();
        let is_read = |token: &String| {
            calls.iter().any(|call| call.endpoint == "/item/get" && call.request["access_token"] == token.as_str())
        };
        Ok(token.is_some_and(|token| is_read(&token)).then_some(()))
    })
    .await
}
