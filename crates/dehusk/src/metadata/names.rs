//! Names of authors: which values are some, and what sites write around them.

use super::day::Reader;
use crate::space::fold_space;

/// Longer values are no names.
pub(super) const LONGEST: usize = 200;
/// What stands before a name, in lower case.
const LEADS: [&str; 36] = [
    "by ",
    "by: ",
    "von ",
    "von: ",
    "par ",
    "por ",
    "di ",
    "da ",
    "de ",
    "door ",
    "av ",
    "af ",
    "oleh ",
    "oleh: ",
    "autor: ",
    "autor ",
    "author: ",
    "author ",
    "auteur : ",
    "auteur: ",
    "autore: ",
    "written by ",
    "posted by ",
    "published by ",
    "escrito por ",
    "geschrieben von ",
    "view all posts by ",
    "автор: ",
    "автор ",
    "текст: ",
    "作者：",
    "作者:",
    "文／",
    "文/",
    "記者",
    "text: ",
];

/// A name as a value for machines, or nothing where it is a profile, a mail
/// address or an account.
pub(super) fn cleaned(name: &str) -> Option<String> {
    let mut name = fold_space(name);
    if name.len() > LONGEST || name.contains("://") || name.starts_with(['@', '(', '{', '[']) {
        return None;
    }
    // "Ann Lee (ann@coast.example)", "ann@coast.example (Ann Lee)".
    if name.contains('@') {
        let words = name.split(' ').filter(|word| !word.contains('@'));
        name = words.collect::<Vec<_>>().join(" ");
        name = name
            .trim_matches(|c: char| matches!(c, '(' | ')' | '<' | '>' | '|' | ',' | '-') || c == ' ')
            .to_owned();
    }
    let name = without_lead(&name).trim_end_matches([',', '|', ';', ':', '-', '·', '•', ' ']).trim();
    (name.chars().any(char::is_alphabetic) && !is_placeholder(name)).then(|| name.to_owned())
}

/// The names in a run of visible text of what is marked as the author's.
pub(super) fn in_text(text: &str, reader: Reader<'_>) -> Option<Vec<String>> {
    let head = behind_label(before_more(text, reader));
    let names: Vec<String> = parts(head).filter_map(cleaned).filter(|name| is_name(name)).collect();
    (!names.is_empty()).then_some(names)
}

/// What systems fill in where nobody was named.
fn is_placeholder(name: &str) -> bool {
    const WORDS: [&str; 9] =
        ["admin", "administrator", "author", "null", "undefined", "none", "unknown", "anonymous", "n/a"];
    WORDS.iter().any(|word| name.eq_ignore_ascii_case(word))
}

fn without_lead(name: &str) -> &str {
    let lower_starts = |lead: &str| {
        name.char_indices().zip(lead.chars()).all(|((_, a), b)| a.to_lowercase().eq(b.to_lowercase()))
            && name.chars().count() > lead.chars().count()
    };
    let lead = LEADS.iter().filter(|lead| lower_starts(lead)).max_by_key(|lead| lead.len());
    lead.and_then(|lead| name.char_indices().nth(lead.chars().count()))
        .map_or(name, |(at, _)| name[at..].trim_start())
}

/// What stands before a date, a bar or another sign that begins something else.
fn before_more<'t>(text: &'t str, reader: Reader<'_>) -> &'t str {
    let end = text.find(['|', '•', '·', '—', '/', '\n', '(']).filter(|&at| at > 0).unwrap_or(text.len());
    let mut head = &text[..end];
    if let Some((_, at)) = reader.first(head) {
        // The word before a month or a figure passes for the day of the week, so
        // that it may be the end of the name: `Ann Lee Oct 6, 2021`.
        let next = head[at..].find(' ').map_or(at, |space| at + space + 1);
        let is_label =
            head[..at].trim().is_empty() || reader.first(&head[next..]).is_none_or(|(_, more)| more > 0);
        head = if is_label { &head[..at] } else { &head[..next] };
    }
    let figure = head.find(|c: char| c.is_ascii_digit()).unwrap_or(head.len());
    // Words such as "on" between the name and the date are small.
    let mut head = head[..figure].trim_end();
    if head.len() < text.len() {
        while let Some((before, last)) = head.rsplit_once(' ') {
            if last.starts_with(char::is_uppercase) && !last.ends_with([',', ':']) {
                break;
            }
            if !last.starts_with(char::is_uppercase) || before.is_empty() {
                head = before.trim_end();
            } else {
                break;
            }
        }
    }
    head.trim_end_matches([',', '-', '–', ' '])
}

