//! Opening balances that were not right, and how the next statement makes up for them.

use super::{
    day,
    ledger::{Ledger, OPENING},
    truth::Bank,
};
use crate::{
    model::statement::{CorrectionReason, LineKind},
    statements::make::Made,
};

/// With one statement, up to the fourth day.
async fn ledger(most: u32) -> (Ledger, Bank) {
    let mut ledger = Ledger::new(most).await;
    let mut bank = Bank::default();
    bank.books(2, -300, "Couriers", false);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(4)).await;
    (ledger, bank)
}

/// Amount and key of each correction of the opening balance.
async fn corrections(ledger: &Ledger) -> Vec<(i64, String)> {
    let lines = ledger.lines().await.into_iter();
    let corrections = lines.filter(|line| line.kind == LineKind::Correction(CorrectionReason::OpeningBalance));
    corrections.map(|line| (line.amount_minor, line.key)).collect()
}

fn key(number: u32) -> String {
    format!("opening/bka_00000000000000000000000000000001/{number}")
}

#[tokio::test]
async fn the_next_statement_makes_up_for_an_opening_balance_even_where_nothing_else_is_new() {
    let (mut ledger, _) = ledger(10).await;
    let before = ledger.statements().await;
    ledger.correct_opening(OPENING - 50).await;
    ledger.correct_opening(OPENING + 20).await;
    assert_eq!(ledger.import(day(4)).await, Made::Already(day(4)), "it waits for the next one");
    assert_eq!(ledger.statements().await, before, "what was imported stays");

    ledger.balance = Some(OPENING - 280);
    ledger.import(day(9)).await;
    let made = ledger.statements().await.pop().unwrap();
    assert_eq!((made.opening_minor, made.closing_minor, made.lines), (OPENING - 300, OPENING - 280, 1));
    assert_eq!(made.bank_minor, Some(made.closing_minor), "there is no difference any more");
    let line = ledger.lines().await.pop().unwrap();
    assert_eq!((line.date, line.amount_minor, &*line.description), (day(9), 20, "Opening balance corrected"));
    assert_eq!(corrections(&ledger).await, [(20, key(1))], "both corrections are one");
    ledger.assert_chained().await;

    assert!(matches!(ledger.import(day(10)).await, Made::Nothing(_)), "it is made up for once");
    ledger.correct_opening(OPENING).await;
    ledger.import(day(11)).await;
    assert_eq!(corrections(&ledger).await, [(20, key(1)), (-20, key(2))], "each line has a key of its own");
}

#[tokio::test]
async fn a_correction_that_is_taken_back_before_the_next_import_leaves_nothing() {
    let (mut ledger, _) = ledger(10).await;
    ledger.correct_opening(OPENING - 50).await;
    ledger.correct_opening(OPENING).await;
    assert!(matches!(ledger.import(day(9)).await, Made::Nothing(_)));
    assert_eq!(ledger.statements().await.len(), 1);
}

#[tokio::test]
async fn a_correction_of_the_opening_balance_is_the_last_line_of_the_last_part() {
    let (mut ledger, mut bank) = ledger(1).await;
    let couriers = bank.books(3, -10, "Couriers", false);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(5)).await;
    bank.changes(couriers, -20);
    bank.books(6, 500, "Client", false);
    bank.is_read(&mut ledger, false).await;
    ledger.correct_opening(OPENING - 50).await;
    ledger.import(day(9)).await;
    let lines: Vec<_> = ledger.lines().await.into_iter().map(|line| (line.kind, line.amount_minor)).collect();
    assert_eq!(
        lines[2..],
        [
            (LineKind::Transaction, 500),
            (LineKind::Correction(CorrectionReason::AmountChanged), -10),
            (LineKind::Correction(CorrectionReason::OpeningBalance), -50),
        ]
    );
    ledger.assert_chained().await;
}

#[tokio::test]
async fn a_line_without_a_transaction_corrects_an_opening_balance_and_no_other_does() {
    let (ledger, _) = ledger(10).await;
    ledger
        .refuses(&[
            "insert into statement_lines select 99, statement_id, 9, 'correction', null, 'removed', date, 1, '', null, 'k'
            from statement_lines",
            "insert into statement_lines select 99, statement_id, 9, 'correction', transaction_row, 'opening_balance',
                date, 1, '', null, 'k' from statement_lines",
            "insert into statement_lines select 99, statement_id, 9, 'transaction', null, null, date, 1, '', null, 'k'
            from statement_lines",
            "update statement_lines set amount_minor = 0",
            "delete from statement_lines",
        ])
        .await;
}
