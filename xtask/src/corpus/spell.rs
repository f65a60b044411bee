//! Lines that a cue pattern covers, spelled out of the pattern itself.

/// What stands for the slots of a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fillers<'a> {
    /// What `*` stands for.
    pub(super) gap: &'a str,
    /// What `{rest}` stands for.
    pub(super) title: &'a str,
}

/// A line for each alternative of a pattern. What is no pattern gives lines that
/// it does not cover, never an error.
pub(super) fn lines(pattern: &str, fillers: Fillers<'_>) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut rest = pattern.trim();
    while !rest.is_empty() {
        let (alternatives, behind) = part(rest);
        rest = behind.trim_start();
        let longer =
            |line: &String| alternatives.iter().map(|words| join(line, words, fillers)).collect::<Vec<_>>();
        lines = lines.iter().flat_map(longer).collect();
    }
    lines.iter().map(|line| capitalise(line)).collect()
}

/// The alternatives of the part that a pattern begins with, and what is behind.
fn part(pattern: &str) -> (Vec<&str>, &str) {
    if let Some((inside, behind)) = pattern.strip_prefix('(').and_then(|group| group.split_once(')')) {
        let mut alternatives: Vec<&str> = inside.split('|').collect();
        return match behind.strip_prefix('?') {
            Some(behind) => {
                alternatives.push("");
                (alternatives, behind)
            }
            None => (alternatives, behind),
        };
    }
    // A group that begins here does not end.
    let first = pattern.chars().next().map_or(0, char::len_utf8);
    let end = pattern[first..].find('(').map_or(pattern.len(), |end| first + end);
    (vec![&pattern[..end]], &pattern[end..])
}

/// A line with the words of one alternative behind it.
fn join(line: &str, words: &str, fillers: Fillers<'_>) -> String {
    let mut line = line.to_owned();
    let words = words.replace('*', " * ").replace('{', " {").replace('}', "} ");
    for word in words.split_whitespace() {
        let word = match word {
            "*" => fillers.gap,
            "{n}" => "14",
            "{name}" | "{names}" => "Maria Keller",
            "{date}" => "2023-10-16",
            "{network}" => "Facebook",
            "{rest}" | "{title}" => fillers.title,
            "{labelled}" => {
                line.push(':');
                fillers.title
            }
            word => word,
        };
        let is_spaced = |c: Option<char>| c.is_some_and(|c| !is_unspaced(c));
        if !word.is_empty()
            && (is_spaced(line.chars().next_back()) || !line.is_empty() && is_spaced(word.chars().next()))
        {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a character is written without spaces around it.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3000}'..='\u{9fff}')
}

fn capitalise(line: &str) -> String {
    let mut chars = line.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fillers, lines};

    #[test]
    fn each_alternative_gives_a_line() {
        let of = |pattern| lines(pattern, Fillers { gap: "", title: "Tides" });
        assert_eq!(
            of("more (posts|{n} news)? by {name}"),
            ["More posts by Maria Keller", "More 14 news by Maria Keller", "More by Maria Keller"]
        );
        assert_eq!(of("* see also {labelled}"), ["See also: Tides"]);
        assert_eq!(of("登录 后(发表|参与)"), ["登录后发表", "登录后参与"]);
    }
}
