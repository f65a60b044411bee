//! Names and lists in lines, and what two spellings of a line share.

use crate::cue::{Shape, is_name, tokens};

/// Whether a line is nothing but a person's name: two to five words (two to five
/// letters where words are not spaced), no sign that prose would have.
pub(super) fn is_name_line(line: &str) -> bool {
    if line.len() > 80 || line.contains([',', ':', ';', '?', '!', '…', '"', '“', '(', '/', '|', '،', '、'])
    {
        return false;
    }
    let tokens = tokens(line);
    (2..=5).contains(&tokens.len())
        && tokens.iter().all(|token| token.shape != Shape::Number)
        && is_name(&tokens, false)
}

/// The entries of a list in a line: `A, B and C` stays `A`, `B and C` — words
/// between names differ by language, commas do not.
pub(super) fn split_list(list: &str) -> Vec<String> {
    list.split([',', ';', '|', '•', '·', '،', '、', '，', '；', '\n'])
        .map(|entry| {
            entry.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '.' | '।' | '。' | '/' | ':'))
        })
        .filter(|entry| !entry.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Letters and figures in lower case: what two copies of a text share, however
/// they are set.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_lines() {
        for name in ["Mrityunjoy Kumar Jha", "Ludwig van Beethoven", "J. K. Rowling", "王小明", "أحمد علي"]
        {
            assert!(is_name_line(name), "{name}");
        }
        for other in ["Home", "The end of it", "Why, then?", "Route 66 Diner", "an open question"] {
            assert!(!is_name_line(other), "{other}");
        }
    }

    #[test]
    fn lists_are_split() {
        assert_eq!(split_list(" World, #Asia · Politics."), ["World", "Asia", "Politics"]);
    }
}
