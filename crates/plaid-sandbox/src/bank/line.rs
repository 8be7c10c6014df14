//! A transaction as the bank books it, whoever wrote it: made from the seed, by a custom user, or by control.

use std::borrow::Cow;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use super::Amount;

/// Words that are part of the program, or that somebody wrote.
type Words = Cow<'static, str>;

/// A transaction as the bank booked it. A positive amount left the account, or is owed from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    /// Tells transactions of an account apart.
    pub(crate) key: String,
    pub(crate) date: Date,
    /// When on that day it happened, in UTC.
    pub(crate) time: Time,
    pub(crate) amount: Amount,
    pub(crate) name: String,
    pub(crate) merchant: Option<Words>,
    /// The bank's own text.
    pub(crate) original: Option<String>,
    pub(crate) check_number: Option<String>,
    pub(crate) reference: Option<String>,
    /// Category and detailed category.
    pub(crate) category: (Words, Words),
    pub(crate) channel: Words,
    /// Whether it is pending at first.
    pub(crate) pends: bool,
}

impl Line {
    /// A line with nothing beyond what every line has.
    pub(crate) fn plain(key: String, date: Date, amount: Amount, name: String) -> Self {
        Self {
            key,
            date,
            time: Time::midnight(),
            amount,
            name,
            merchant: None,
            original: None,
            check_number: None,
            reference: None,
            category: ("OTHER".into(), "OTHER_OTHER".into()),
            channel: "other".into(),
            pends: false,
        }
    }

    /// When it happened.
    pub(crate) fn happened(&self) -> Timestamp {
        let zoned = self.date.to_datetime(self.time).to_zoned(TimeZone::UTC);
        zoned.map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }
}
