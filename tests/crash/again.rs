//! Processes that die again and again: also the one that puts right what the last one left dies over it, in the middle of
//! any work and before any lasting step.

use bank_connections_tests::stage::{FIRST_PLATYPUS, Ledger, Page, TARTAN};
use plaid::HostedLinkUrl;
use serde_json::{Value, json};

use crate::{house::Order, random::Choices, town::Town};

const SEEDS: u64 = 3;
const ROUNDS: u32 = 8;
/// How many processes at most die over what one has left.
const HEIRS: u32 = 3;
const BANKS: [&str; 3] = [FIRST_PLATYPUS, TARTAN, "ins_109512"];
/// Those that all of the banks have.
const KEYS: [&str; 3] = ["checking", "saving", "credit-card"];
const ANSWERS: [&str; 3] = ["go_on", "use_existing", "stop"];
/// The work in which a process dies of itself.
const WORKS: [&str; 12] = [
    "start_connect",
    "start_replace",
    "start_reconnect",
    "advance",
    "ask",
    "arrive",
    "commit_held",
    "decide_duplicate",
    "remove",
    "try_removal",
    "confirm_removal",
    "recover",
];
/// How deep in its work it dies at most, and before which of its lasting steps.
const STEPS: u32 = 30;
const LASTING_STEPS: u32 = 18;

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_die_again_and_again_leave_nothing_behind() {
    for seed in 0..SEEDS {
        let mut choices = Choices::of(seed);
        let mut town = Town::new().await;
        for round in 0..ROUNDS {
            let order = some_order(&mut choices, &town.ledger);
            let deaths: Vec<Value> = (0..=choices.below(HEIRS + 1)).map(|_| some_death(&mut choices)).collect();
            let answer = choices.one_of(&ANSWERS).unwrap();
            town.case = format!("seed {seed}, round {round}: {order:?}, deaths {deaths:?}, then {answer}");
            let (keys, depth) = (choices.some_of(&KEYS), choices.below(8));
            let walk = async |address| walk(address, order.institution_id, &keys, depth).await;
            town.house.die(order, &deaths[0], walk).await;
            for death in &deaths[1..] {
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
    let what = match choices.below(5) {
        0 | 1 if has(false) => "replace",
        2 if has(false) => "remove",
        3 | 4 if has(true) => "reconnect",
        _ => "connect",
    };
    Order::at(what, bank).saying(choices.one_of(&ANSWERS).unwrap())
}

fn some_death(choices: &mut Choices) -> Value {
    if choices.once_in(2) {
        return json!({ "lasting": 1 + choices.below(LASTING_STEPS) });
    }
    json!({ "work": choices.one_of(&WORKS), "step": 1 + choices.below(STEPS) })
}

/// The user goes on at the page, most often to its end, and leaves it otherwise.
async fn walk(address: HostedLinkUrl, bank: &str, keys: &[&str], depth: u32) {
    let page = Page::open(&address).await;
    if depth > 0 {
        page.sign_in_at(bank, "pass_good").await;
    }
    if depth > 1 {
        page.select(keys).await;
    }
    if depth > 2 { page.finish().await } else { page.leave().await }
}
