//! Importing after a new login took the place of an earlier one: the bank tells everything once more, under other ids.

use std::time::Duration;

use bank_connections_tests::stage::{Page, Stage, TARTAN};
use connections::{
    AccountImported, GapError, Opened, Removal,
    model::{
        coverage::{Days, Gap, Seen},
        ids::{AccountConnectionId, BankAccountId},
        link_session::{Brought, Outcome},
        statement::StatementLine,
    },
    store::statement_lines::{LineQuery, LinesOf},
};
use jiff::{ToSpan as _, civil::Date};
use plaid_sandbox::BankTransaction;

use crate::importing::{OPERATING, account, import, statements, today};

const KEYS: [&str; 2] = ["checking", "saving"];
const A_DAY: Duration = Duration::from_hours(24);
/// How many days back a new login sees at first, while Plaid gets the rest.
const SEEN_AT_FIRST: i64 = 30;

#[tokio::test]
async fn a_replaced_login_tells_nothing_twice_and_what_is_nearly_the_same_is_asked() {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await.account.id;
    book(&stage, 3, 8_415, "CEDAR PRINTERS").await;
    let first = statements(import(&stage, operating, today(&stage)).await).remove(0);
    let before = lines(&stage, first.bank_account).await;
    assert_eq!(before.len(), first.lines as usize);

    replace(&stage).await;
    book(&stage, 2, 8_415, "CEDAR PRINTERS LLC").await;
    book(&stage, 0, 1_990, "HARBOR STATIONERS").await;
    stage.pass(A_DAY);
    let second = statements(import(&stage, operating, today(&stage)).await).remove(0);
    let after = lines(&stage, first.bank_account).await;
    assert_eq!(after[..before.len()], before, "what was imported stays");
    assert_eq!(after.len(), before.len() + second.lines as usize);
    assert!(second.lines < 6, "it has the lines of a day, and none of the weeks before: {after:?}");
    assert_eq!(of_printers(&after), 1, "the doubtful one waits");

    let doubtful = stage.connections.doubtful_transactions().await.unwrap();
    let told: Vec<_> = doubtful.iter().map(|one| (&*one.told.description, &*one.known.description)).collect();
    assert_eq!(told, [("CEDAR PRINTERS LLC", "CEDAR PRINTERS")]);
    stage.connections.tell_apart(doubtful[0].row, true).await.unwrap();
    stage.pass(A_DAY);
    import(&stage, operating, today(&stage)).await;
    assert_eq!(of_printers(&lines(&stage, first.bank_account).await), 1, "it is on record already");
    assert_eq!(stage.connections.gap_report().await.unwrap(), [], "the two logins saw every day");
}

#[tokio::test]
async fn a_reconnected_login_goes_on_where_the_removed_one_ended() {
    let undisturbed = books_after_eight_days(async |stage| stage.pass(A_DAY * 8)).await;
    let reconnected = books_after_eight_days(async |stage| {
        let id = stage.id(TARTAN).await;
        assert_eq!(stage.connections.remove(id).await.unwrap(), Removal::Removed);
        let operating = account(stage, OPERATING).await.account.id;
        let imported = import(stage, operating, today(stage)).await;
        assert!(matches!(imported, AccountImported::Unusable(_)), "{imported:?}");
        stage.pass(A_DAY * 8);
        let opened = stage.connections.start_reconnect(id).await.unwrap();
        settle(stage, opened, Brought::Reconnected).await;
    })
    .await;
    assert_eq!(reconnected, undisturbed, "nothing is there twice, and nothing is missing");
}

/// Imports, lets something happen that takes eight days, imports again, and gives the day, the amount and the text of each
/// line. Those of the last days are left out: they become posted by the hour.
async fn books_after_eight_days(happening: impl AsyncFnOnce(&Stage)) -> Vec<(Date, i64, String)> {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await.account.id;
    let first = statements(import(&stage, operating, today(&stage)).await).remove(0);
    let before = lines(&stage, first.bank_account).await;
    happening(&stage).await;
    let second = statements(import(&stage, operating, today(&stage)).await).remove(0);
    assert_eq!((second.days.first, second.days.last), (first.days.last.tomorrow().unwrap(), today(&stage)));
    assert_eq!(second.bank_minor, Some(second.closing_minor));
    let after = lines(&stage, first.bank_account).await;
    assert_eq!(after[..before.len()], before, "what was imported stays");
    assert_eq!(stage.connections.doubtful_transactions().await.unwrap(), []);
    assert_eq!(stage.connections.gap_report().await.unwrap(), []);
    let settled = today(&stage).saturating_sub(4.days());
    let settled = after.into_iter().filter(|line| line.date <= settled);
    let mut books: Vec<_> = settled.map(|line| (line.date, line.amount_minor, line.description)).collect();
    books.sort();
    books
}

