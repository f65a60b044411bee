//! Dates as lines write them.

use dehusk_cues::{LineToken, PhraseTable, Shape, Traits};
use jiff::civil::Date;

/// Years before the birth of Christ in which the Buddha died.
const BUDDHIST_ERA: i32 = 543;
/// Years of that era that are years of a text.
const FIRST_BUDDHIST: i32 = 1900 + BUDDHIST_ERA;
const LAST_BUDDHIST: i32 = 2100 + BUDDHIST_ERA;

/// A run of tokens that says a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoundDate {
    /// How many tokens it takes.
    pub(super) length: usize,
    pub(super) day: Day,
}

/// What a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    Certain(Date),
    /// `03/04/2021`, read day first. Whether the month is first only the language
    /// of the document tells, which no single line knows.
    IfDayFirst(Date),
    /// A day of the Persian calendar.
    Persian,
}

impl Day {
    /// The day that it is in any language.
    pub(super) const fn certain(self) -> Option<Date> {
        match self {
            Self::Certain(date) => Some(date),
            Self::IfDayFirst(_) | Self::Persian => None,
        }
    }
}

/// Finds dates by the names of months, in all languages; the words between the
/// parts of a date are marked where their symbols are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar<'a> {
    pub(super) months: &'a PhraseTable,
}

impl Calendar<'_> {
    /// The date that `tokens` begin with.
    ///
    /// Known forms: `2021-10-16`, `2021年10月16日`, `16.10.2021`, `10/16/2021`,
    /// `16 October 2021`, `October 16th, 2021`, each with the name of a weekday
    /// before it. A day without a year is no date.
    pub(super) fn find(self, line: &str, tokens: &[LineToken]) -> Option<FoundDate> {
        self.find_here(line, tokens).or_else(|| {
            // "Saturday, 16 October 2021"; the names of weekdays are not known.
            let is_word = |token: &LineToken| !matches!(token.shape, Shape::Number | Shape::Unspaced);
            let (weekday, rest) = tokens.split_first()?;
            if !is_word(weekday)
                || rest.first().is_none_or(|next| next.shape != Shape::Number && self.month(rest).is_none())
            {
                return None;
            }
            self.find_here(line, rest).map(|found| FoundDate { length: found.length + 1, ..found })
        })
    }

    fn find_here(self, line: &str, tokens: &[LineToken]) -> Option<FoundDate> {
        numeric(line, tokens).or_else(|| self.named(tokens))
    }

    /// With the month's name: day, month, year in either order of the first two,
    /// or year, month, day.
    fn named(self, tokens: &[LineToken]) -> Option<FoundDate> {
        let mut at = 0;
        let (mut day, mut month, mut year) = (None, None, None);
        while at < tokens.len() && (day.is_none() || month.is_none() || year.is_none()) {
            if let Some(figure) = number(&tokens[at]) {
                match figure {
                    1..=31 if day.is_none() => day = Some(figure),
                    1300..=1499 | 1900..=2100 | FIRST_BUDDHIST..=LAST_BUDDHIST if year.is_none() => {
                        year = Some(figure);
                    }
                    _ => return None,
                }
                at += 1;
                // "16th", "1er", "16-го", "3ம்": a suffix glued to the day.
                if tokens
                    .get(at)
                    .is_some_and(|suffix| suffix.start <= tokens[at - 1].end + 1 && suffix.is(Traits::SUFFIX))
                {
                    at += 1;
                }
            } else if let Some((number, length)) = self.month(&tokens[at..]).filter(|_| month.is_none()) {
                month = Some(number);
                at += length;
            } else if at > 0 && tokens[at].is(Traits::DATE_FILLER) {
                at += 1;
            } else {
                return None;
            }
        }
        let (year, month, day) = (year?, i32::from(month?), day?);
        let is_persian = year < 1900;
        let day = if is_persian { Day::Persian } else { Day::Certain(ymd(year, month, day)?) };
        Some(FoundDate { length: at, day })
    }

    fn month(self, tokens: &[LineToken]) -> Option<(u8, usize)> {
        let first = tokens.first().filter(|first| first.is(Traits::MONTH))?;
        let name = self.months.of(first.symbol).iter().find(|name| name.begins(tokens))?;
        Some((name.number, name.words.len()))
    }
}

/// Figures only, or figures with the signs of East Asia between.
fn numeric(line: &str, tokens: &[LineToken]) -> Option<FoundDate> {
    let mut figures = [0; 3];
    let mut length = 0;
    for figure in &mut figures {
        let token = tokens.get(length)?;
        if let Some(last) = length.checked_sub(1).map(|at| &tokens[at])
            && !is_separator(&line[last.end()..token.start()])
        {
            return None;
        }
        *figure = number(token)?;
        length += 1;
        length += usize::from(tokens.get(length).is_some_and(|sign| sign.is(Traits::DATE_SIGN)));
    }
    // The day's sign belongs to the date, a sign of the hour does not.
    let day = match figures {
        // Who counts by the Buddha writes the day first.
        [year @ 1900..=2100, month, day] | [day, month, year @ FIRST_BUDDHIST..=LAST_BUDDHIST] => {
            Day::Certain(ymd(year, month, day)?)
        }
        // The Persian calendar: a date, but not one of ours.
        [1300..=1499, 1..=12, 1..=31] => Day::Persian,
        [first, second, year @ 1900..=2100] => {
            let slashed = line[tokens[0].end()..tokens[length - 1].start()].contains('/');
            match (ymd(year, second, first), ymd(year, first, second)) {
                (None, None) => return None,
                (Some(date), None) | (None, Some(date)) => Day::Certain(date),
                // America writes the month first, and writes slashes.
                (Some(day_first), Some(month_first)) if slashed && day_first != month_first => {
                    Day::IfDayFirst(day_first)
                }
                (Some(day_first), Some(_)) => Day::Certain(day_first),
            }
        }
        _ => return None,
    };
    Some(FoundDate { length, day })
}

/// A day of our calendar, its year counted from the birth of Christ or from the
/// death of the Buddha, as Thailand does.
fn ymd(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = if matches!(year, FIRST_BUDDHIST..=LAST_BUDDHIST) { year - BUDDHIST_ERA } else { year };
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn number(token: &LineToken) -> Option<i32> {
    token.number.map(i32::from)
}

fn is_separator(between: &str) -> bool {
    matches!(between.trim(), "-" | "." | "/" | "" | "‐" | "–" | "年" | "月" | "년" | "월" | "، " | "،")
}
