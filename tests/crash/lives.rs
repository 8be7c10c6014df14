//! Random lives of connections: a seed chooses what begins, what goes wrong at Plaid, what the user answers and where the
//! application is dropped; whatever it was, every login is held or removed in the end, and every connection is whole.

use std::{collections::BTreeSet, time::Duration};

use bank_connections_tests::stage::{FIRST_PLATYPUS, Ledger, Page, Stage, TARTAN, ledger::ConnectionEntry};
use connections::{
    ConnectionOverview, DuplicateChoice, Stage as SessionStage, UpdateStart,
    model::{
        ids::{ConnectionId, LinkSessionId},
        orphan::OrphanState,
        reconciliation::Decision,
    },
};
use plaid::HostedLinkUrl;
use plaid_sandbox::{Fault, FaultRule};

use crate::random::Choices;

const SEEDS: u64 = 10;
const ROUNDS: u32 = 8;
/// By then Plaid tells no more of any page.
const PAGES_ARE_OVER_IN: Duration = Duration::from_hours(7);
const BANKS: [&str; 4] = [FIRST_PLATYPUS, TARTAN, "ins_109512", "ins_109509"];
/// How many banks are connected from the start.
const BANKS_OF_THE_DEMO: usize = 3;
/// Those that all of the banks have.
const KEYS: [&str; 3] = ["checking", "saving", "credit-card"];
/// The one call that must not be lost.
const EXCHANGE: &str = "/item/public_token/exchange";
const ENDPOINTS: [&str; 10] = [
    "*",
    "/link/token/create",
    "/link/token/get",
    "/item/get",
    "/accounts/get",
    "/item/remove",
    "/item/remove",
    "/user/create",
    "/user/items/get",
    "/user/items/remove",
];

/// What a user can begin.
#[derive(Debug, Clone, Copy)]
enum Wish {
    Connect,
    Update(ConnectionId),
    Replace(ConnectionId),
    Reconnect(ConnectionId),
    Remove(ConnectionId),
}

/// A stage, its choices, and the Items that somebody else has removed at Plaid.
struct Life {
    stage: Stage,
    choices: Choices,
    gone: BTreeSet<String>,
}

#[tokio::test]
async fn whatever_happens_to_connections_no_login_is_lost_and_none_is_half_way() {
    let mut brought = 0;
    for seed in 0..SEEDS {
        let mut life = Life { stage: Stage::start().await, choices: Choices::of(seed), gone: BTreeSet::new() };
        let mut before = life.stage.ledger().await;
        for round in 0..ROUNDS {
            let wish = life.wish().await;
            let case = format!("seed {seed}, round {round}: {wish:?}");
            life.live(wish).await;
            life.come_to_rest().await;
            let after = life.stage.ledger().await;
            after.assert_at_rest_without(&life.gone, &life.stage.sandbox.items(), &case);
            after.assert_continues(&before, &case);
            assert!(is_wished(wish, &before, &after), "{case}: another connection came about");
            before = after;
        }
        brought += before.logins.len() - BANKS_OF_THE_DEMO;
    }
    assert!(brought > 2, "some of them come to something");
}

/// Nothing but a wish to connect makes a connection, and nothing but one to remove makes one obsolete.
fn is_wished(wish: Wish, before: &Ledger, after: &Ledger) -> bool {
    let count =
        |ledger: &Ledger, is: fn(&ConnectionEntry) -> bool| ledger.connections.iter().filter(|it| is(it)).count();
    let made = after.connections.len() - before.connections.len();
    let obsolete = |ledger| count(ledger, |connection| connection.obsolete);
    made <= usize::from(matches!(wish, Wish::Connect))
        && obsolete(after) <= obsolete(before) + usize::from(matches!(wish, Wish::Remove(_)))
}

