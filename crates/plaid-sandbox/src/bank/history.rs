//! The transactions of an account: made from the seed, day by day, the same for ever; or as a custom user wrote them.

use jiff::{
    ToSpan,
    civil::{Date, Time},
};
use rand::{RngExt, rngs::SmallRng};

use super::{Amount, BankAccount};
use crate::seed::generator;

/// A transaction as the bank booked it. A positive amount left the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Tells transactions of an account apart.
    pub(crate) key: String,
    pub(crate) date: Date,
    /// When on that day it happened, in UTC.
    pub(crate) time: Time,
    pub(crate) amount: Amount,
    pub(crate) name: String,
    pub(crate) merchant: Option<&'static str>,
    pub(crate) category: (&'static str, &'static str),
    pub(crate) channel: &'static str,
}

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

/// The transactions from one day to another, both included. `owner` is whose account it is: bank and username.
pub(crate) fn history(seed: u64, owner: (&str, &str), account: &BankAccount, from: Date, to: Date) -> Vec<Line> {
    if let Some(written) = &account.transactions {
        let in_time = written.iter().enumerate().filter(|(_, line)| (from..=to).contains(&line.date));
        return in_time.map(|(index, line)| booked(index, line.date, line.amount, &line.description)).collect();
    }
    from.series(1.day()).take_while(|day| *day <= to).flat_map(|day| made_up(seed, owner, account, day)).collect()
}

fn booked(index: usize, date: Date, amount: Amount, description: &str) -> Line {
    Line {
        key: format!("written-{index}"),
        date,
        time: Time::midnight(),
        amount,
        name: description.to_owned(),
        merchant: None,
        category: ("OTHER", "OTHER_OTHER"),
        channel: "other",
    }
}

fn made_up(seed: u64, owner: (&str, &str), account: &BankAccount, day: Date) -> Vec<Line> {
    let parts = ["history", owner.0, owner.1, &account.key, &day.to_string()];
    let mut generator = generator(seed, &parts);
    let mut lines = Vec::new();
    match (account.kind.as_str(), account.subtype.as_deref()) {
        ("depository", Some("checking" | "cash management")) => {
            if day.day() == 1 || day.day() == 15 {
                lines.push(income(&mut generator, day));
            }
            purchases(&mut generator, day, 2, &mut lines);
        }
        ("credit", _) => purchases(&mut generator, day, 3, &mut lines),
        ("depository", _) if day == day.last_of_month() => {
            lines.push(regular(day, "interest", -125, "INTEREST PAYMENT"));
        }
        ("loan", _) if day.day() == 3 => lines.push(regular(day, "installment", 41_250, "LOAN INSTALLMENT")),
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
        into.push(Line {
            key: format!("{day}-{index}"),
            date: day,
            time: Time::constant(hour, minute, 0, 0),
            amount: Amount::from_cents(generator.random_range(least..=greatest)),
            name: merchant.to_uppercase(),
            merchant: Some(merchant),
            category: (category, detailed),
            channel,
        });
    }
}

fn income(generator: &mut SmallRng, day: Date) -> Line {
    Line {
        key: format!("{day}-income"),
        date: day,
        time: Time::constant(6, 0, 0, 0),
        amount: Amount::from_cents(-generator.random_range(150_000..=900_000)),
        name: "CLIENT PAYMENT RECEIVED".to_owned(),
        merchant: None,
        category: ("INCOME", "INCOME_OTHER_INCOME"),
        channel: "other",
    }
}

fn regular(day: Date, what: &str, cents: i64, name: &str) -> Line {
    let category =
        if cents < 0 { ("INCOME", "INCOME_INTEREST_EARNED") } else { ("LOAN_PAYMENTS", "LOAN_PAYMENTS_OTHER_PAYMENT") };
    Line {
        key: format!("{day}-{what}"),
        date: day,
        time: Time::constant(5, 0, 0, 0),
        amount: Amount::from_cents(cents),
        name: name.to_owned(),
        merchant: None,
        category,
        channel: "other",
    }
}