#[tokio::test]
async fn the_days_that_neither_the_earlier_login_nor_the_new_one_told_of_are_named() {
    let (stage, operating, days) = with_a_gap().await;
    assert_eq!(gaps(&stage, operating).await, [Gap { days, seen: None }]);

    stage.pass(A_DAY);
    let completed = statements(import(&stage, operating, today(&stage)).await).remove(0);
    assert_eq!(completed.bank_minor, Some(completed.closing_minor), "by now Plaid has the days between");
    assert_eq!(stage.connections.gap_report().await.unwrap(), []);
}

#[tokio::test]
async fn a_gap_is_seen_to_with_a_note_and_other_days_are_another_one() {
    let (stage, operating, days) = with_a_gap().await;
    let connections = &stage.connections;
    let shorter = Days { last: days.last.yesterday().unwrap(), ..days };
    assert!(matches!(connections.see_to_gap(operating, shorter, "").await, Err(GapError::NotFound)), "no such gap");
    let long = "a".repeat(201);
    assert!(matches!(connections.see_to_gap(operating, days, &long).await, Err(GapError::Note)));
    connections.see_to_gap(operating, days, " entered  by hand ").await.unwrap();
    assert!(matches!(connections.see_to_gap(operating, days, "").await, Err(GapError::NotFound)), "it is seen to");
    let seen =
        Seen { by: "Integration user".to_owned(), at: stage.clock.now(), note: Some("entered by hand".to_owned()) };
    assert_eq!(gaps(&stage, operating).await, [Gap { days, seen: Some(seen) }]);

    connections.reopen_gap(operating, days).await.unwrap();
    assert_eq!(gaps(&stage, operating).await, [Gap { days, seen: None }]);
    assert!(matches!(connections.reopen_gap(operating, days).await, Err(GapError::NotFound)));
    let audit = stage.audit_of(&operating.to_string()).await;
    let outcomes: Vec<_> = audit.iter().filter(|entry| entry.what == "gap").map(|entry| &*entry.outcome).collect();
    assert_eq!(outcomes, ["reopened", "seen_to"]);
    let seen_to = audit.iter().find(|entry| entry.outcome == "seen_to").unwrap();
    assert_eq!(seen_to.details["note"], "entered by hand");
    assert_eq!(seen_to.details["first"], days.first.to_string());
}

/// An account whose earlier login and whose new one did not tell of some days.
async fn with_a_gap() -> (Stage, AccountConnectionId, Days) {
    let stage = Stage::start().await;
    let operating = account(&stage, OPERATING).await.account.id;
    let until = today(&stage);
    import(&stage, operating, until).await;
    stage.pass(A_DAY * 50);
    stage.sandbox.switch(|switches| switches.history_ready_after_s = 60 * 60);
    replace(&stage).await;
    book(&stage, SEEN_AT_FIRST, 1_990, "HARBOR STATIONERS").await;
    let incomplete = statements(import(&stage, operating, today(&stage)).await).remove(0);
    assert_ne!(incomplete.bank_minor, Some(incomplete.closing_minor), "what is missing is seen");
    let seen_from = today(&stage).saturating_sub(SEEN_AT_FIRST.days());
    // The day of the last reading was not over.
    (stage, operating, Days { first: until, last: seen_from.yesterday().unwrap() })
}

async fn gaps(stage: &Stage, of: AccountConnectionId) -> Vec<Gap> {
    let report = stage.connections.gap_report().await.unwrap();
    report.into_iter().find(|gaps| gaps.account == of).expect("there is a gap").gaps
}

/// Has the bank book something in the checking account, so many days ago.
async fn book(stage: &Stage, days_ago: i64, cents: i64, name: &str) {
    let checking = stage.account(TARTAN, "Plaid Checking").await.account_id;
    let date = Some(today(stage).saturating_sub(days_ago.days()));
    let transaction = BankTransaction { date, ..BankTransaction::of_cents(cents, name) };
    stage.sandbox.book(&stage.item(TARTAN).item_id, &checking, &transaction).unwrap();
}

/// A new login takes the place of the one at Tartan Bank.
async fn replace(stage: &Stage) {
    let opened = stage.connections.start_replace(stage.id(TARTAN).await).await.unwrap();
    settle(stage, opened, Brought::Replaced).await;
}

/// Signs in on the page, and waits until the records go on with the new login.
async fn settle(stage: &Stage, Opened { url, .. }: Opened, brought: Brought) {
    Page::open(&url).await.complete_at(TARTAN, &KEYS).await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!(result.outcome, Outcome::Brought(brought));
    stage.connections.acknowledge(result.session).await.unwrap();
    stage.connections.remove_due().await;
}

/// All lines of a bank account, by statement and place.
async fn lines(stage: &Stage, of: BankAccountId) -> Vec<StatementLine> {
    let query = LineQuery::first(LinesOf::BankAccount(of), 500);
    let page = stage.connections.statement_lines(query).await.unwrap();
    page.lines.into_iter().map(|found| found.line).collect()
}

fn of_printers(lines: &[StatementLine]) -> usize {
    lines.iter().filter(|line| line.description.starts_with("CEDAR PRINTERS")).count()
}
