//! The transactions of an account: made from the seed, day by day, the same for ever; or as a custom user wrote them.

use jiff::{
    ToSpan,
    civil::{Date, Time},
};
use rand::{RngExt, rngs::SmallRng};

use super::{Amount, BankAccount, Line};
use crate::seed::generator;

/// Name, category, detailed category, channel, and the least and greatest amount in cents.
type Merchant = (&'static str, &'static str, &'static str, &'static str, i64, i64);

#[rustfmt::skip]
const MERCHANTS: [Merchant; 10] = [
    ("Harbor Office Supply", "GENERAL_MERCHANDISE", "GENERAL_MERCHANDISE_OFFICE_SUPPLIES", "in store", 1_250, 48_000),
    ("Northwind Couriers", "GENERAL_SERVICES", "GENERAL_SERVICES_POSTAGE_AND_SHIPPING", "online", 890, 12_500),
    ("Blue Kettle Coffee", "FOOD_AND_DRINK", "FOOD_AND_DRINK_COFFEE", "in store", 320, 1_890),
    ("Granary Lunch Bar", "FOOD_AND_DRINK", "FOOD_AND_DRINK_RESTAURANT", "in store", 1_140, 8_600),
    ("Citywide Cabs", "TRANSPORTATION", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES", "online", 780, 6_400),
    ("Meridian Air", "TRAVEL", "TRAVEL_FLIGHTS", "online", 9_900, 68_000),
    ("Lumen Telecom", "RENT_AND_UTILITIES", "RENT_AND_UTILITIES_TELEPHONE", "online", 4_500, 22_000),
    ("Cloudshelf Hosting", "GENERAL_SERVICES", "GENERAL_SERVICES_OTHER_GENERAL_SERVICES", "online", 1_200, 31_000),
    ("Fairway Insurance", "GENERAL_SERVICES", "GENERAL_SERVICES_INSURANCE", "other", 12_000, 54_000),
    ("Ledger & Sons Payroll", "GENERAL_SERVICES", "GENERAL_SERVICES_ACCOUNTING_AND_FINANCIAL_PLANNING", "other", 35_000, 240_000),
];

/// Who pays the firm.
const CLIENTS: [&str; 6] = [
    "Alder & Finch LLP",
    "Brightwater Dental",
    "Copperfield Foods",
    "Dunmore Roofing",
    "Eastgate Clinic",
    "Foxglove Studio",
];

/// A payment that comes every month: the day, what it is, what it is called, category, detailed category, and cents.
type Monthly = (i8, &'static str, &'static str, &'static str, &'static str, i64);

#[rustfmt::skip]
const MONTHLY: [Monthly; 4] = [
    (1, "rent", "ACORN PROPERTY RENT", "RENT_AND_UTILITIES", "RENT_AND_UTILITIES_RENT", 325_000),
    (5, "power", "TIDEWATER POWER AND GAS", "RENT_AND_UTILITIES", "RENT_AND_UTILITIES_GAS_AND_ELECTRICITY", 21_840),
    (20, "tax", "STATE SALES TAX PAYMENT", "GOVERNMENT_AND_NON_PROFIT", "GOVERNMENT_AND_NON_PROFIT_TAX_PAYMENT", 118_275),
    (28, "fee", "MONTHLY SERVICE FEE", "BANK_FEES", "BANK_FEES_OTHER_BANK_FEES", 2_500),
];

/// The transactions from one day to another, both included. `owner` is whose account it is: bank and username.
pub(crate) fn history(seed: u64, owner: (&str, &str), account: &BankAccount, from: Date, to: Date) -> Vec<Line> {
    if let Some(written) = &account.transactions {
        let in_time = written.iter().enumerate().filter(|(_, line)| (from..=to).contains(&line.date));
        let booked = in_time.map(|(index, line)| {
            Line::plain(format!("written-{index}"), line.date, line.amount, line.description.clone())
        });
        return booked.collect();
    }
    from.series(1.day()).take_while(|day| *day <= to).flat_map(|day| made_up(seed, owner, account, day)).collect()
}

/// Transactions in great number that control asked for, on the days before and on `last`, evenly spread.
pub(crate) fn generated(number: u64, index: u32, count: u32, days: u16, last: Date) -> Line {
    let ago = i64::from(days) * i64::from(count - 1 - index) / i64::from(count);
    let (merchant, category, detailed, channel, ..) = MERCHANTS[index as usize % MERCHANTS.len()];
    let date = last.saturating_sub(ago.days());
    Line {
        merchant: Some(merchant.into()),
        original: Some(format!("{} {index:06}", merchant.to_uppercase())),
        reference: Some(format!("{number}-{index:06}")),
        category: (category.into(), detailed.into()),
        channel: channel.into(),
        ..Line::plain(format!("generated-{number}-{index}"), date, generated_amount(index), merchant.to_owned())
    }
}

/// What goes out comes in again with the next one, so that a great number leaves the balance where it is.
fn generated_amount(index: u32) -> Amount {
    let cents = 100 + i64::from(index / 2) * 37 % 90_000;
    Amount::from_cents(if index.is_multiple_of(2) { cents } else { -cents })
}

/// What all of them come to.
pub(crate) fn generated_sum(count: u32) -> Amount {
    if count.is_multiple_of(2) { Amount::from_cents(0) } else { generated_amount(count - 1) }
}

fn made_up(seed: u64, owner: (&str, &str), account: &BankAccount, day: Date) -> Vec<Line> {
    let parts = ["history", owner.0, owner.1, &account.key, &day.to_string()];
    let mut generator = generator(seed, &parts);
    let mut lines = Vec::new();
    match (account.kind.as_str(), account.subtype.as_deref()) {
        ("depository", Some("checking" | "cash management")) => {
            if matches!(day.day(), 1 | 8 | 15 | 22) {
                lines.push(income(&mut generator, day));
            }
            lines.extend(MONTHLY.iter().filter(|monthly| monthly.0 == day.day()).map(|monthly| regular(day, monthly)));
            purchases(&mut generator, day, 2, &mut lines);
        }
        ("credit", _) => {
            purchases(&mut generator, day, 3, &mut lines);
            if day.day() == 24 {
                lines.push(payment(&mut generator, day));
            }
        }
        ("depository", _) if day == day.last_of_month() => {
            lines.push(regular(day, &(0, "interest", "INTEREST PAYMENT", "INCOME", "INCOME_INTEREST_EARNED", -125)));
        }
        ("loan", _) if day.day() == 3 => {
            let (category, detailed) = ("LOAN_PAYMENTS", "LOAN_PAYMENTS_OTHER_PAYMENT");
            lines.push(regular(day, &(0, "installment", "LOAN INSTALLMENT RECEIVED", category, detailed, -41_250)));
        }
        _ => {}
    }
    lines
}

/// From none to `most` purchases.
fn purchases(generator: &mut SmallRng, day: Date, most: u8, into: &mut Vec<Line>) {
    for index in 0..generator.random_range(0..=most) {
        let (merchant, category, detailed, channel, least, greatest) =
            MERCHANTS[generator.random_range(0..MERCHANTS.len())];
        let (hour, minute) = (generator.random_range(7..21), generator.random_range(0..60));
        let amount = Amount::from_cents(generator.random_range(least..=greatest));
        let name = merchant.to_uppercase();
        let till = generator.random_range(1_000..9_999);
        into.push(Line {
            time: Time::constant(hour, minute, 0, 0),
            merchant: Some(merchant.into()),
            original: Some(format!("CARD PURCHASE {till} {name}")),
            category: (category.into(), detailed.into()),
            channel: channel.into(),
            pends: true,
            ..Line::plain(format!("{day}-{index}"), day, amount, name)
        });
    }
}

fn income(generator: &mut SmallRng, day: Date) -> Line {
    let client = CLIENTS[generator.random_range(0..CLIENTS.len())];
    let invoice = generator.random_range(20_000..30_000);
    let amount = Amount::from_cents(-generator.random_range(150_000..=600_000));
    Line {
        time: Time::constant(6, 0, 0, 0),
        original: Some(format!("ACH CREDIT {} INV {invoice}", client.to_uppercase())),
        reference: Some(format!("INV{invoice}")),
        category: ("INCOME".into(), "INCOME_OTHER_INCOME".into()),
        pends: true,
        ..Line::plain(format!("{day}-income"), day, amount, format!("{client} invoice {invoice}"))
    }
}

/// What is paid back on a card: about as much as is bought with it in a month.
fn payment(generator: &mut SmallRng, day: Date) -> Line {
    let amount = Amount::from_cents(-generator.random_range(1_000_000..=1_400_000));
    Line {
        time: Time::constant(5, 0, 0, 0),
        category: ("LOAN_PAYMENTS".into(), "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT".into()),
        pends: true,
        ..Line::plain(format!("{day}-payment"), day, amount, "PAYMENT RECEIVED THANK YOU".to_owned())
    }
}

/// The rent goes by check, everything else by itself. What the bank itself books is posted at once.
fn regular(day: Date, &(_, what, name, category, detailed, cents): &Monthly) -> Line {
    let check = 1_000 + i32::from(day.year() % 10) * 12 + i32::from(day.month());
    Line {
        time: Time::constant(5, 0, 0, 0),
        original: Some(format!("AUTOPAY {name}")),
        check_number: (what == "rent").then(|| check.to_string()),
        category: (category.into(), detailed.into()),
        pends: !matches!(what, "fee" | "interest"),
        ..Line::plain(format!("{day}-{what}"), day, Amount::from_cents(cents), name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_great_number_of_transactions_comes_to_its_sum_within_its_days() {
        let last: Date = "2026-03-02".parse().unwrap();
        for count in [1_u32, 2, 7, 1_000] {
            let lines: Vec<Line> = (0..count).map(|index| generated(4, index, count, 90, last)).collect();
            let sum = lines.iter().fold(Amount::from_cents(0), |sum, line| sum + line.amount);
            assert_eq!(sum, generated_sum(count), "{count}");
            assert_eq!(lines.last().map(|line| line.date), Some(last));
            assert!(lines.is_sorted_by_key(|line| line.date));
            assert!(lines[0].date > last.saturating_sub(91.days()));
        }
    }
}
