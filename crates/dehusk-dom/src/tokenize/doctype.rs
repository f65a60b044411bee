//! Document type declarations (HTML Standard § 13.2.5.53 to § 13.2.5.68).

use std::borrow::Cow;

use super::scan::{find, is_space};
use super::token::{Doctype, normal};
use super::without_nulls;

/// The declaration whose `<!DOCTYPE` ends at `start`, and the position behind
/// it.
pub(super) fn read(source: &str, start: usize) -> (Doctype<'_>, usize) {
    let mut reader = Reader { source, at: start };
    let mut doctype = Doctype::default();
    if reader.parts(&mut doctype).is_err() {
        doctype.force_quirks = true;
    }
    let end = find(b'>', source.as_bytes(), reader.at);
    // What ends with the source was not meant.
    doctype.force_quirks |= end == source.len() && !reader.is_bogus_behind(&doctype);
    (doctype, source.len().min(end + 1))
}

/// The declaration is not as it should be, which means quirks mode.
struct Broken;

struct Reader<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Reader<'s> {
    fn parts(&mut self, doctype: &mut Doctype<'s>) -> Result<(), Broken> {
        doctype.name = Some(self.name()?);
        self.skip_space();
        if self.is_done() {
            return Ok(());
        }
        if self.keyword("PUBLIC") {
            self.skip_space();
            self.quoted(&mut doctype.public_id)?;
            self.skip_space();
            if self.is_done() { Ok(()) } else { self.quoted(&mut doctype.system_id) }
        } else if self.keyword("SYSTEM") {
            self.skip_space();
            self.quoted(&mut doctype.system_id)
        } else {
            Err(Broken)
        }
    }

    fn name(&mut self) -> Result<Cow<'s, str>, Broken> {
        self.skip_space();
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && byte != b'>') {
            self.at += 1;
        }
        if self.at == start { Err(Broken) } else { Ok(normal(&self.source[start..self.at])) }
    }

    /// Reads a quoted identifier, as far as it goes.
    fn quoted(&mut self, id: &mut Option<Cow<'s, str>>) -> Result<(), Broken> {
        let quote = self.peek().filter(|byte| matches!(byte, b'"' | b'\'')).ok_or(Broken)?;
        let start = self.at + 1;
        let rest = &self.source.as_bytes()[start..];
        let length = memchr::memchr2(quote, b'>', rest).unwrap_or(rest.len());
        self.at = start + length;
        *id = Some(without_nulls(&self.source[start..self.at]));
        if rest.get(length) == Some(&quote) {
            self.at += 1;
            Ok(())
        } else {
            Err(Broken)
        }
    }

    fn keyword(&mut self, word: &str) -> bool {
        let end = self.at + word.len();
        let found = self.source.as_bytes().get(self.at..end);
        let is_it = found.is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()));
        if is_it {
            self.at = end;
        }
        is_it
    }

    /// Whether the source ends in what follows a complete declaration and is
    /// ignored, so that there is nothing to be in quirks mode for.
    fn is_bogus_behind(&self, doctype: &Doctype<'_>) -> bool {
        let rest = self.source[self.at..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        doctype.system_id.is_some() && !doctype.force_quirks && !rest.is_empty()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
    }

    fn is_done(&self) -> bool {
        self.peek().is_none_or(|byte| byte == b'>')
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> (Option<String>, Option<String>, Option<String>, bool) {
        let (doctype, _) = read(source, 0);
        let part = |part: Option<Cow<'_, str>>| part.map(Cow::into_owned);
        (part(doctype.name), part(doctype.public_id), part(doctype.system_id), doctype.force_quirks)
    }

    #[test]
    fn whole_declarations() {
        assert_eq!(parts(" HTML>"), (Some("html".to_owned()), None, None, false));
        assert_eq!(parts("html>"), (Some("html".to_owned()), None, None, false));
        assert_eq!(
            parts(" a PUBLIC 'b' \"c\" >"),
            (Some("a".to_owned()), Some("b".to_owned()), Some("c".to_owned()), false)
        );
        assert_eq!(
            parts(" a public\"b\"'c'>"),
            (Some("a".to_owned()), Some("b".to_owned()), Some("c".to_owned()), false)
        );
        assert_eq!(parts(" a system 'c' d>"), (Some("a".to_owned()), None, Some("c".to_owned()), false));
    }

    #[test]
    fn broken_declarations_mean_quirks() {
        assert_eq!(parts(">"), (None, None, None, true));
        assert_eq!(parts(" a b>"), (Some("a".to_owned()), None, None, true));
        assert_eq!(parts(" a PUBLIC b>"), (Some("a".to_owned()), None, None, true));
        assert_eq!(parts(" a PUBLIC 'b>"), (Some("a".to_owned()), Some("b".to_owned()), None, true));
        assert_eq!(parts(" a PUBLIC 'b' c>"), (Some("a".to_owned()), Some("b".to_owned()), None, true));
        assert_eq!(parts(" a"), (Some("a".to_owned()), None, None, true));
        assert_eq!(parts(" a SYSTEM 'c'"), (Some("a".to_owned()), None, Some("c".to_owned()), true));
        assert_eq!(parts(" a SYSTEM 'c' d"), (Some("a".to_owned()), None, Some("c".to_owned()), false));
    }
}
