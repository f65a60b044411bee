//! Where text without markup ends (HTML Standard § 13.2.5.2 to § 13.2.5.31).

use super::scan::{find, is_name_at};

/// The position of `</name` at or behind `from`, or the end.
pub(super) fn raw_text_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    loop {
        at = find(b'<', bytes, at);
        if at == bytes.len() || is_end_tag_at(bytes, at, name) {
            return at;
        }
        at += 1;
    }
}

/// The position of the `</name` that ends a script, or the end.
///
/// Within `<!-- … -->` a `<script` opens a stretch in which the next end tag
/// counts as text. Sites have written `<!--` into scripts ever since there were
/// browsers without them.
pub(super) fn script_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    loop {
        at = find(b'<', bytes, at);
        if at == bytes.len() || is_end_tag_at(bytes, at, name) {
            return at;
        }
        if bytes[at..].starts_with(b"<!--") {
            match escaped_end(bytes, at + 2, name) {
                Escaped::EndTag(at) => return at,
                Escaped::Closed(behind) => at = behind,
            }
        } else {
            at += 1;
        }
    }
}

enum Escaped {
    /// The script ends at this end tag, or the source does.
    EndTag(usize),
    /// `-->` ends before this position.
    Closed(usize),
}

/// Reads on behind `<!`, in the states whose names have "escaped" in them.
fn escaped_end(bytes: &[u8], from: usize, name: &str) -> Escaped {
    let mut at = from;
    let mut double = false;
    loop {
        at = match memchr::memchr2(b'-', b'<', &bytes[at..]) {
            None => return Escaped::EndTag(bytes.len()),
            Some(length) => at + length,
        };
        if bytes[at] == b'-' {
            if bytes[at..].starts_with(b"-->") {
                return Escaped::Closed(at + 3);
            }
        } else if double {
            double = !is_name_at(bytes, at + 2, "script") || bytes[at + 1] != b'/';
        } else if is_end_tag_at(bytes, at, name) {
            return Escaped::EndTag(at);
        } else {
            double = is_name_at(bytes, at + 1, "script");
        }
        at += 1;
    }
}

fn is_end_tag_at(bytes: &[u8], at: usize, name: &str) -> bool {
    !name.is_empty() && bytes.get(at + 1) == Some(&b'/') && is_name_at(bytes, at + 2, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> &str {
        &text[..script_end(text.as_bytes(), 0, "script")]
    }

    #[test]
    fn end_tags_need_the_whole_name() {
        let text = b"a</titles></TITLE\n>";
        assert_eq!(raw_text_end(text, 0, "title"), 10);
        assert_eq!(raw_text_end(text, 0, ""), text.len());
    }

    #[test]
    fn scripts_end_at_the_first_end_tag_outside_escapes() {
        assert_eq!(script("a<b</script>"), "a<b");
        assert_eq!(script("<!--a</script>b"), "<!--a");
        assert_eq!(script("<!--<script>a</script>b--></script>"), "<!--<script>a</script>b-->");
        assert_eq!(script("<!--<script>a</script>b</script>c"), "<!--<script>a</script>b");
        assert_eq!(script("<!--><script></script>"), "<!--><script>");
        assert_eq!(script("<!--<scripts></script>"), "<!--<scripts>");
        assert_eq!(script("<!--<script>a</script"), "<!--<script>a</script");
    }
}
