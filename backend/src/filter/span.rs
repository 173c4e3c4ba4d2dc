//! Days and moments: every way to ask for a time comes down to "from here, until before there".
//! Days are days in UTC.

use chrono::{Days, Duration, NaiveDate, NaiveTime};

use crate::db::Ts;

/// A span of time, as it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// On a day.
    On(NaiveDate),
    /// Earlier than a day.
    Before(NaiveDate),
    /// Later than a day.
    After(NaiveDate),
    /// From one day to another, both included.
    Between(NaiveDate, NaiveDate),
    /// At most so many days ago, and not in the future.
    LastDays(u32),
    /// More than so many days ago.
    MoreThanDaysAgo(u32),
}

/// From, and until before; `None` is without end.
pub type Bounds<T> = (Option<T>, Option<T>);

impl Span {
    /// The moments in it.
    pub fn moments(self, now: Ts) -> Bounds<Ts> {
        let ago = |days: u32| now - Duration::days(i64::from(days));
        match self {
            Span::LastDays(days) => (Some(ago(days)), Some(now + Duration::microseconds(1))),
            Span::MoreThanDaysAgo(days) => (None, Some(ago(days))),
            days => {
                let (from, until) = days.days(now);
                (from.map(midnight), until.map(midnight))
            }
        }
    }

    /// The days in it.
    pub fn days(self, now: Ts) -> Bounds<NaiveDate> {
        let today = now.0.date_naive();
        let next = |day: NaiveDate| day.succ_opt().unwrap_or(NaiveDate::MAX);
        let ago = |days: u32| today.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN);
        match self {
            Span::On(day) => (Some(day), Some(next(day))),
            Span::Before(day) => (None, Some(day)),
            Span::After(day) => (Some(next(day)), None),
            Span::Between(from, to) => (Some(from), Some(next(to))),
            Span::LastDays(days) => (Some(ago(days)), Some(next(today))),
            Span::MoreThanDaysAgo(days) => (None, Some(ago(days))),
        }
    }

    /// What is written where days or moments are kept as text (`2026-11-22`, `2026-11-22T08:30:00Z`),
    /// whose order is that of the letters.
    pub fn texts(self, now: Ts, with_time: bool) -> Bounds<String> {
        if with_time {
            let text = |moment: Ts| moment.0.format("%Y-%m-%dT%H:%M:%SZ").to_string();
            // the last second belongs to the span even where only a part of it does
            let ceiling = |moment: Ts| text(moment + Duration::microseconds(999_999));
            let (from, until) = self.moments(now);
            (from.map(text), until.map(ceiling))
        } else {
            let (from, until) = self.days(now);
            (from.map(|day| day.to_string()), until.map(|day| day.to_string()))
        }
    }
}

fn midnight(day: NaiveDate) -> Ts {
    Ts(day.and_time(NaiveTime::MIN).and_utc())
}
