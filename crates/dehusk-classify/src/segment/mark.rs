//! What a line of text begins with: bullets, numbers, signs of Markdown.

/// How a line begins, as far as it tells that no sentence goes on there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// With words.
    None,
    /// With a bullet, or the number or letter of an item.
    Bullet,
    /// It is nothing but a bullet; its words stand in the next line.
    LoneBullet,
    /// With the number signs of a heading in Markdown.
    Heading,
    /// It is a line of signs that underlines what stands above it.
    Underline,
    /// It is a line of other signs.
    Divider,
    /// With a vertical bar: a row of a table in Markdown.
    Row,
    /// Code begins or ends there, as in Markdown: so many backticks or tildes.
    Fence(Fence),
}

/// A line that opens or closes a block of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    pub(super) sign: u8,
    /// How many; more than eight count as eight.
    pub(super) length: u8,
    /// Whether words stand behind it: then it closes nothing.
    pub(super) has_info: bool,
}

impl Fence {
    pub(super) const fn is_closed_by(self, other: Self) -> bool {
        self.sign == other.sign && other.length >= self.length && !other.has_info
    }
}

/// Longer fences are as good as this; a bound keeps looking for their ends
/// linear.
const LONGEST_FENCE: usize = 8;

/// The mark of a line without white space around it, and its bytes with the
/// white space behind it.
pub(super) fn mark(text: &str) -> (Mark, usize) {
    // Most lines begin with a word.
    if let [first, second, ..] = text.as_bytes()
        && first.is_ascii_alphabetic()
        && *second != b')'
    {
        return (Mark::None, 0);
    }
    let Some(first) = text.chars().next() else { return (Mark::None, 0) };
    match first {
        'a'..='z' | 'A'..='Z' => letter(text),
        '0'..='9' => number(text, 0),
        '(' | '（' => number(text, first.len_utf8()),
        '`' | '~' => fence(text),
        '#' => heading(text),
        '|' => (Mark::Row, 0),
        '=' | '_' => signs(text),
        '-' | '*' | '+' | '–' | '—' | '·' => match signs(text) {
            (Mark::None, _) => bullet(text, first, true),
            found => found,
        },
        _ if is_bullet(first) => bullet(text, first, false),
        _ => (Mark::None, 0),
    }
}

const fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '‣'
            | '◦'
            | '∙'
            | '●'
            | '○'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '►'
            | '▶'
            | '▸'
            | '➤'
            | '✓'
            | '✔'
            | '※'
            | '・'
            | '･'
            | '①'..='⓿' | '\u{F0B7}'
    )
}

fn bullet(text: &str, sign: char, needs_space: bool) -> (Mark, usize) {
    let behind = &text[sign.len_utf8()..];
    let words = behind.trim_start();
    if words.is_empty() {
        // Dashes and plus signs stand alone for other reasons.
        let mark = if is_bullet(sign) || sign == '·' { Mark::LoneBullet } else { Mark::Divider };
        return (mark, 0);
    }
    let is_bullet = !needs_space || words.len() < behind.len();
    if is_bullet { (Mark::Bullet, text.len() - words.len()) } else { (Mark::None, 0) }
}

/// `12.`, `12)`, `(12)`, `(a)`, `12、`, from the figures on.
fn number(text: &str, at: usize) -> (Mark, usize) {
    let inside = &text[at..];
    let mut length = inside.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if length == 0 && at > 0 {
        length = usize::from(inside.starts_with(|c: char| c.is_ascii_alphabetic()));
    }
    let behind = &inside[length..];
    let Some(sign) = behind.chars().next() else { return (Mark::None, 0) };
    let rest = &behind[sign.len_utf8()..];
    let words = rest.trim_start();
    let is_spaced = words.len() < rest.len();
    let ends = match sign {
        ')' => is_spaced,
        '.' => at == 0 && is_spaced,
        '、' | '．' => at == 0,
        '）' => true,
        _ => false,
    };
    let is_item = (1..=3).contains(&length) && ends && !words.is_empty();
    if is_item { (Mark::Bullet, text.len() - words.len()) } else { (Mark::None, 0) }
}

