//! What one reading may hold, and what of it is in the books.

use super::{
    day,
    ledger::{FIRST_DAY, Ledger, OPENING},
};
use crate::model::{statement::LineKind, transaction::ReportedTransaction};

fn told(id: &str, amount_minor: i64) -> ReportedTransaction {
    ReportedTransaction {
        transaction_id: id.to_owned(),
        account_id: "account".to_owned(),
        pending_transaction_id: None,
        date: day(2),
        amount_minor: Some(amount_minor),
        currency: Some("USD".to_owned()),
        description: format!("{id} for {amount_minor}"),
        reference: None,
        pending: false,
    }
}

#[tokio::test]
async fn of_several_words_of_the_first_reading_the_last_one_counts() {
    let mut ledger = Ledger::new(10).await;
    let first =
        ReportedTransaction { pending: true, date: day(1), reference: Some("7".to_owned()), ..told("hotel", -500) };
    ledger.stage(0, &[first, told("taxi", -30), told("hotel", -900)], &[]).await;
    ledger.apply(0).await;
    ledger.import(day(9)).await;
    let lines: Vec<_> = ledger
        .lines()
        .await
        .into_iter()
        .map(|line| (line.date, line.amount_minor, line.description, line.reference))
        .collect();
    let of = |amount, text: &str| (day(2), amount, text.to_owned(), None);
    assert_eq!(lines, [of(-900, "hotel for -900"), of(-30, "taxi for -30")]);
}

#[tokio::test]
async fn what_a_reading_tells_and_takes_back_is_in_no_statement() {
    let mut ledger = Ledger::new(10).await;
    ledger.stage(0, &[told("hotel", -500), told("taxi", -30)], &["hotel".to_owned()]).await;
    ledger.apply(0).await;
    ledger.import(day(9)).await;
    assert_eq!(ledger.closing().await, OPENING - 30);
}

#[tokio::test]
async fn what_changes_back_within_a_reading_needs_no_correction() {
    let mut ledger = Ledger::new(10).await;
    ledger.stage(0, &[told("hotel", -500)], &[]).await;
    ledger.apply(0).await;
    ledger.import(day(4)).await;
    ledger.stage(0, &[told("hotel", -900), told("hotel", -500), told("taxi", -30)], &[]).await;
    ledger.apply(0).await;
    ledger.import(day(9)).await;
    let kinds: Vec<_> = ledger.lines().await.into_iter().map(|line| (line.kind, line.amount_minor)).collect();
    assert_eq!(kinds, [(LineKind::Transaction, -500), (LineKind::Transaction, -30)]);
}

#[tokio::test]
async fn what_is_told_of_an_account_that_no_record_knows_waits_until_one_does() {
    let mut ledger = Ledger::new(10).await;
    let elsewhere = ReportedTransaction { account_id: "later".to_owned(), ..told("hotel", -500) };
    ledger.stage(0, &[elsewhere, told("taxi", -30)], &[]).await;
    ledger.apply(0).await;
    ledger.import(FIRST_DAY).await;
    assert_eq!(ledger.staged().await, 1);

    ledger.call_account("later").await;
    ledger.stage(0, &[], &[]).await;
    ledger.apply(0).await;
    ledger.import(day(9)).await;
    assert_eq!(ledger.staged().await, 0);
    assert_eq!(ledger.closing().await, OPENING - 530);
}

#[tokio::test]
async fn what_another_login_is_being_told_stays_where_a_reading_takes_effect() {
    for (one, other) in [(0, 1), (1, 0)] {
        let mut ledger = Ledger::new(10).await;
        ledger.stage(other, &[told("hotel", -500)], &[]).await;
        ledger.stage(one, &[told("taxi", -30)], &[]).await;
        ledger.apply(one).await;
        assert_eq!(ledger.staged().await, 1, "the other reading is still under way");

        ledger.apply(other).await;
        assert_eq!(ledger.staged().await, 0);
        ledger.import(day(9)).await;
        assert_eq!(ledger.closing().await, OPENING - 530);
    }
}

#[tokio::test]
async fn what_waits_of_another_login_stays_where_a_reading_takes_effect() {
    for (one, other) in [(0, 1), (1, 0)] {
        let mut ledger = Ledger::new(10).await;
        let elsewhere = ReportedTransaction { account_id: "later".to_owned(), ..told("hotel", -500) };
        ledger.stage(other, &[elsewhere], &[]).await;
        ledger.apply(other).await;
        ledger.stage(one, &[told("taxi", -30)], &[]).await;
        ledger.apply(one).await;
        assert_eq!(ledger.staged().await, 1);
    }
}
