//! Dates as lines write them.

use std::collections::HashMap;

use jiff::civil::Date;

use super::token::{Shape, Token};

/// A run of tokens that says a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// How many tokens it takes.
    pub(crate) length: usize,
    /// The day, unless the figures can be read in two ways or belong to the
    /// Persian calendar.
    pub(crate) date: Option<Date>,
}

/// Month names and the words between the parts of a date, in all languages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Calendar {
    /// First token of a name → whole names and their months, longest first.
    months: HashMap<String, Vec<(Vec<String>, i8)>>,
    fillers: Vec<String>,
}

impl Calendar {
    pub(super) fn add_month(&mut self, name: Vec<String>, month: i8) {
        let Some(first) = name.first().cloned() else { return };
        let names = self.months.entry(first).or_default();
        if !names.iter().any(|(known, _)| *known == name) {
            names.push((name, month));
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
    }

    pub(super) fn add_filler(&mut self, word: String) {
        self.fillers.push(word);
    }

    /// The date that `tokens` begin with.
    ///
    /// Known forms: `2021-10-16`, `2021年10月16日`, `16.10.2021`, `10/16/2021`,
    /// `16 October 2021`, `October 16th, 2021`, each with the name of a weekday
    /// before it. A day without a year is no date.
    pub(crate) fn find(&self, line: &str, tokens: &[Token]) -> Option<FoundDate> {
        self.find_here(line, tokens).or_else(|| {
            // "Saturday, 16 October 2021"; the names of weekdays are not known.
            let is_word = |token: &Token| !matches!(token.shape, Shape::Number | Shape::Unspaced);
            let (weekday, rest) = tokens.split_first()?;
            if !is_word(weekday)
                || rest.first().is_none_or(|next| next.shape != Shape::Number && self.month(rest).is_none())
            {
                return None;
            }
            self.find_here(line, rest).map(|found| FoundDate { length: found.length + 1, ..found })
        })
    }

    fn find_here(&self, line: &str, tokens: &[Token]) -> Option<FoundDate> {
        numeric(line, tokens).or_else(|| self.named(tokens))
    }

    /// With the month's name: day, month, year in either order of the first two,
    /// or year, month, day.
    fn named(&self, tokens: &[Token]) -> Option<FoundDate> {
        let mut at = 0;
        let (mut day, mut month, mut year) = (None, None, None);
        while at < tokens.len() && (day.is_none() || month.is_none() || year.is_none()) {
            if let Some(figure) = number(&tokens[at]) {
                match figure {
                    1..=31 if day.is_none() => day = Some(figure),
                    1300..=1499 | 1900..=2100 if year.is_none() => year = Some(figure),
                    _ => return None,
                }
                at += 1;
                // "16th", "1er", "16-го", "3ம்": a suffix glued to the day.
                if tokens.get(at).is_some_and(|suffix| {
                    suffix.at.start <= tokens[at - 1].at.end + 1 && is_suffix(&suffix.folded)
                }) {
                    at += 1;
                }
            } else if let Some((number, length)) = self.month(&tokens[at..]).filter(|_| month.is_none()) {
                month = Some(number);
                at += length;
            } else if at > 0 && self.fillers.contains(&tokens[at].folded) {
                at += 1;
            } else {
                return None;
            }
        }
        let (year, month, day) = (year?, i32::from(month?), day?);
        let is_persian = year < 1900;
        let date = if is_persian { None } else { Some(ymd(year, month, day)?) };
        Some(FoundDate { length: at, date })
    }

    fn month(&self, tokens: &[Token]) -> Option<(i8, usize)> {
        let names = self.months.get(&tokens.first()?.folded)?;
        names.iter().find_map(|(name, month)| {
            let fits = name.len() <= tokens.len()
                && name.iter().zip(tokens).all(|(want, token)| *want == token.folded);
            fits.then_some((*month, name.len()))
        })
    }
}

/// Figures only, or figures with the signs of East Asia between.
fn numeric(line: &str, tokens: &[Token]) -> Option<FoundDate> {
    let mut figures = Vec::with_capacity(3);
    let mut length = 0;
    while figures.len() < 3 {
        let token = tokens.get(length)?;
        if let Some(last) = length.checked_sub(1).map(|at| &tokens[at])
            && !is_separator(&line[last.at.end..token.at.start])
        {
            return None;
        }
        figures.push(number(token)?);
        length += 1;
        length += usize::from(tokens.get(length).is_some_and(|sign| is_date_sign(&sign.folded)));
    }
    // The day's sign belongs to the date, a sign of the hour does not.
    let date = match figures[..] {
        [year @ 1900..=2100, month, day] => Some(ymd(year, month, day)?),
        // The Persian calendar: a date, but not one of ours.
        [1300..=1499, 1..=12, 1..=31] => None,
        [first, second, year @ 1900..=2100] => {
            let slashed = line[tokens[0].at.end..tokens[length - 1].at.start].contains('/');
            match (ymd(year, second, first), ymd(year, first, second)) {
                (None, None) => return None,
                (Some(date), None) | (None, Some(date)) => Some(date),
                (Some(one), Some(other)) if one == other => Some(one),
                // America writes the month first, and writes slashes.
                (Some(day_first), Some(_)) => (!slashed).then_some(day_first),
            }
        }
        _ => return None,
    };
    Some(FoundDate { length, date })
}

fn ymd(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn number(token: &Token) -> Option<i32> {
    (token.shape == Shape::Number && token.folded.len() <= 4).then(|| token.folded.parse().ok())?
}

fn is_separator(between: &str) -> bool {
    matches!(between.trim(), "-" | "." | "/" | "" | "‐" | "–" | "年" | "月" | "년" | "월" | "، " | "،")
}

fn is_date_sign(folded: &str) -> bool {
    matches!(folded, "年" | "月" | "日" | "년" | "월" | "일")
}

/// Ordinal suffixes of the languages that put figures before month names.
fn is_suffix(folded: &str) -> bool {
    matches!(folded, "st" | "nd" | "rd" | "th" | "er" | "º" | "o" | "го" | "е" | "ο" | "η")
}