/// `a)`, and nothing else: "a." may end a sentence, "I." begins one.
fn letter(text: &str) -> (Mark, usize) {
    let is_item = text.as_bytes().get(1) == Some(&b')') && text.as_bytes().get(2) == Some(&b' ');
    if is_item { (Mark::Bullet, 3) } else { (Mark::None, 0) }
}

fn heading(text: &str) -> (Mark, usize) {
    let signs = text.len() - text.trim_start_matches('#').len();
    let words = text[signs..].trim_start();
    let is_heading = signs <= 6 && !words.is_empty() && words.len() < text.len() - signs;
    if is_heading { (Mark::Heading, text.len() - words.len()) } else { (Mark::None, 0) }
}

/// The words of a heading without what marks it as one in text: number signs
/// before it, a line of signs under it.
pub(crate) fn heading_words(text: &str) -> &str {
    let words = match text.split_once('\n') {
        Some((words, under)) if mark(under).0 == Mark::Underline => words,
        _ => text,
    };
    match heading(words) {
        (Mark::Heading, signs) => words[signs..].trim_end_matches(['#', ' ']),
        _ => words,
    }
}

fn fence(text: &str) -> (Mark, usize) {
    let sign = text.as_bytes()[0];
    let length = text.bytes().take_while(|&byte| byte == sign).count();
    let info = text[length..].trim();
    // A line that has code in it begins so too: ```` ```like this``` ````.
    if length < 3 || info.as_bytes().contains(&sign) {
        return (Mark::None, 0);
    }
    let length = length.min(LONGEST_FENCE) as u8;
    (Mark::Fence(Fence { sign, length, has_info: !info.is_empty() }), 0)
}

/// A line of at least three equal signs, white space between them or not.
fn signs(text: &str) -> (Mark, usize) {
    let Some(first) = text.chars().next() else { return (Mark::None, 0) };
    let mut count = 0;
    for c in text.chars() {
        if c == first {
            count += 1;
        } else if c != ' ' {
            return (Mark::None, 0);
        }
    }
    let is_unbroken = count * first.len_utf8() == text.len();
    match first {
        _ if count < 3 => (Mark::None, 0),
        '=' | '-' if is_unbroken => (Mark::Underline, 0),
        _ => (Mark::Divider, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_from_words() {
        for item in [
            "- a",
            "* a",
            "+ a",
            "• a",
            "•a",
            "· a",
            "– a",
            "— a",
            "1. a",
            "12) a",
            "(a) a",
            "(3) a",
            "a) a",
            "①東京",
            "・東京",
            "（1）東京",
            "1、东京",
        ] {
            assert_eq!(mark(item).0, Mark::Bullet, "{item}");
        }
        for words in ["-5 degrees", "*bold* words", "2019. was", "3.5 times", "1.", "(see) a", "a. b", "·a"]
        {
            assert_eq!(mark(words).0, Mark::None, "{words}");
        }
        assert_eq!(mark("•").0, Mark::LoneBullet);
        assert_eq!(mark("- [ ] a"), (Mark::Bullet, 2));
    }

    #[test]
    fn signs_of_markdown() {
        assert_eq!(mark("## Usage"), (Mark::Heading, 3));
        assert_eq!(mark("#hashtag").0, Mark::None);
        assert_eq!(mark("#1 in the list").0, Mark::None);
        assert_eq!(heading_words("Usage\n====="), "Usage");
        assert_eq!(heading_words("## Usage ##"), "Usage");
        assert_eq!(heading_words("Usage\nof it"), "Usage\nof it");
        assert_eq!(mark("====").0, Mark::Underline);
        assert_eq!(mark("---").0, Mark::Underline);
        assert_eq!(mark("* * *").0, Mark::Divider);
        assert_eq!(mark("—").0, Mark::Divider);
        assert_eq!(mark("|a|b|").0, Mark::Row);
        assert_eq!(mark("```rust").0, Mark::Fence(Fence { sign: b'`', length: 3, has_info: true }));
        assert_eq!(mark("```code```").0, Mark::None);
        assert_eq!(mark("~~struck~~").0, Mark::None);
    }
}