impl Life {
    async fn wish(&mut self) -> Wish {
        let all = self.stage.connections.list().await.unwrap();
        let choices = &mut self.choices;
        let mut any = |is: fn(&ConnectionOverview) -> bool| {
            let fitting: Vec<_> = all.iter().filter(|it| is(it)).map(|it| it.connection.id).collect();
            choices.one_of(&fitting)
        };
        let (update, replace) = (any(|it| it.can_update), any(|it| it.can_replace));
        let (reconnect, remove) = (any(|it| it.can_reconnect), any(|it| it.can_remove));
        let wish = match self.choices.below(9) {
            0 => update.map(Wish::Update),
            1..=3 => replace.map(Wish::Replace),
            4 | 5 => remove.map(Wish::Remove),
            6 => reconnect.map(Wish::Reconnect),
            _ => None,
        };
        wish.unwrap_or(Wish::Connect)
    }

    /// What the user wishes, with all that can happen to it.
    async fn live(&mut self, wish: Wish) {
        for _ in 0..self.choices.below(3) {
            let fault = self.some_fault();
            self.stage.sandbox.add_fault(fault);
        }
        let is_told = !self.choices.once_in(4);
        self.stage.sandbox.switch(|switches| switches.bank_in_results = is_told);
        let Some((session, url)) = self.begin(wish).await else { return };
        let page = Page::open(&url).await;
        self.walk(&page, wish).await;
        self.leave(session).await;
        for _ in 0..self.choices.below(4) {
            self.work().await;
            self.answer().await;
            if self.choices.once_in(3) {
                self.stage.restart().await;
            }
            if self.choices.once_in(3) {
                // Whoever left may still have the page open somewhere.
                self.walk(&page, wish).await;
            }
        }
    }

    fn some_fault(&mut self) -> FaultRule {
        let refusal =
            Fault::Error { error_code: "INTERNAL_SERVER_ERROR".to_owned(), error_type: None, http_status: None };
        let faults = [Fault::CutBefore, Fault::CutAfter, Fault::Truncated, Fault::WrongJson, refusal];
        let fault = self.choices.one_of(&faults).unwrap();
        let endpoint = if self.choices.once_in(3) { EXCHANGE } else { self.choices.one_of(&ENDPOINTS).unwrap() };
        let after = self.choices.below(if endpoint == "*" { 12 } else { 2 });
        FaultRule::new(endpoint, fault).after(after).times(1 + self.choices.below(4))
    }

    async fn begin(&mut self, wish: Wish) -> Option<(LinkSessionId, HostedLinkUrl)> {
        let connections = self.stage.connections.clone();
        let opened = match wish {
            Wish::Update(id) => {
                let begun = self.choices.dropped(connections.start_update(id, true)).await?.ok()?;
                let UpdateStart::Opened { session, url } = begun else { return None };
                return Some((session, url));
            }
            Wish::Remove(id) => {
                self.lose_at_plaid(id).await;
                self.choices.dropped(connections.remove(id)).await;
                return None;
            }
            Wish::Connect => self.choices.dropped(connections.start_connect()).await,
            Wish::Replace(id) => {
                self.lose_at_plaid(id).await;
                self.choices.dropped(connections.start_replace(id)).await
            }
            Wish::Reconnect(id) => self.choices.dropped(connections.start_reconnect(id)).await,
        };
        opened?.ok().map(|opened| (opened.session, opened.url))
    }

    /// Somebody else removes the login of the connection at Plaid, now and then.
    async fn lose_at_plaid(&mut self, id: ConnectionId) {
        let all = self.stage.connections.list().await.unwrap();
        let connection = &all.iter().find(|it| it.connection.id == id).unwrap().connection;
        if self.choices.once_in(3) && self.stage.sandbox.remove_item(&connection.item_id).is_ok() {
            self.gone.insert(connection.item_id.clone());
        }
    }

    async fn walk(&mut self, page: &Page, wish: Wish) {
        let bank = self.bank_of(wish).await;
        if !self.choices.once_in(8) {
            match wish {
                Wish::Update(_) => page.sign_in("pass_good").await,
                Wish::Connect | Wish::Replace(_) | Wish::Reconnect(_) | Wish::Remove(_) => {
                    page.sign_in_at(bank, "pass_good").await;
                }
            }
        }
        if !self.choices.once_in(8) {
            page.select(&self.choices.some_of(&KEYS)).await;
        }
        match self.choices.below(8) {
            0 => page.leave().await,
            1 => {}
            _ => page.finish().await,
        }
    }

