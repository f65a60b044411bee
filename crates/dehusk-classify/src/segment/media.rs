//! Links to media that posts carry along as words.

use std::ops::Range;

/// As X writes them.
const MEDIA_HOSTS: [&str; 4] = ["pic.twitter.com/", "pic.x.com/", "https://t.co/", "http://t.co/"];

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
    fn media_links_are_whole_words() {
        let text = "See pic.twitter.com/abc and https://t.co/x1";
        let found: Vec<_> = media_links(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["pic.twitter.com/abc", "https://t.co/x1"]);
        assert!(media_links("Go to pic.twitter.com/ or example.com/t.co/x").is_empty());
    }
}
