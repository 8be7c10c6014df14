//! On which days, and when exactly on them.
//!
//! A time that the clock leaps over in spring is taken as long after the leap as it lies behind its beginning; of a time that
//! comes twice in autumn the first one counts. Either way a day has one.

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

/// How many days of one schedule are counted at most as missed.
const MOST_MISSED: u32 = 1000;

/// The days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// Each day.
    Daily,
    /// From Monday to Friday.
    Weekdays,
    /// One day of the week.
    Weekly(Weekday),
    /// One day of the month.
    Monthly(MonthDay),
}

/// A day of the month, from 1 to 31. A month that has no such day has its last one instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay(i8);

impl MonthDay {
    /// The day of this number, where there is one.
    #[must_use]
    pub const fn of(number: i8) -> Option<Self> {
        if 1 <= number && number <= 31 { Some(Self(number)) } else { None }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> i8 {
        self.0
    }
}

impl Rhythm {
    /// The first of its days from this one on. `None` beyond the year 9999.
    #[must_use]
    pub fn day_from(self, from: Date) -> Option<Date> {
        match self {
            Self::Daily => Some(from),
            Self::Weekdays => match from.weekday() {
                Weekday::Saturday => from.checked_add(2.days()).ok(),
                Weekday::Sunday => from.tomorrow().ok(),
                Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => {
                    Some(from)
                }
            },
            Self::Weekly(day) => from.checked_add(i64::from(from.weekday().until(day)).days()).ok(),
            Self::Monthly(day) => {
                let of_month = |month: Date| month.with().day(day.0.min(month.days_in_month())).build().ok();
                let this = of_month(from.first_of_month())?;
                if this >= from { Some(this) } else { of_month(from.first_of_month().checked_add(1.month()).ok()?) }
            }
        }
    }
}

/// The days and the time on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The days.
    pub rhythm: Rhythm,
    /// On the clock of the time zone.
    pub at: Time,
    /// The time zone. It has a name.
    pub zone: TimeZone,
}

/// A day of a schedule and the moment at which it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// The day.
    pub day: Date,
    /// With the random wait.
    pub at: Timestamp,
}

/// What a run makes up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The last day that has come.
    pub last: Date,
    /// How many days after the planned one have come too.
    pub missed: u32,
}

impl When {
    /// The moment on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<Timestamp> {
        Some(day.to_datetime(self.at).to_zoned(self.zone.clone()).ok()?.timestamp())
    }

    /// The first of its moments after this one, and its day.
    #[must_use]
    pub fn first_after(&self, now: Timestamp) -> Option<Planned> {
        let mut day = self.rhythm.day_from(now.to_zoned(self.zone.clone()).date())?;
        loop {
            let at = self.on(day)?;
            if at > now {
                return Some(Planned { day, at });
            }
            day = self.day_after(day)?;
        }
    }

    /// The same for whoever is done with a day, also where the clock of the machine was put back.
    #[must_use]
    pub fn next_after(&self, done: Date, now: Timestamp) -> Option<Planned> {
        let next = self.first_after(now)?;
        if next.day > done {
            return Some(next);
        }
        let day = self.day_after(done)?;
        Some(Planned { day, at: self.on(day)? })
    }

    /// What has come by now, from the planned day on.
    #[must_use]
    pub fn due_since(&self, planned: Date, now: Timestamp) -> Due {
        let mut due = Due { last: planned, missed: 0 };
        while due.missed < MOST_MISSED {
            let Some(next) = self.day_after(due.last) else { break };
            if self.on(next).is_none_or(|at| at > now) {
                break;
            }
            due = Due { last: next, missed: due.missed + 1 };
        }
        due
    }

    fn day_after(&self, day: Date) -> Option<Date> {
        self.rhythm.day_from(day.tomorrow().ok()?)
    }
}

#[cfg(test)]
mod tests;
