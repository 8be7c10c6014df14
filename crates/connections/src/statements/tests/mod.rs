//! Whatever a bank does, and however its words arrive, the statements come to what is true in the end.

mod ledger;
mod lines;
mod openings;
mod readings;
mod truth;

use jiff::{ToSpan as _, civil::Date};
use proptest::prelude::*;

use self::ledger::{FIRST_DAY, Ledger, OPENING};
use self::truth::{Act, Bank};
use super::make::Made;
use crate::{
    model::{
        money::Currency,
        statement::{Compared, CorrectionReason, LineKind},
    },
    usable::Unusable,
};

fn day(number: i32) -> Date {
    FIRST_DAY.saturating_add(number.days())
}

fn act() -> impl Strategy<Value = Act> {
    let amount = -5_i64..5;
    prop_oneof![
        4 => (0..20_i32, amount.clone(), 0..3_usize, any::<bool>())
            .prop_map(|(day, amount, name, pending)| Act::Books { day, amount, name, pending }),
        3 => any::<prop::sample::Index>().prop_map(Act::Posts),
        2 => (any::<prop::sample::Index>(), amount).prop_map(|(which, amount)| Act::Changes(which, amount)),
        1 => any::<prop::sample::Index>().prop_map(Act::TakesBack),
        3 => Just(Act::IsRead { breaks_off: false }),
        1 => Just(Act::IsRead { breaks_off: true }),
        1 => Just(Act::GetsAnotherLogin),
        1 => Just(Act::CallsAccountsOtherwise),
        3 => (0..25_i32).prop_map(Act::IsImportedUntil),
        2 => (-3..3_i64).prop_map(|more| Act::OpenedWith(OPENING + more)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_books_come_to_what_is_true(acts in prop::collection::vec(act(), 1..40), most in 1..6_u32) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut ledger = Ledger::new(most).await;
            let mut bank = Bank::default();
            for act in acts {
                bank.does(&mut ledger, act).await;
            }
            bank.is_read(&mut ledger, false).await;
            ledger.import(day(30)).await;
            ledger.assert_chained().await;
            assert_eq!(ledger.closing().await, ledger.right_opening + bank.posted_total());
            assert_eq!(ledger.doubtful().await, 0);
        });
    }
}

#[tokio::test]
async fn a_statement_begins_where_the_last_one_ended() {
    let mut ledger = Ledger::new(10).await;
    let mut bank = Bank::default();
    bank.books(2, -300, "Couriers", false);
    bank.books(9, 500, "Client", false);
    bank.is_read(&mut ledger, false).await;
    assert_eq!(ledger.import(day(-1)).await, Made::Before(day(0)));
    ledger.import(day(4)).await;
    assert_eq!(ledger.import(day(4)).await, Made::Already(day(4)));
    assert_eq!(ledger.import(day(-1)).await, Made::Already(day(4)));
    ledger.import(day(12)).await;
    let statements = ledger.statements().await;
    let told: Vec<_> = statements
        .iter()
        .map(|one| (one.name.clone(), one.days.first, one.opening_minor, one.closing_minor, one.lines))
        .collect();
    assert_eq!(
        told,
        [
            (format!("{} - Plaid", day(4)), day(0), OPENING, OPENING - 300, 1),
            (format!("{} - Plaid", day(12)), day(5), OPENING - 300, OPENING + 200, 1),
        ]
    );
    assert_eq!(ledger.import(day(13)).await, Made::Nothing(None));
}

#[tokio::test]
async fn too_many_lines_become_several_statements_in_order() {
    let mut ledger = Ledger::new(2).await;
    let mut bank = Bank::default();
    for number in 0..5 {
        bank.books(5 - number, i64::from(number) + 1, "Client", false);
    }
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(9)).await;
    let told: Vec<_> =
        ledger.statements().await.into_iter().map(|one| (one.name, one.days.first, one.days.last, one.lines)).collect();
    let until = day(9);
    assert_eq!(
        told,
        [
            (format!("{until} - Plaid - 1"), day(0), day(2), 2),
            (format!("{until} - Plaid - 2"), day(3), day(4), 2),
            (format!("{until} - Plaid - 3"), day(5), until, 1),
        ]
    );
    let amounts: Vec<_> = ledger.lines().await.into_iter().map(|line| line.amount_minor).collect();
    assert_eq!(amounts, [5, 4, 3, 2, 1], "by day");
    ledger.assert_chained().await;
}

