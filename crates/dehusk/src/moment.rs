//! A day, with the time and the zone where they are given.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// When something was published or changed, as precisely as the document says
/// it.
///
/// Nothing is guessed: where a document gives a day, there is no time, and where
/// it gives no zone, there is no offset. The day is the one that the document
/// shows, which need not be that of UTC.
///
/// Written as ISO 8601: `2021-10-16`, `2021-10-16T10:00:00`,
/// `2021-10-16T10:00:00+05:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The day, in the zone of `offset` where there is one.
    pub day: Date,
    /// The time of the day, in whole seconds.
    pub time: Option<Time>,
    /// What its clock is ahead of UTC; never without a time.
    pub offset: Option<Offset>,
}

impl Moment {
    /// A day of which no more is known.
    pub const fn of_day(day: Date) -> Self {
        Self { day, time: None, offset: None }
    }

    /// The point of time, if time and zone are known.
    pub fn timestamp(&self) -> Option<Timestamp> {
        let civil = DateTime::from_parts(self.day, self.time?);
        self.offset?.to_timestamp(civil).ok()
    }

    /// Whether the time is given in UTC, which is as a rule that of a server and
    /// not of whoever wrote.
    pub(crate) fn is_utc(&self) -> bool {
        self.offset == Some(Offset::UTC)
    }

    /// The same point of time on the clock of a place where it is already, or
    /// still, `day`; the place is not known, so that nothing but the day is left.
    pub(crate) fn seen_on(self, day: Date) -> Option<Self> {
        let is_next = |a: Date, b: Date| a.tomorrow().is_ok_and(|next| next == b);
        (is_next(self.day, day) || is_next(day, self.day)).then_some(Self::of_day(day))
    }
}

impl From<Date> for Moment {
    fn from(day: Date) -> Self {
        Self::of_day(day)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        let Some(offset) = self.offset else { return Ok(()) };
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn as_much_is_written_as_is_known() {
        let day = Moment::of_day(date(2021, 10, 16));
        assert_eq!(day.to_string(), "2021-10-16");
        let timed = Moment { time: Some(time(9, 5, 0, 0)), ..day };
        assert_eq!(timed.to_string(), "2021-10-16T09:05:00");
        assert_eq!(timed.timestamp(), None);
        let zoned = Moment { offset: Some(Offset::from_seconds(-12_600).unwrap()), ..timed };
        assert_eq!(zoned.to_string(), "2021-10-16T09:05:00-03:30");
        assert_eq!(zoned.timestamp().unwrap().to_string(), "2021-10-16T12:35:00Z");
    }

    #[test]
    fn only_neighbouring_days_are_one_point_of_time() {
        let moment = Moment::of_day(date(2021, 3, 1));
        assert_eq!(moment.seen_on(date(2021, 2, 28)), Some(Moment::of_day(date(2021, 2, 28))));
        assert_eq!(moment.seen_on(date(2021, 3, 1)), None);
        assert_eq!(moment.seen_on(date(2021, 3, 3)), None);
    }
}
