//! Dates written for machines.

use jiff::civil::Date;

/// The day of an ISO 8601 date or time; the zone is not applied: it is the day
/// that the site shows.
pub(super) fn machine_readable(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10).filter(|day| day.as_bytes()[4] == b'-');
    if let Some(date) = day.and_then(|day| day.parse().ok()) {
        return plausible(date);
    }
    let compact = text.get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()))?;
    ymd(&compact[..4], &compact[4..6], &compact[6..])
}

/// `/2021/10/16/` in a URL's path.
pub(super) fn in_url(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split(['/', '?', '#']).collect();
    parts.windows(3).find_map(|parts| {
        let lengths_fit = parts[0].len() == 4 && parts[1..].iter().all(|part| matches!(part.len(), 1 | 2));
        if lengths_fit { ymd(parts[0], parts[1], parts[2]) } else { None }
    })
}

fn ymd(year: &str, month: &str, day: &str) -> Option<Date> {
    plausible(Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?)
}

/// Zero dates of databases and the Unix epoch are no publication dates.
fn plausible(date: Date) -> Option<Date> {
    (date.year() > 1970 && date.year() <= 2100).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_dates() {
        for text in
            ["2021-10-16", " 2021-10-16T23:59:00+05:30", "2021-10-16 10:00", "20211016", "20211016T100000Z"]
        {
            assert_eq!(
                machine_readable(text).map(|date| date.to_string()).as_deref(),
                Some("2021-10-16"),
                "{text}"
            );
        }
        for text in ["", "yesterday", "2021-13-01", "0000-00-00", "1970-01-01", "16.10.2021", "été-été-été"]
        {
            assert_eq!(machine_readable(text), None, "{text}");
        }
    }

    #[test]
    fn url_dates() {
        assert_eq!(
            in_url("https://a.example/2021/10/6/x").map(|date| date.to_string()).as_deref(),
            Some("2021-10-06")
        );
        assert_eq!(in_url("https://a.example/1200/10/600/x"), None);
    }
}
