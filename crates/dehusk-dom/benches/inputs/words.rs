//! Words, and sentences made of them.

use super::random::{Page, Random, put};

pub(super) const ENGLISH: &[&str] = &[
    "harbour",
    "ferry",
    "the",
    "a",
    "of",
    "and",
    "with",
    "council",
    "morning",
    "island",
    "bread",
    "market",
    "winter",
    "lantern",
    "repair",
    "bridge",
    "old",
    "quiet",
    "school",
    "letter",
    "orchard",
    "between",
    "under",
    "after",
    "engine",
    "keeper",
    "village",
    "report",
    "measure",
    "to",
    "in",
    "for",
    "on",
    "by",
    "from",
    "was",
    "were",
    "has",
    "had",
    "will",
    "would",
    "said",
    "found",
    "carried",
    "opened",
    "moved",
    "counted",
    "wrote",
    "water",
    "stone",
    "copper",
    "timber",
    "weather",
    "season",
    "month",
    "year",
    "hundred",
    "several",
    "nobody",
    "everyone",
    "their",
    "its",
    "his",
    "her",
    "slowly",
    "again",
    "already",
    "because",
    "although",
    "whether",
    "neighbour",
    "workshop",
    "railway",
    "station",
    "museum",
    "archive",
    "map",
    "field",
    "river",
    "valley",
];

/// What editors and their software put in place of plain characters.
const MARKS: &[&str] =
    &["&nbsp;", "&amp;", "&rsquo;", "&#8217;", "&ldquo;", "&mdash;", "&#39;", "’", "—", "é"];

/// A name for things that have names: addresses, classes, titles.
pub(super) fn slug(random: &mut Random, words: usize) -> String {
    (0..words).map(|_| random.pick(ENGLISH)).collect::<Vec<_>>().join("-")
}

/// A heading's worth of words.
pub(super) fn title(random: &mut Random) -> String {
    let words = random.number(4..9);
    capital(&slug(random, words).replace('-', " "))
}

/// Sentences with the inline markup and the entities that prose on pages has.
pub(super) fn sentences(page: &mut Page, random: &mut Random, count: usize) {
    for _ in 0..count {
        let first = random.pick(ENGLISH);
        page.put(&capital(first));
        for _ in 0..random.number(7..22) {
            page.put(" ");
            word(page, random);
        }
        page.put(". ");
    }
}

fn word(page: &mut Page, random: &mut Random) {
    let text = random.pick(ENGLISH);
    match random.number(0..100) {
        0 => {
            let path = slug(random, 3);
            put!(page, r#"<a href="https://harbour.example/{path}/" data-track="inline">{text}</a>"#);
        }
        1 => put!(page, "<em>{text}</em>"),
        2 => put!(page, "<strong>{text}</strong>"),
        3..=5 => put!(page, "{text}{}", random.pick(MARKS)),
        6..=10 => put!(page, "{text},"),
        _ => page.put(text),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