/// What stands behind the last "by" of a line, if a capital does: "Text by Ann
/// Lee", "More stories by Ann Lee".
fn behind_label(text: &str) -> &str {
    const WORDS: [&str; 6] = [" by ", " von ", " par ", " por ", " door ", " oleh "];
    let behind = WORDS.iter().filter_map(|word| Some(text.rfind(word)? + word.len())).max();
    behind.map(|at| &text[at..]).filter(|name| name.starts_with(char::is_uppercase)).unwrap_or(text)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '&', '、'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" und "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Whether a text is as short as a name, and begins like one where it is written
/// with capitals.
fn is_name(text: &str) -> bool {
    const LABELS: [&str; 51] = [
        "by",
        "von",
        "vom",
        "par",
        "por",
        "di",
        "da",
        "de",
        "door",
        "av",
        "af",
        "oleh",
        "and",
        "und",
        "et",
        "on",
        "in",
        "post",
        "posted",
        "posted by",
        "posted on",
        "published",
        "published by",
        "written by",
        "written",
        "author",
        "authors",
        "autor",
        "auteur",
        "autore",
        "text",
        "text by",
        "reviewed by",
        "updated",
        "last updated",
        "close",
        "contributor",
        "veröffentlicht von",
        "gespeichert von",
        "eingetragen von",
        "beitrag",
        "beitrag von",
        "publié par",
        "scritto da",
        "pubblicato da",
        "veröffentlicht am",
        "veröffentlicht",
        "geschrieben von",
        "escrito por",
        "publicado por",
        "about the author",
    ];
    if LABELS.iter().any(|label| text.eq_ignore_ascii_case(label) || text.to_lowercase() == *label) {
        return false;
    }
    let words = text.split(' ').count();
    let is_sentence = text.contains([':', '：', '?', '!', '…', '“', '"', '=', '#', '>', '<'])
        || text.ends_with('.') && words > 3;
    words <= 5
        && text.chars().count() <= 48
        && !is_sentence
        && !text.chars().any(|c| c.is_ascii_digit() && words > 1)
}

#[cfg(test)]
mod tests {
    use dehusk_classify::Classifier;

    use super::*;

    #[test]
    fn names_for_machines() {
        assert_eq!(cleaned("  Ann\n Lee "), Some("Ann Lee".to_owned()));
        assert_eq!(cleaned("By Ann Lee"), Some("Ann Lee".to_owned()));
        assert_eq!(cleaned("Von Ann Lee"), Some("Ann Lee".to_owned()));
        assert_eq!(cleaned("ann@coast.example (Ann Lee)"), Some("Ann Lee".to_owned()));
        for none in ["", "https://coast.example/ann", "@ann", "ann@coast.example", "admin", "(Image: Coast)"]
        {
            assert_eq!(cleaned(none), None, "{none}");
        }
    }

    #[test]
    fn names_in_lines() {
        let classifier = Classifier::default();
        let reader = Reader::new(&classifier, Some("en"));
        let in_text = |text| in_text(text, reader);
        for (text, expected) in [
            ("By Ann Lee", "Ann Lee"),
            ("Posted by Ann Lee on October 6, 2021", "Ann Lee"),
            ("Ann Lee, 6 October 2021", "Ann Lee"),
            ("Ann Lee Oct 6, 2021", "Ann Lee"),
            ("Ann Lee | The Coast", "Ann Lee"),
            ("More stories by Ann Lee", "Ann Lee"),
            ("Ann Lee and Bo Li", "Ann Lee/Bo Li"),
            ("作者：王芳", "王芳"),
            ("tideline", "tideline"),
        ] {
            let names = in_text(text).map(|names| names.join("/"));
            assert_eq!(names.as_deref(), Some(expected), "{text}");
        }
        for none in [
            "",
            "by",
            "Posted by",
            "6 October 2021",
            "Wednesday October 6, 2021",
            "Ann Lee has written about tides for twenty years.",
            "What is a tide?",
        ] {
            assert_eq!(in_text(none), None, "{none}");
        }
    }
}
