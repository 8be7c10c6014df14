//! Processes that die again and again: also the one that puts right what the last one left dies over it, in the middle of
//! any work and before any lasting step.

use bank_connections_tests::stage::{FIRST_PLATYPUS, Ledger, Page, TARTAN};
use plaid::HostedLinkUrl;
use serde_json::{Value, json};

use crate::{house::Order, random::Choices, town::Town};

const SEEDS: u64 = 3;
const ROUNDS: u32 = 10;
/// How many processes at most die over what one has left.
const HEIRS: u32 = 3;
const BANKS: [&str; 3] = [FIRST_PLATYPUS, TARTAN, "ins_109512"];
/// Those that all of the banks have.
const KEYS: [&str; 3] = ["checking", "saving", "credit-card"];
const ANSWERS: [&str; 3] = ["go_on", "use_existing", "stop"];
/// The work in which a process dies that brings a login, one that removes a login, and one that puts either right.
const BRINGING: [&str; 5] = ["advance", "ask", "arrive", "commit_held", "decide_duplicate"];
const REMOVING: [&str; 3] = ["remove", "try_removal", "confirm_removal"];
const RESTING: [&str; 6] = ["recover", "advance", "arrive", "commit_held", "try_removal", "confirm_removal"];
/// How deep in its work it dies at most.
const STEPS: u32 = 16;

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_die_again_and_again_leave_nothing_behind() {
    for seed in 0..SEEDS {
        let mut choices = Choices::of(seed);
        let mut town = Town::new().await;
        for round in 0..ROUNDS {
            let order = some_order(&mut choices, &town.ledger);
            let death = match order.what {
                "remove" => some_death(&mut choices, &REMOVING, 5),
                _ => some_death(&mut choices, &BRINGING, 14),
            };
            let heirs: Vec<Value> =
                (0..choices.below(HEIRS + 1)).map(|_| some_death(&mut choices, &RESTING, 8)).collect();
            let answer = choices.one_of(&ANSWERS).unwrap();
            town.case =
                format!("seed {seed}, round {round}: {order:?}, dead at {death}, then {heirs:?}, then {answer}");
            let (keys, steps) = (choices.some_of(&KEYS), choices.below(8));
            let walk = async |address| walk(address, order.institution_id, &keys, steps).await;
            town.house.die(order, &death, walk).await;
            for death in &heirs {
                town.house.die_resting(answer, death);
            }
            let before = town.come_to_rest(answer);
            let made = town.ledger.connections.len() - before.connections.len();
            assert!(made <= usize::from(order.what == "connect"), "{}: another connection came about", town.case);
        }
    }
}

fn some_order(choices: &mut Choices, ledger: &Ledger) -> Order {
    let bank = choices.one_of(&BANKS).unwrap();
    let has = |obsolete: bool| ledger.at(bank).any(|connection| connection.obsolete == obsolete);
    let all = [("connect", true), ("reconnect", has(true)), ("replace", has(false)), ("remove", has(false))];
    let possible: Vec<_> = all.into_iter().filter_map(|(what, is_possible)| is_possible.then_some(what)).collect();
    let what = choices.one_of(&possible).unwrap();
    Order::at(what, bank).saying(choices.one_of(&ANSWERS).unwrap())
}

/// In one of these pieces of work, or before one of so many lasting steps.
fn some_death(choices: &mut Choices, works: &[&str], lasting: u32) -> Value {
    if choices.once_in(3) {
        return json!({ "work": choices.one_of(works), "step": 1 + choices.below(STEPS) });
    }
    json!({ "lasting": 1 + choices.below(lasting) })
}

/// The user goes on at the page, most often to its end, and leaves it otherwise.
async fn walk(address: HostedLinkUrl, bank: &str, keys: &[&str], steps: u32) {
    let page = Page::open(&address).await;
    if steps > 0 {
        page.sign_in_at(bank, "pass_good").await;
    }
    if steps > 1 {
        page.select(keys).await;
    }
    if steps > 2 {
        page.finish().await;
    } else {
        page.leave().await;
    }
}
