//! Importing through the real client: what the simulator tells becomes statements.

use std::{sync::PoisonError, time::Duration};

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage, TARTAN};
use connections::{
    AccountImported, Clock, ImportAccount, NotRead, Opened, Progress, Run, StartImportError, Unusable,
    model::{
        bank_account::Opening,
        ids::AccountConnectionId,
        money::Money,
        statement::{CorrectionReason, LineKind, Statement},
    },
    store::statement_lines::{LineQuery, LinesOf},
};
use jiff::{SignedDuration, ToSpan as _, civil::Date, tz::TimeZone};
use plaid_sandbox::{Fault, FaultRule};

const SYNC: &str = "/transactions/sync";
/// The bank account of the demo that the checking account at Tartan Bank feeds.
pub const OPERATING: &str = "1010";

pub fn today(stage: &Stage) -> Date {
    stage.sandbox.now().to_zoned(TimeZone::UTC).date()
}

pub async fn account(stage: &Stage, code: &str) -> ImportAccount {
    let all = stage.connections.import_accounts().await.unwrap();
    let feeds = |one: &ImportAccount| one.feed.as_ref().is_some_and(|(bank_account, _)| bank_account.code == code);
    all.into_iter().find(feeds).unwrap()
}

async fn ended(stage: &Stage) -> Run<AccountImported> {
    let mut changes = stage.connections.changes();
    let end = async {
        loop {
            if let Some(run) = stage.connections.import_run().unwrap()
                && run.ended_at.is_some()
            {
                return run;
            }
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_mins(1), end).await.expect("an import ends")
}

pub async fn import(stage: &Stage, account: AccountConnectionId, until: Date) -> AccountImported {
    stage.connections.start_import(&[account], until).await.unwrap();
    match ended(stage).await.accounts.remove(0) {
        (_, Progress::Done(imported)) => imported,
        other => panic!("not done: {other:?}"),
    }
}

pub fn statements(imported: AccountImported) -> Vec<Statement> {
    let AccountImported::Statements(statements) = imported else { panic!("no statements: {imported:?}") };
    statements
}

#[tokio::test]
async fn what_the_bank_posted_becomes_a_statement_and_nothing_new_costs_one_call() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await;
    let feed = operating.feed.as_ref().unwrap().1.clone();
    let until = today(&stage);
    let made = statements(import(&stage, operating.account.id, until).await);
    assert_eq!(made.len(), 1);
    assert_eq!((made[0].days.first, made[0].days.last), (feed.starts_on, until));
    assert_eq!(made[0].opening_minor, feed.opening_minor);
    assert!(made[0].lines > 10, "{}", made[0].lines);
    assert_eq!(made[0].bank_minor, Some(made[0].closing_minor), "the demo opens with what its bank had");

    let calls = stage.sandbox.calls()[SYNC];
    stage.pass(Duration::from_mins(1));
    assert_eq!(import(&stage, operating.account.id, until).await, AccountImported::Already(until));
    assert_eq!(stage.sandbox.calls()[SYNC], calls + 1);

    stage.pass(Duration::from_hours(24 * 10));
    let next = statements(import(&stage, operating.account.id, today(&stage)).await);
    assert_eq!(next[0].days.first, until.saturating_add(1.day()));
    assert_eq!(next[0].opening_minor, made[0].closing_minor);
}

#[tokio::test]
async fn the_next_statement_makes_up_for_an_opening_balance_that_was_not_right() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await;
    let (bank_account, feed) = operating.feed.clone().unwrap();
    let units = |minor| Money { minor, currency: bank_account.currency }.units().to_string();
    let wrong = Opening { balance: units(feed.opening_minor + 1_200), starts_on: feed.starts_on };
    stage.connections.change_opening(bank_account.id, wrong).await.unwrap();
    let first = statements(import(&stage, operating.account.id, today(&stage)).await).remove(0);
    assert_eq!(first.bank_minor, Some(first.closing_minor - 1_200));

    stage.connections.correct_opening(bank_account.id, &units(feed.opening_minor)).await.unwrap();
    stage.pass(Duration::from_hours(24 * 10));
    let second = statements(import(&stage, operating.account.id, today(&stage)).await).remove(0);
    assert_eq!((second.opening_minor, second.bank_minor), (first.closing_minor, Some(second.closing_minor)));
    let all = stage.connections.statements().await.unwrap().into_iter();
    assert_eq!(all.map(|one| one.statement).collect::<Vec<_>>(), [second.clone(), first], "what was imported stays");
    let lines =
        stage.connections.statement_lines(LineQuery::first(LinesOf::Statement(second.id), 1_000)).await.unwrap();
    let line = &lines.lines.last().unwrap().line;
    assert_eq!((line.kind, line.amount_minor), (LineKind::Correction(CorrectionReason::OpeningBalance), -1_200));
}