#[tokio::test]
async fn a_day_with_more_lines_than_a_statement_takes_is_shared_and_the_next_import_goes_on_after_it() {
    let mut ledger = Ledger::new(2).await;
    let mut bank = Bank::default();
    let taxi = bank.books(1, -700, "Taxi", false);
    for number in 1..=5 {
        bank.books(3, number, "Client", false);
    }
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(3)).await;
    bank.changes(taxi, -800);
    bank.books(2, 6, "Told late", false);
    bank.books(4, 7, "Client", false);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(9)).await;
    let told: Vec<_> =
        ledger.statements().await.into_iter().map(|one| (one.part, one.days.first, one.days.last, one.lines)).collect();
    assert_eq!(
        told,
        [
            (1, day(0), day(2), 1),
            (2, day(3), day(3), 2),
            (3, day(3), day(3), 2),
            (4, day(3), day(3), 1),
            (1, day(4), day(8), 2),
            (2, day(9), day(9), 1),
        ]
    );
    ledger.assert_chained().await;
}

#[tokio::test]
async fn the_balance_of_the_bank_stands_in_the_last_part_alone() {
    let mut ledger = Ledger::new(1).await;
    let mut bank = Bank::default();
    bank.books(1, -700, "Taxi", false);
    bank.books(2, 500, "Client", false);
    bank.is_read(&mut ledger, false).await;
    ledger.balance = Some(OPENING - 200);
    ledger.import(day(3)).await;
    let told: Vec<_> = ledger.statements().await.into_iter().map(|one| (one.closing_minor, one.bank_minor)).collect();
    assert_eq!(told, [(OPENING - 700, None), (OPENING - 200, Some(OPENING - 200))]);
}

#[tokio::test]
async fn where_nothing_is_new_the_bank_is_compared_with_the_last_statement_as_far_as_that_can_be_told() {
    let mut ledger = Ledger::new(10).await;
    let mut bank = Bank::default();
    ledger.balance = Some(OPENING);
    assert_eq!(ledger.import(day(3)).await, Made::Nothing(None), "there is no statement to compare with");
    bank.books(2, -300, "Couriers", false);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(4)).await;
    bank.books(8, 500, "Client", false);
    bank.is_read(&mut ledger, false).await;
    let currency = Currency::of("USD").unwrap();
    let compared = |bank_minor| Made::Nothing(Some(Compared { currency, closing_minor: OPENING - 300, bank_minor }));
    let difference = |made: &Made| {
        let Made::Nothing(compared) = made else { panic!("something is new: {made:?}") };
        compared.and_then(|compared| compared.difference()).map(|money| money.minor)
    };
    for (balance, difference_minor) in [(OPENING + 200, None), (OPENING + 190, Some(-10))] {
        ledger.balance = Some(balance);
        let made = ledger.import(day(7)).await;
        assert_eq!(made, compared(balance - 500), "what was posted since is led back over");
        assert_eq!(difference(&made), difference_minor);
    }
    let of = ledger.account().await;
    let untold = ledger.import_on(&of, day(7), day(6)).await;
    assert_eq!(untold, Made::Nothing(None), "the bank told before that day was over");
    ledger.balance = None;
    assert_eq!(ledger.import(day(7)).await, Made::Nothing(None));
}

#[tokio::test]
async fn what_is_pending_waits_and_what_the_bank_changes_later_is_a_correction() {
    let mut ledger = Ledger::new(10).await;
    let mut bank = Bank::default();
    let lunch = bank.books(2, -1000, "Lunch", true);
    let taxi = bank.books(2, -700, "Taxi", false);
    let hotel = bank.books(3, -9000, "Hotel", false);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(5)).await;
    bank.posts(lunch);
    bank.changes(lunch, -1200);
    bank.takes_back(taxi);
    bank.changes(hotel, -8000);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(9)).await;
    let lines: Vec<_> =
        ledger.lines().await.into_iter().map(|line| (line.kind, line.date, line.amount_minor)).collect();
    assert_eq!(
        lines,
        [
            (LineKind::Transaction, day(2), -700),
            (LineKind::Transaction, day(3), -9000),
            (LineKind::Transaction, day(2), -1200),
            (LineKind::Correction(CorrectionReason::Removed), day(9), 700),
            (LineKind::Correction(CorrectionReason::AmountChanged), day(9), 1000),
        ]
    );
    assert_eq!(ledger.import(day(10)).await, Made::Nothing(None));
}

