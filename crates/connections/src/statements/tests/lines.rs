//! Lines in every order in which they can be looked at.

use super::{day, ledger::Ledger, truth::Bank};
use crate::store::statement_lines::{LineOrder, LineQuery, LinesOf};

/// Two statements, which share a day: Alpha and beta in the first one, alpha and gamma in the second.
async fn ledger() -> Ledger {
    let mut ledger = Ledger::new(2).await;
    let mut bank = Bank::default();
    bank.books(2, -50, "Alpha", false);
    bank.books(2, -50, "beta", false);
    bank.books(2, 20, "alpha", false);
    bank.books(3, -70, "gamma", false);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(9)).await;
    ledger
}

fn query(of: LinesOf, order: LineOrder, descending: bool) -> LineQuery {
    LineQuery { order, descending, ..LineQuery::first(of, 100) }
}

#[tokio::test]
async fn lines_that_are_alike_stay_in_the_order_of_their_statements() {
    let ledger = ledger().await;
    let all = LinesOf::BankAccount(ledger.statements().await[0].bank_account);
    for (order, descending, names) in [
        (LineOrder::Statement, false, ["Alpha", "beta", "alpha", "gamma"]),
        (LineOrder::Statement, true, ["gamma", "alpha", "beta", "Alpha"]),
        (LineOrder::Date, false, ["Alpha", "beta", "alpha", "gamma"]),
        (LineOrder::Date, true, ["gamma", "Alpha", "beta", "alpha"]),
        (LineOrder::Amount, false, ["gamma", "Alpha", "beta", "alpha"]),
        (LineOrder::Amount, true, ["alpha", "Alpha", "beta", "gamma"]),
        (LineOrder::Description, false, ["Alpha", "alpha", "beta", "gamma"]),
        (LineOrder::Description, true, ["gamma", "beta", "Alpha", "alpha"]),
    ] {
        let whole = query(all, order, descending);
        let page = ledger.page(&whole).await;
        assert_eq!((page.0, page.1, &page.2[..]), (4, -150, &names.map(str::to_owned)[..]), "{order:?} {descending}");
        let middle = ledger.page(&LineQuery { offset: 1, count: 2, ..whole }).await;
        assert_eq!((middle.0, middle.1, &middle.2[..]), (4, -150, &page.2[1..3]), "{order:?} {descending}");
    }
}

#[tokio::test]
async fn lines_of_one_statement_are_its_own_and_can_be_narrowed() {
    let ledger = ledger().await;
    let second = LinesOf::Statement(ledger.statements().await[1].id);
    let all = LinesOf::BankAccount(ledger.statements().await[0].bank_account);
    let whole = query(second, LineOrder::Statement, true);
    assert_eq!(ledger.page(&whole).await, (2, -50, vec!["gamma".to_owned(), "alpha".to_owned()]));
    let any = query(all, LineOrder::Amount, false);
    for (narrowed, names) in [
        (LineQuery { words: "ALPHA".to_owned(), ..any.clone() }, vec!["Alpha", "alpha"]),
        (LineQuery { until: Some(day(2)), ..any.clone() }, vec!["Alpha", "beta", "alpha"]),
        (LineQuery { from: Some(day(3)), ..any.clone() }, vec!["gamma"]),
        (LineQuery { least_minor: Some(21), greatest_minor: Some(69), ..any.clone() }, vec!["Alpha", "beta"]),
        (LineQuery { words: "%".to_owned(), ..any }, vec![]),
    ] {
        assert_eq!(ledger.page(&narrowed).await.2, names, "{narrowed:?}");
    }
}
