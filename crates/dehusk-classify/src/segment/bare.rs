//! Text that no element divides: plain text, and the bare parts of a mixed one.
//!
//! Blank lines divide blocks; the run has marked them. A single line break
//! divides lines of one block, unless the lines were wrapped at a width by
//! whatever wrote the text: then they are one paragraph.

use std::ops::Range;

/// Lines of a paragraph that was wrapped at a width have about this many
/// characters.
const WRAP_WIDTH: Range<usize> = 45..101;

/// Links to media that posts carry along as words, as X writes them.
const MEDIA_HOSTS: [&str; 4] = ["pic.twitter.com/", "pic.x.com/", "https://t.co/", "http://t.co/"];

/// Whether the line breaks of a paragraph come from wrapping at a width: every
/// line but the last is long, and none has room for the word that follows it.
pub(super) fn is_wrapped(paragraph: &str) -> bool {
    let lengths: Vec<usize> = paragraph.split('\n').map(|line| line.chars().count()).collect();
    let Some((&last, full)) = lengths.split_last() else { return false };
    let Some(&widest) = full.iter().max() else { return false };
    if full.len() < 2 || !WRAP_WIDTH.contains(&widest) || last > widest + 8 {
        return false;
    }
    // Lines of verse begin with capitals, those of prose seldom all do.
    if paragraph.split('\n').all(|line| line.starts_with(char::is_uppercase)) {
        return false;
    }
    let next_words = paragraph.split('\n').skip(1).map(first_word_length);
    full.iter().zip(next_words).all(|(&length, word)| length * 2 > widest && length + 1 + word + 3 > widest)
}

fn first_word_length(line: &str) -> usize {
    line.split(' ').next().map_or(0, |word| word.chars().count())
}

/// Where links to media stand in a text.
pub(super) fn media_links(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Most text has no such link; searches for what they share come first.
    if !text.as_bytes().contains(&b'/') || !text.contains(".com/") && !text.contains("t.co/") {
        return found;
    }
    let mut at = 0;
    for word in text.split_inclusive([' ', '\n']) {
        let bare = word.trim_end();
        if MEDIA_HOSTS.iter().any(|host| bare.starts_with(host) && bare.len() > host.len()) {
            found.push(at..at + bare.len());
        }
        at += word.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_prose_is_told_from_lines() {
        let prose = "The committee met on Tuesday to discuss the plan for the new\nbridge, which had been delayed twice since the spring because the\nmoney that the county had promised did not come.";
        assert!(is_wrapped(prose));
        assert!(!is_wrapped("Home\nNews\nSport\nContact"));
        assert!(!is_wrapped(
            "O rose thou art sick.\nThe invisible worm,\nThat flies in the night\nIn the howling storm:"
        ));
        assert!(!is_wrapped("one line"));
    }

    #[test]
    fn media_links_are_whole_words() {
        let text = "See pic.twitter.com/abc and https://t.co/x1";
        let found: Vec<_> = media_links(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["pic.twitter.com/abc", "https://t.co/x1"]);
        assert!(media_links("Go to pic.twitter.com/ or example.com/t.co/x").is_empty());
    }
}