#[tokio::test]
async fn another_login_tells_nothing_twice_and_what_is_nearly_the_same_is_asked() {
    let mut ledger = Ledger::new(10).await;
    let mut bank = Bank::default();
    // Two that nothing tells apart, and one that the next login dates a day later.
    bank.books(2, -450, "Coffee", false);
    bank.books(2, -450, "Coffee", false);
    let rent = bank.books(3, -90_000, "Rent", false);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(5)).await;
    bank.dates(rent, 4);
    bank.gets_another_login();
    bank.is_read(&mut ledger, false).await;
    assert_eq!(ledger.doubtful().await, 1);
    assert_eq!(ledger.import(day(9)).await, Made::Nothing(None), "nothing goes into a statement that is in doubt");
    ledger.tell_apart(true).await;
    assert_eq!(ledger.import(day(9)).await, Made::Nothing(None));
    bank.takes_back(rent);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(9)).await;
    assert_eq!(ledger.closing().await, OPENING - 900, "it goes on under the id of the new login");
}

#[tokio::test]
async fn what_the_bank_changed_between_two_logins_is_asked_and_then_corrected() {
    let mut ledger = Ledger::new(10).await;
    let mut bank = Bank::default();
    let hotel = bank.books(3, -9000, "Hotel", false);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(5)).await;
    bank.changes(hotel, -8000);
    bank.gets_another_login();
    bank.is_read(&mut ledger, false).await;
    ledger.tell_apart(true).await;
    ledger.import(day(9)).await;
    assert_eq!(ledger.closing().await, OPENING - 8000);
    ledger.assert_chained().await;
}

#[tokio::test]
async fn what_is_another_transaction_after_all_is_imported() {
    let mut ledger = Ledger::new(10).await;
    let mut bank = Bank::default();
    let rent = bank.books(3, -90_000, "Rent", false);
    bank.is_read(&mut ledger, false).await;
    ledger.import(day(5)).await;
    bank.dates(rent, 4);
    bank.gets_another_login();
    bank.is_read(&mut ledger, false).await;
    ledger.tell_apart(false).await;
    ledger.import(day(9)).await;
    assert_eq!(ledger.closing().await, OPENING - 180_000);
}

#[tokio::test]
async fn an_amount_that_the_currency_can_t_hold_stops_the_import_of_its_account_alone() {
    let mut ledger = Ledger::new(10).await;
    let mut bank = Bank::default();
    bank.books_what_can_t_be_held(3);
    bank.is_read(&mut ledger, false).await;
    assert_eq!(ledger.import(day(5)).await, Made::Amounts(1));
    assert_eq!(ledger.statements().await, []);
}

#[tokio::test]
async fn what_can_t_be_used_any_more_when_it_is_read_gets_into_no_statement() {
    for (change, why) in [
        ("update connections set paused = 1", Unusable::Paused),
        ("update account_connections set active = 0", Unusable::Inactive),
        ("update connections set obsolete = 1", Unusable::Obsolete),
        ("update bank_accounts set active = 0", Unusable::BankAccountInactive),
    ] {
        let mut ledger = Ledger::new(10).await;
        let mut bank = Bank::default();
        bank.books(2, -300, "Couriers", false);
        bank.is_read(&mut ledger, false).await;
        let of = ledger.account().await;
        assert_eq!(of.unusable, None);
        ledger.say(change).await;
        assert_eq!(ledger.import_of(&of, day(4), day(4)).await, Made::Unusable(why), "{change}");
        assert_eq!(ledger.statements().await, []);
    }
}

#[tokio::test]
async fn a_statement_that_ends_in_the_future_has_the_next_one_wait() {
    let mut ledger = Ledger::new(10).await;
    let mut bank = Bank::default();
    bank.books(2, -300, "Couriers", false);
    bank.is_read(&mut ledger, false).await;
    // The clock was ahead.
    ledger.import(day(9)).await;
    bank.books(4, 500, "Client", false);
    bank.is_read(&mut ledger, false).await;
    let of = ledger.account().await;
    for today in [4, 8] {
        assert_eq!(ledger.import_of(&of, day(today), day(today)).await, Made::Ahead(day(9)));
    }
    assert_eq!(ledger.import_of(&of, day(9), day(9)).await, Made::Already(day(9)));
    let made = ledger.import_of(&of, day(12), day(12)).await;
    let Made::Statements(statements) = made else { panic!("no statement: {made:?}") };
    assert_eq!((statements[0].days.first, statements[0].lines), (day(10), 1), "nothing of those days is lost");
    ledger.assert_chained().await;
}
