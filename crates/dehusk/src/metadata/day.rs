//! Days as lines write them for readers.

use dehusk_classify::Classifier;
use jiff::civil::Date;

use super::date::is_plausible;

/// So many bytes of a line may be looked at.
const LONGEST: usize = 200;
/// The web began in 1991.
const FIRST_YEAR: i16 = 1991;

/// Reads days from visible text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    /// Knows the names of months, in all languages of the cue files.
    classifier: &'a Classifier,
    /// Whether `4/5/2021` is the fifth of April.
    month_first: bool,
}

impl<'a> Reader<'a> {
    /// For a document that declares this language, such as `en-US`.
    pub(crate) fn new(classifier: &'a Classifier, language: Option<&str>) -> Self {
        Self { classifier, month_first: language.is_some_and(is_american) }
    }

    /// The day in the path of an address that names the month, or says the day
    /// first: `/2021/october/06/`, `/06-10-2021`.
    pub(crate) fn in_path(self, url: &str) -> Option<Date> {
        let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
        let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
        let is_figure = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        parts.windows(3).find_map(|window| {
            let [first, second, third] = window else { return None };
            let is_named = second.len() >= 3 && second.bytes().all(|b| b.is_ascii_alphabetic());
            if is_named && first.len() == 4 && is_figure(first, 4) && is_figure(third, 2) {
                return self.at_start(&format!("{third} {second} {first}"));
            }
            let is_day_first = third.len() == 4 && is_figure(first, 2) && is_figure(second, 2);
            let (day, month) = (first.parse().ok()?, second.parse().ok()?);
            // Which of the two figures is the month is certain from 13 on only.
            if is_day_first && day > 12_i8 { Date::new(third.parse().ok()?, month, day).ok() } else { None }
        })
    }

    /// The first day that a short text says, and where in the text it begins.
    /// Nothing where the text says how long ago it was.
    pub(crate) fn first(self, text: &str) -> Option<(Date, usize)> {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        // One figure of the day, two of the year at least.
        if text.chars().filter(|c| c.is_numeric()).take(3).count() < 3 {
            return None;
        }
        word_starts(text).find_map(|at| Some((self.at_start(&text[at..])?, at)))
    }

    fn at_start(self, text: &str) -> Option<Date> {
        let found = match self.classifier.leading_date(text) {
            Some((Some(date), _)) => Some(date),
            _ => self.figures(text),
        };
        found.filter(|date| is_plausible(*date) && date.year() >= FIRST_YEAR)
    }

    /// Figures that can be read in two ways, or years of two figures.
    fn figures(self, text: &str) -> Option<Date> {
        let (first, rest) = number(text)?;
        let sign = rest.chars().next().filter(|sign| matches!(sign, '/' | '.' | '-'))?;
        let (second, rest) = number(rest[1..].trim_start_matches(' '))?;
        let behind = rest.strip_prefix(sign)?.trim_start_matches(' ');
        let (year, rest) = number(behind)?;
        // Versions have more figures, and times have colons.
        let mut behind_year = rest.chars();
        let goes_on = behind_year.next().is_some_and(|sign| matches!(sign, '.' | '/' | '-' | ':'));
        if goes_on && behind_year.next().is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let year = match year {
            0..=69 if behind.len() - rest.len() == 2 && sign != '-' => 2000 + year,
            1970..=2100 => year,
            _ => return None,
        };
        let of =
            |month: i16, day: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
        let (month_first, day_first) = (of(first, second), of(second, first));
        if self.month_first && sign == '/' { month_first.or(day_first) } else { day_first.or(month_first) }
    }
}

/// English as the United States write it, which also is what a page declares
/// that does not say whose English it is.
fn is_american(language: &str) -> bool {
    let mut parts = language.split(['-', '_']);
    parts.next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
        && parts.next().is_none_or(|region| region.eq_ignore_ascii_case("us"))
}

/// One to four figures.
fn number(text: &str) -> Option<(i16, &str)> {
    let end = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    if matches!(end, 1 | 2 | 4) { Some((text[..end].parse().ok()?, &text[end..])) } else { None }
}

/// Where words begin that a date may begin with. A figure begins a word, and so
/// does what stands behind one where words are not spaced.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let begins = if c.is_ascii_digit() {
            !before.is_ascii_digit() && !matches!(before, '.' | '/' | ':' | '-')
        } else {
            c.is_alphanumeric() && !before.is_alphanumeric()
        };
        before = c;
        begins.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(language: &str, text: &str) -> Option<String> {
        let classifier = Classifier::default();
        Reader::new(&classifier, Some(language)).first(text).map(|(date, _)| date.to_string())
    }

    #[test]
    fn days_are_found_in_lines_of_many_languages() {
        for (language, text) in [
            ("en", "Posted by Ann on October 6, 2021 at 10:00"),
            ("en", "Last updated: 10/6/2021"),
            ("en-GB", "06/10/2021, 10:27"),
            ("de", "Stand: 6. Oktober 2021 | Natur"),
            ("de", "06.10.21"),
            ("fr", "Publié le mercredi 6 octobre 2021"),
            ("es", "6 de octubre de 2021"),
            ("pt", "6 de outubro de 2021"),
            ("it", "6 ottobre 2021"),
            ("nl", "6 oktober 2021"),
            ("sv", "6 oktober 2021"),
            ("pl", "6 października 2021"),
            ("ru", "6 октября 2021"),
            ("uk", "6 жовтня 2021"),
            ("el", "6 Οκτωβρίου 2021"),
            ("tr", "6 Ekim 2021"),
            ("ar", "6 أكتوبر 2021"),
            ("hi", "6 अक्टूबर 2021"),
            ("id", "6 Oktober 2021"),
            ("vi", "6 tháng 10, 2021"),
            ("ja", "公開日：2021年10月6日"),
            ("ko", "2021년 10월 6일"),
            ("zh", "发布时间：2021-10-06 10:00"),
        ] {
            assert_eq!(first(language, text).as_deref(), Some("2021-10-06"), "{text}");
        }
    }

    #[test]
    fn other_figures_are_no_days() {
        for text in
            ["10 hours ago", "version 1.2.3.4", "Chapter 3", "1907-09-26", "192.168.10.20", "5/6/7", ""]
        {
            assert_eq!(first("en", text), None, "{text}");
        }
    }
}
