//! Comments (HTML Standard § 13.2.5.43 to § 13.2.5.52).

use memchr::memmem;

/// The text of the comment whose `<!--` ends at `start`, and the position behind
/// it.
pub(super) fn read(source: &str, start: usize) -> (&str, usize) {
    let rest = &source[start..];
    for abrupt in [">", "->"] {
        if rest.starts_with(abrupt) {
            return ("", start + abrupt.len());
        }
    }
    match end(rest.as_bytes()) {
        Some((length, behind)) => (&rest[..length], start + behind),
        None => (unfinished(rest), source.len()),
    }
}

/// Length of the text before `-->` or `--!>`, and the position behind that.
fn end(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        at += memmem::find(&bytes[at..], b"--")? + 2;
        // Of more than two hyphens, the last two belong to the end.
        at += bytes[at..].iter().take_while(|&&byte| byte == b'-').count();
        match bytes[at..] {
            [b'>', ..] => return Some((at - 2, at + 1)),
            [b'!', b'>', ..] => return Some((at - 2, at + 2)),
            _ => {}
        }
    }
}

/// The text of a comment that the source ends in: without the head of an end.
fn unfinished(rest: &str) -> &str {
    ["--!", "--", "-"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_end_where_the_standard_says() {
        let cases = [
            ("a-->b", "a", 4),
            (">b", "", 1),
            ("->b", "", 2),
            ("-->b", "", 3),
            ("--!>b", "", 4),
            ("a--->b", "a-", 5),
            ("a--b-->c", "a--b", 7),
            ("a--!b-->c", "a--!b", 8),
            ("a--!-->c", "a--!", 7),
            ("-!>b", "-!>b", 4),
            ("a", "a", 1),
            ("a-", "a", 2),
            ("a--", "a", 3),
            ("a--!", "a", 4),
            ("a--!-", "a--!", 5),
            ("<!--a-->", "<!--a", 8),
        ];
        for (source, text, behind) in cases {
            assert_eq!(read(source, 0), (text, behind), "{source}");
        }
    }
}