    /// That of the connection, as a rule.
    async fn bank_of(&mut self, wish: Wish) -> &'static str {
        let any = self.choices.one_of(&BANKS).unwrap();
        let (Wish::Update(id) | Wish::Replace(id) | Wish::Reconnect(id) | Wish::Remove(id)) = wish else { return any };
        if self.choices.once_in(6) {
            return any;
        }
        let all = self.stage.connections.list().await.unwrap();
        let connection = &all.iter().find(|it| it.connection.id == id).unwrap().connection;
        BANKS.into_iter().find(|bank| *bank == connection.institution.id).unwrap_or(any)
    }

    async fn leave(&mut self, session: LinkSessionId) {
        match self.choices.below(6) {
            0 => self.stage.connections.leave(session).await.unwrap(),
            1 => self.stage.connections.window_lost(session).await.unwrap(),
            2 => self.stage.restart().await,
            _ => {}
        }
    }

    /// What the drivers do, dropped anywhere.
    async fn work(&mut self) {
        let connections = self.stage.connections.clone();
        self.choices.dropped(connections.tend()).await;
        self.choices.dropped(connections.remove_due()).await;
        self.choices.dropped(connections.sweep_due()).await;
        if self.choices.once_in(3) {
            self.stage.pass(Duration::from_mins(self.choices.below(15).into()));
        }
    }

    /// Answers what is asked, or not. What can't be answered now is asked again.
    async fn answer(&mut self) {
        let connections = self.stage.connections.clone();
        let Some(session) = connections.session().await.unwrap() else { return };
        match (session.stage, self.choices.below(4)) {
            (SessionStage::AwaitingChoice, 0) => {
                drop(self.choices.dropped(connections.decide_duplicate(session.id, DuplicateChoice::Stop)).await);
            }
            (SessionStage::AwaitingChoice, 1) => {
                drop(
                    self.choices
                        .dropped(connections.decide_duplicate(session.id, DuplicateChoice::ConnectAnyway))
                        .await,
                );
            }
            (SessionStage::AwaitingChoice, 2) => {
                let Ok(duplicate) = connections.duplicate(session.id).await else { return };
                let choice = DuplicateChoice::UseExisting(duplicate.existing[0].connection);
                drop(self.choices.dropped(connections.decide_duplicate(session.id, choice)).await);
            }
            (SessionStage::AwaitingMapping, 1 | 2) => {
                let Ok(mapping) = connections.mapping(session.id).await else { return };
                let reported = mapping.ambiguities.iter().flat_map(|ambiguity| &ambiguity.reported);
                let decisions = reported.map(|it| Decision { account_id: it.account_id.clone(), is: None }).collect();
                drop(self.choices.dropped(connections.decide_mapping(session.id, decisions)).await);
            }
            (SessionStage::AwaitingMapping | SessionStage::Waiting, 0) => {
                drop(self.choices.dropped(connections.give_up_session(session.id)).await);
            }
            _ => {}
        }
    }

    /// Nothing stands in the way any more, and nobody waits for anything.
    async fn come_to_rest(&mut self) {
        self.stage.sandbox.clear_faults();
        self.stage.restart().await;
        self.stage.sandbox.close_abandoned_sessions();
        let connections = self.stage.connections.clone();
        for round in 0..8 {
            self.stage.pass(if round == 4 { PAGES_ARE_OVER_IN } else { Duration::from_mins(10) });
            connections.tend().await;
            connections.remove_due().await;
            if let Some(session) = connections.session().await.unwrap() {
                // What waits for an answer is given up.
                drop(connections.give_up_session(session.id).await);
            }
            connections.sweep_due().await;
        }
        let orphans = connections.orphans().await.unwrap().found.into_iter();
        let found = orphans.filter(|orphan| orphan.state == OrphanState::Found).map(|orphan| orphan.item_id);
        connections.remove_orphans(found.collect()).await.unwrap();
        for overview in connections.list().await.unwrap() {
            if overview.connection.login.is_some() {
                connections.check(overview.connection.id).await.unwrap();
            }
        }
        for result in connections.results().await.unwrap() {
            connections.acknowledge(result.session).await.unwrap();
        }
    }
}
