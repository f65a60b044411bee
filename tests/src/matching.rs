//! Whether snippets and metadata of an output agree with gold.

use unicode_normalization::UnicodeNormalization;

use crate::score::{bag_f1, cjk_words, is_alphanumeric};

/// How well a value agrees with gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// Not at all, or there is no value.
    Wrong,
    /// Nearly: a title that contains the other, one author of several, a day
    /// that is one off.
    Loose,
    /// The same but for case, punctuation and width.
    Exact,
}

/// The letters and numbers of a text, compatibility forms and case folded: as
/// in `score.py`, but for the rarest of Unicode's foldings.
pub fn key(text: &str) -> String {
    let folded = text.nfkc().flat_map(char::to_lowercase).filter(|&c| is_alphanumeric(c)).collect::<String>();
    // The two foldings that lower case leaves undone in common texts.
    folded.replace('ß', "ss").replace('ς', "σ")
}

/// Agreement of titles.
pub fn title(found: &str, gold: &str) -> Agreement {
    let (a, b) = (key(found), key(gold));
    if a == b {
        return Agreement::Exact;
    }
    let contained = !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a));
    let (found, gold) = (found.to_lowercase(), gold.to_lowercase());
    let close = || bag_f1(&cjk_words(&found), &cjk_words(&gold)).f1 >= 0.8;
    if contained || close() { Agreement::Loose } else { Agreement::Wrong }
}

/// Agreement of authors, each a list of names.
pub fn author(found: &str, gold: &str) -> Agreement {
    let (a, b) = (names(found), names(gold));
    let all = |of: &[String], within: &[String]| of.iter().all(|name| within.contains(name));
    if !b.is_empty() && all(&a, &b) && all(&b, &a) {
        return Agreement::Exact;
    }
    let shared = b.iter().any(|gold| a.iter().any(|name| name.contains(gold) || gold.contains(name)));
    if shared { Agreement::Loose } else { Agreement::Wrong }
}

/// Agreement of days; a day off is a matter of time zones.
pub fn date(found: &str, gold: &str) -> Agreement {
    match (day(found), day(gold)) {
        (Some(a), Some(b)) if a == b => Agreement::Exact,
        (Some(a), Some(b)) if (a - b).abs() <= 1 => Agreement::Loose,
        _ => Agreement::Wrong,
    }
}

/// The first year, month and day of a text, as a number of days.
pub fn day(text: &str) -> Option<i64> {
    const YEAR: &[char] = &['-', '/', '.', '年'];
    const MONTH: &[char] = &['-', '/', '.', '月'];
    let starts = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| &text[at..]);
    let mut dates = starts.filter_map(|rest| {
        let (year, rest) = rest.split_at_checked(4)?;
        let rest = rest.strip_prefix(YEAR)?;
        let (month, rest) = number(rest)?;
        let (day, _) = number(rest.strip_prefix(MONTH)?)?;
        Some((year.parse().ok()?, month, day))
    });
    let (year, month, day) = dates.next()?;
    let real = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    real.then(|| days_from_epoch(year, month, day))
}

/// One or two digits.
fn number(text: &str) -> Option<(i64, &str)> {
    let digits = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    Some((number.parse().ok()?, rest))
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date, by counting years from
/// March so that the leap day comes last.
const fn days_from_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let leap_days = year / 4 - year / 100 + year / 400;
    365 * year + leap_days + (153 * month + 2) / 5 + day - 719_469
}

/// The names of an author line, each as a [`key`], divided where `score.py`
/// divides it: in "Ann, and Bo" the comma takes the space along, and the second
/// name is "and Bo".
fn names(text: &str) -> Vec<String> {
    let lower = text.trim().to_lowercase();
    let prefix = ["by ", "von ", "par ", "por ", "di ", "da "].iter().find_map(|by| lower.strip_prefix(by));
    let mut rest = prefix.unwrap_or(&lower);
    let mut names = Vec::new();
    while let Some((at, length)) = next_divider(rest) {
        names.push(key(&rest[..at]));
        rest = rest[at + length..].trim_start();
    }
    names.push(key(rest));
    names.retain(|name| !name.is_empty());
    names
}

/// Where the next sign or word stands that divides names, and its length.
fn next_divider(text: &str) -> Option<(usize, usize)> {
    const DIVIDERS: [&str; 12] =
        [";", ",", "|", "/", "、", "，", "\n", " and ", " und ", " et ", " y ", " & "];
    let found = DIVIDERS.iter().filter_map(|divider| Some((text.find(divider)?, divider.len())));
    found.min_by_key(|(at, _)| *at)
}

/// White space runs as single spaces, none at the ends.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many of the snippets are in the text, white space squeezed.
pub fn snippets_in(squeezed: &str, snippets: &[String]) -> usize {
    snippets.iter().filter(|snippet| squeezed.contains(&squeeze(snippet))).count()
}

/// WCXB's rate: the share of the snippets that are in the text whatever their
/// case, 1 where there are none.
pub fn snippet_rate(lowered: &str, snippets: &[String]) -> f64 {
    if snippets.is_empty() {
        return 1.0;
    }
    let found = snippets.iter().filter(|snippet| lowered.contains(&snippet.to_lowercase())).count();
    found as f64 / snippets.len() as f64
}

#[cfg(test)]
mod tests {
    use super::{Agreement, author, date, day, title};

    #[test]
    fn titles() {
        assert_eq!(title("Ｈello, World", "hello world"), Agreement::Exact);
        assert_eq!(title("Große Straße", "GROSSE STRASSE"), Agreement::Exact);
        assert_eq!(title("Hello World | Site", "Hello World"), Agreement::Loose);
        assert_eq!(title("Something else", "Hello World"), Agreement::Wrong);
    }

    #[test]
    fn authors() {
        assert_eq!(author("By Ann Lee and Bo Li", "Bo Li, Ann Lee"), Agreement::Exact);
        assert_eq!(author("Ann Lee", "Bo Li; Ann Lee"), Agreement::Loose);
        assert_eq!(author("Ann Lee", "Bo Li"), Agreement::Wrong);
        assert_eq!(author("Ann Lee, and Bo Li", "Ann Lee; Bo Li"), Agreement::Loose, "as the script has it");
    }

    #[test]
    fn dates() {
        assert_eq!(day("1970-01-01"), Some(0));
        assert_eq!(day("on 2000-3-1, at noon"), Some(11_017));
        assert_eq!(day("2023-02-29"), None);
        assert_eq!(date("2024年2月29日", "2024-03-01T00:00:00Z"), Agreement::Loose);
        assert_eq!(date("2024-02-29", "2024.2.29"), Agreement::Exact);
    }
}
