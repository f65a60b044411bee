//! Names and lists in lines, and what two spellings of a line share.

use crate::cue::{CONJUNCTIONS, Shape, is_name, tokens};

/// A name at the beginning of a sentence has at most so many words.
const LONGEST_LEADING_NAME: usize = 4;

/// Whether a line is nothing but a person's name: two to five words (two to five
/// letters where words are not spaced), no sign that prose would have.
pub(super) fn is_name_line(line: &str) -> bool {
    if line.len() > 80 || !may_be_name(line) {
        return false;
    }
    let tokens = tokens(line);
    (2..=5).contains(&tokens.len())
        && tokens.iter().all(|token| token.shape != Shape::Number)
        && is_name(&tokens, false)
}

/// The name that a sentence about a person begins with: two to four words with a
/// capital, then a comma, a dash, or a word without one.
///
/// Only scripts with capitals show where a name ends.
pub(super) fn leading_name(text: &str) -> Option<&str> {
    let mut end = 0;
    let mut at = 0;
    for word in text.split(' ').take(LONGEST_LEADING_NAME + 1) {
        let bare = word.trim_end_matches(',');
        if !bare.starts_with(char::is_uppercase) {
            break;
        }
        end = at + bare.len();
        at += word.len() + 1;
        if bare.len() < word.len() {
            break;
        }
    }
    text.get(..end).filter(|name| {
        end < text.len() && name.split(' ').count() <= LONGEST_LEADING_NAME && is_name_line(name)
    })
}

/// Whether nothing that is seen without dividing the line into tokens speaks
/// against a name: signs, figures, too many words or too few, small letters
/// where a name has capitals.
fn may_be_name(line: &str) -> bool {
    let (mut words, mut unspaced) = (0, 0);
    // Whether the last word begins with a capital, and the first does.
    let (mut capital, mut first_capital) = (true, true);
    let mut in_word = false;
    for c in line.chars() {
        match c {
            '0'..='9' | ',' | ':' | ';' | '?' | '!' | '…' | '"' | '“' | '(' | '/' | '|' | '،' | '、' => {
                return false;
            }
            'a'..='z' | 'A'..='Z' => {
                if !in_word {
                    words += 1;
                    capital = c.is_ascii_uppercase();
                    first_capital &= capital || words > 1;
                }
                in_word = true;
            }
            // Letters of scripts without spaces are words each.
            '\u{3041}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' => unspaced += 1,
            _ => in_word = false,
        }
    }
    unspaced <= 5 && (!line.is_ascii() || (2..=5).contains(&words) && first_capital && capital)
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

/// The names of a byline, one by one: words such as "and" divide them where a
/// name of two words or more stands on either side ("Ortega y Gasset" is one).
pub(super) fn split_names(names: &str) -> Vec<String> {
    split_list(names).iter().flat_map(|entry| at_conjunctions(entry)).map(str::to_owned).collect()
}

fn at_conjunctions(entry: &str) -> Vec<&str> {
    let count = |part: &str| part.split_whitespace().count();
    let mut names = Vec::new();
    let (mut rest, mut from) = (entry, 0);
    while let Some((at, word)) = next_conjunction(rest, from) {
        let (name, behind) = (rest[..at].trim(), rest[at + word..].trim_start());
        if count(name) > 1 && count(behind) > 1 {
            names.push(name);
            (rest, from) = (behind, 0);
        } else {
            from = at + word;
        }
    }
    names.push(rest);
    names
}

/// Where the next conjunction stands from `from` on, and how long it is.
fn next_conjunction(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    for word in text[from..].split(' ') {
        if at > 0 && CONJUNCTIONS.contains(&word) {
            return Some((at, word.len()));
        }
        at += word.len() + 1;
    }
    None
}

/// Letters and figures in lower case: what two copies of a text share, however
/// they are set.
pub fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            letters.push(c.to_ascii_lowercase());
        } else if is_ideograph(c) {
            letters.push(c);
        } else if !c.is_ascii() && c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}

/// Whether a character is one of the ideographs of which most texts in Chinese
/// and Japanese consist: letters without capitals.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// One after another, the characters of [`letters`].
pub(super) fn each_letter(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// How many bytes of `letters` are those of a text, if they begin with them.
pub(super) fn begun(letters: &str, text: &str) -> Option<usize> {
    let mut left = letters.chars();
    each_letter(text).all(|letter| left.next() == Some(letter)).then(|| letters.len() - left.as_str().len())
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
    fn names_at_the_beginning_of_sentences() {
        assert_eq!(leading_name("Ana Prado é jornalista."), Some("Ana Prado"));
        assert_eq!(leading_name("Илья Громов — журналист."), Some("Илья Громов"));
        assert_eq!(leading_name("Ida Kell, a baker, lives in Hull."), Some("Ida Kell"));
        assert_eq!(leading_name("She lives in Hull."), None);
        assert_eq!(leading_name("Ida"), None);
    }

    #[test]
    fn letters_that_begin_others() {
        assert_eq!(begun("ofbeesandwasps", "Of bees…"), Some(6));
        assert_eq!(begun("ofbees", "“Of Bees”"), Some(6));
        assert_eq!(begun("ofbees", "Of bees and wasps"), None);
        assert_eq!(begun("ofbees", "On bees"), None);
    }

    #[test]
    fn names_are_split() {
        assert_eq!(split_names("Amos Reed and Ida Kell"), ["Amos Reed", "Ida Kell"]);
        assert_eq!(split_names("Ana Ruiz, José Ortega y Gasset"), ["Ana Ruiz", "José Ortega y Gasset"]);
        assert_eq!(
            split_names("Jo Hall und Eva Maria Kern und Uwe Ott"),
            ["Jo Hall", "Eva Maria Kern", "Uwe Ott"]
        );
        assert_eq!(split_names("and"), ["and"]);
    }

    #[test]
    fn lists_are_split() {
        assert_eq!(split_list(" World, #Asia · Politics."), ["World", "Asia", "Politics"]);
    }
}