#[tokio::test]
async fn transactions_that_change_while_they_are_read_are_read_from_the_beginning() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await;
    let item = stage.item(TARTAN).item_id;
    stage.sandbox.generate(&item, &operating.account.account_id, 1_200, 28).unwrap();
    stage.sandbox.break_readings(&item, 2, 2).unwrap();
    let made = statements(import(&stage, operating.account.id, today(&stage)).await);
    assert!(made[0].lines >= 1_200, "each one once: {}", made[0].lines);
    assert!(made[0].lines < 1_600, "none twice: {}", made[0].lines);
}

#[tokio::test]
async fn a_reading_that_breaks_off_leaves_what_was_there_and_the_next_one_takes_it_up() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await;
    let item = stage.item(TARTAN).item_id;
    stage.sandbox.generate(&item, &operating.account.account_id, 1_200, 28).unwrap();
    stage.sandbox.add_fault(
        FaultRule::new(
            SYNC,
            Fault::Error { error_code: "INTERNAL_SERVER_ERROR".to_owned(), error_type: None, http_status: None },
        )
        .after(1)
        .times(10),
    );
    let imported = import(&stage, operating.account.id, today(&stage)).await;
    assert!(matches!(imported, AccountImported::NotRead(NotRead::Setback(..))), "{imported:?}");
    assert_eq!(stage.connections.statements().await.unwrap(), []);
    stage.sandbox.clear_faults();
    let made = statements(import(&stage, operating.account.id, today(&stage)).await);
    assert!((1_200..1_600).contains(&made[0].lines), "{}", made[0].lines);
}

#[tokio::test]
async fn what_can_t_be_imported_says_why_and_keeps_no_other_account_from_it() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await;
    let unlinked = stage.account(FIRST_PLATYPUS, "Plaid Checking").await.id;
    stage.connections.start_import(&[operating.account.id, unlinked], today(&stage)).await.unwrap();
    let run = ended(&stage).await;
    let of = |id| run.accounts.iter().find(|(account, _)| *account == id).unwrap().1.clone();
    assert_eq!(of(unlinked), Progress::Done(AccountImported::Unusable(Unusable::NotLinked)));
    assert!(matches!(of(operating.account.id), Progress::Done(AccountImported::Statements(_))));

    stage.sandbox.set_item_error(&stage.item(TARTAN).item_id, Some("ITEM_LOGIN_REQUIRED")).unwrap();
    let imported = import(&stage, operating.account.id, today(&stage)).await;
    assert_eq!(imported, AccountImported::NotRead(NotRead::NeedsUpdate));
}

#[tokio::test]
async fn an_import_that_can_t_be_meant_is_refused() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await.account.id;
    let none = stage.connections.start_import(&[], today(&stage)).await;
    assert!(matches!(none, Err(StartImportError::NothingChosen)), "{none:?}");
    let future = stage.connections.start_import(&[operating], today(&stage).saturating_add(2.days())).await;
    assert!(matches!(future, Err(StartImportError::InTheFuture)), "{future:?}");
}

#[tokio::test]
async fn a_connection_that_is_paused_while_it_is_read_is_left_out_and_says_so() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await;
    let tartan = stage.id(TARTAN).await;
    stage.sandbox.add_fault(FaultRule::new(SYNC, Fault::Held).times(1));
    let before = stage.calls(SYNC);
    stage.connections.start_import(&[operating.account.id], today(&stage)).await.unwrap();
    stage.asked(SYNC, before + 1).await;
    stage.connections.pause_connection(tartan, true).await.unwrap();
    stage.sandbox.release();
    let imported = ended(&stage).await.accounts.remove(0).1;
    assert_eq!(imported, Progress::Done(AccountImported::Unusable(Unusable::Paused)));
    assert_eq!(stage.connections.statements().await.unwrap(), []);
    assert_eq!(account(&stage, OPERATING).await.read_on, None, "nothing of it was written");
    assert_eq!(stage.rows("staged_transactions").await, 0, "nor does anything of it stay");

    stage.connections.pause_connection(tartan, false).await.unwrap();
    let made = statements(import(&stage, operating.account.id, today(&stage)).await);
    assert!(made[0].lines > 10, "all of it is read when it goes on: {}", made[0].lines);
}

