//! Dates written for machines.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;

use crate::Moment;

/// Longer values are no dates.
const LONGEST: usize = 64;

/// An ISO 8601 or RFC 2822 date or time, or seconds since 1970. The zone is not
/// applied: the day is the one that the site shows.
pub(super) fn machine_readable(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    iso(text)
        .or_else(|| begins_with_day(text))
        .or_else(|| compact(text))
        .or_else(|| mail(text))
        .or_else(|| unix_time(text))
        .filter(|moment| is_plausible(moment.day))
}

fn iso(text: &str) -> Option<Moment> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = match pieces.offset() {
        Some(PiecesOffset::Zulu) => Some(Offset::UTC),
        Some(PiecesOffset::Numeric(offset)) => Some(offset.offset()),
        _ => None,
    };
    let time = pieces.time();
    Some(Moment { day: pieces.date(), time, offset: offset.filter(|_| time.is_some()) })
}

/// Many sites write times of a form of their own behind the day.
fn begins_with_day(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let is_whole = day.as_bytes()[4] == b'-' && !rest.starts_with(|c: char| c.is_ascii_digit());
    if is_whole { Some(Moment::of_day(day.parse().ok()?)) } else { None }
}

/// `20211016`, alone or before a time.
fn compact(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(8)?;
    let is_day =
        day.bytes().all(|b| b.is_ascii_digit()) && (rest.is_empty() || rest.starts_with(['T', ' ', '-']));
    if is_day { Some(ymd(&day[..4], &day[4..6], &day[6..])?.into()) } else { None }
}

/// `Sat, 16 Oct 2021 10:00:00 +0200`.
fn mail(text: &str) -> Option<Moment> {
    let zoned = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(text).ok()?;
    Some(Moment { day: zoned.date(), time: Some(zoned.time()), offset: Some(zoned.offset()) })
}

/// Seconds, or milliseconds as scripts count them.
fn unix_time(text: &str) -> Option<Moment> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let timestamp = match text.len() {
        9 | 10 => Timestamp::from_second(number).ok()?,
        12 | 13 => Timestamp::from_millisecond(number).ok()?,
        _ => return None,
    };
    let civil = Offset::UTC.to_datetime(timestamp);
    Some(Moment { day: civil.date(), time: Some(civil.time()), offset: Some(Offset::UTC) })
}

/// `/2021/10/16/`, `/2021-10-16/`, `/20211016/` in a URL's path: parts of the
/// path, or what one begins or ends with.
pub(super) fn in_url(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let divided = parts.windows(3).find_map(|parts| {
        let lengths_fit = parts[0].len() == 4 && parts[1..].iter().all(|part| matches!(part.len(), 1 | 2));
        if lengths_fit { ymd(parts[0], parts[1], parts[2]) } else { None }
    });
    let whole = || {
        let mut figures =
            parts.iter().filter(|part| part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit()));
        figures.find_map(|day| ymd(&day[..4], &day[4..6], &day[6..]))
    };
    divided.or_else(whole).or_else(|| short(&parts))
}

/// `/2021/10/211006-tides`: the short form behind the month that it repeats.
fn short(parts: &[&str]) -> Option<Date> {
    parts.windows(3).find_map(|parts| {
        let [year, month, day] = parts else { return None };
        let is_short = year.len() == 4
            && month.len() == 2
            && day.len() == 6
            && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
            && day[..2] == year[2..]
            && day[2..4] == **month;
        if is_short { ymd(year, month, &day[4..]) } else { None }
    })
}

fn ymd(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date).filter(|date| is_plausible(*date))
}

/// Zero dates of databases and the Unix epoch are no publication dates.
pub(super) fn is_plausible(date: Date) -> bool {
    date.year() > 1970 && date.year() <= 2100
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        machine_readable(text).map(|moment| moment.to_string())
    }

    #[test]
    fn machine_dates() {
        for (text, expected) in [
            ("2021-10-16", "2021-10-16"),
            (" 2021-10-16T23:59:00+05:30", "2021-10-16T23:59:00+05:30"),
            ("2021-10-16T23:59:00+0530", "2021-10-16T23:59:00+05:30"),
            ("2021-10-16 10:00", "2021-10-16T10:00:00"),
            ("2021-10-16T10:00:00Z", "2021-10-16T10:00:00+00:00"),
            ("2021-10-16T10:00:00.123Z", "2021-10-16T10:00:00+00:00"),
            ("2021-10-16T10:00:00:123Z", "2021-10-16"),
            ("20211016", "2021-10-16"),
            ("20211016T100000Z", "2021-10-16T10:00:00+00:00"),
            ("Sat, 16 Oct 2021 10:00:00 +0200", "2021-10-16T10:00:00+02:00"),
            ("1634378400", "2021-10-16T10:00:00+00:00"),
            ("1634378400000", "2021-10-16T10:00:00+00:00"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "yesterday",
            "2021-13-01",
            "0000-00-00",
            "1970-01-01",
            "16.10.2021",
            "été-été-été",
            "0",
            "12345678901234567890",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn url_dates() {
        for url in [
            "https://a.example/2021/10/6/x",
            "https://a.example/news/2021-10-06-tides.html",
            "https://a.example/news/tides_20211006.html",
            "https://a.example/2021/10/211006-tides/",
        ] {
            assert_eq!(in_url(url).map(|date| date.to_string()).as_deref(), Some("2021-10-06"), "{url}");
        }
        for url in [
            "https://a.example/1200/10/600/x",
            "https://a.example/x?day=2021/10/06",
            "https://a.example/20219999",
        ] {
            assert_eq!(in_url(url), None, "{url}");
        }
    }
}