#[tokio::test]
async fn a_connection_that_is_removed_while_it_is_read_is_left_out_and_says_so() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await;
    stage.sandbox.add_fault(FaultRule::new(SYNC, Fault::Held).times(1));
    let before = stage.calls(SYNC);
    stage.connections.start_import(&[operating.account.id], today(&stage)).await.unwrap();
    stage.asked(SYNC, before + 1).await;
    stage.connections.remove(stage.id(TARTAN).await).await.unwrap();
    stage.sandbox.release();
    let imported = ended(&stage).await.accounts.remove(0).1;
    assert_eq!(imported, Progress::Done(AccountImported::Unusable(Unusable::Obsolete)));
    assert_eq!(stage.connections.statements().await.unwrap(), []);
    assert_eq!(stage.rows("staged_transactions").await, 0);
}

#[tokio::test]
async fn a_connection_whose_login_is_replaced_while_it_is_read_says_so_and_the_next_import_reads_the_new_one() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await;
    stage.sandbox.add_fault(FaultRule::new(SYNC, Fault::Held).times(1));
    let before = stage.calls(SYNC);
    stage.connections.start_import(&[operating.account.id], today(&stage)).await.unwrap();
    stage.asked(SYNC, before + 1).await;
    replace(&stage).await;
    stage.sandbox.release();
    let imported = ended(&stage).await.accounts.remove(0).1;
    assert_eq!(imported, Progress::Done(AccountImported::Unusable(Unusable::Replaced)));
    assert_eq!(stage.connections.statements().await.unwrap(), []);
    assert_eq!(stage.rows("staged_transactions").await, 0);

    let made = statements(import(&stage, operating.account.id, today(&stage)).await);
    assert!(made[0].lines > 10, "the new one is read: {}", made[0].lines);
}

/// Puts another login in the place of that of Tartan Bank, with the same accounts.
async fn replace(stage: &Stage) {
    let before = stage.login(TARTAN).await;
    let Opened { url, .. } = stage.connections.start_replace(stage.id(TARTAN).await).await.unwrap();
    Page::open(&url).await.complete_at(TARTAN, &["checking", "saving"]).await;
    stage.connections.tend().await;
    assert_ne!(stage.login(TARTAN).await, before, "the login is another one");
}

#[tokio::test]
async fn a_statement_from_a_clock_that_was_ahead_has_the_next_import_wait_and_say_until_when() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await.account.id;
    let now = stage.clock.now();
    let ahead = today(&stage).saturating_add(20.days());
    set(&stage, now + SignedDuration::from_hours(20 * 24));
    let made = statements(import(&stage, operating, ahead).await);
    assert_eq!(made[0].days.last, ahead);

    set(&stage, now);
    let refused = stage.connections.start_import(&[operating], ahead).await;
    assert!(matches!(refused, Err(StartImportError::InTheFuture)), "{refused:?}");
    assert_eq!(import(&stage, operating, today(&stage)).await, AccountImported::Ahead(ahead));
    assert_eq!(stage.connections.statements().await.unwrap().len(), 1);
    let told = stage.connections.ended_runs();
    assert_eq!((told[0].accounts, told[0].done), (1, 0), "it did not come out as it was meant");

    stage.pass(Duration::from_hours(25 * 24));
    let next = statements(import(&stage, operating, today(&stage)).await);
    assert_eq!(next[0].days.first, ahead.saturating_add(1.day()));
    assert_eq!(next[0].opening_minor, made[0].closing_minor);
}

#[tokio::test]
async fn the_statement_date_may_be_today_wherever_that_is_and_no_later() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await.account.id;
    let midnight = today(&stage).saturating_add(1.day()).to_zoned(TimeZone::UTC).unwrap().timestamp();
    let tomorrow = midnight.to_zoned(TimeZone::UTC).date().saturating_add(1.day());
    set(&stage, midnight + SignedDuration::from_hours(9));
    let refused = stage.connections.start_import(&[operating], tomorrow).await;
    assert!(matches!(refused, Err(StartImportError::InTheFuture)), "nowhere is it tomorrow: {refused:?}");
    set(&stage, midnight + SignedDuration::from_hours(10));
    statements(import(&stage, operating, tomorrow).await);
}

/// Puts the clock of the records forward or back. That of Plaid goes on as it went.
fn set(stage: &Stage, at: jiff::Timestamp) {
    let Clock::Fixed(now) = &stage.clock else { unreachable!("a stage has a fixed clock") };
    *now.lock().unwrap_or_else(PoisonError::into_inner) = at;
}
