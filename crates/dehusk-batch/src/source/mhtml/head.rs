//! Heads of messages and their parts (RFC 5322, RFC 2045).

use super::line;
use crate::http::MediaType;

/// The most bytes of a head that are looked at. Mails have some 10 KiB of
/// stamps by their relays.
const MAX_HEAD: usize = 64 << 10;

/// The most bytes that a boundary may have, by RFC 2046.
const MAX_BOUNDARY: usize = 70;

/// The fields of a head, their names in lower case.
#[derive(Debug, Default)]
pub(super) struct Head {
    fields: Vec<(String, String)>,
}

impl Head {
    /// Reads a head, and says what stands behind it.
    pub(super) fn read(bytes: &[u8]) -> (Self, &[u8]) {
        let mut head = Self::default();
        let mut rest = bytes;
        while !rest.is_empty() && bytes.len() - rest.len() < MAX_HEAD {
            let line = line(rest);
            let text = line.trim_ascii_end();
            if text.is_empty() {
                rest = &rest[line.len()..];
                break;
            }
            if !head.add(line[0], text) {
                break;
            }
            rest = &rest[line.len()..];
        }
        (head, rest)
    }

    /// Adds a line; false where it is none of a head's.
    fn add(&mut self, first: u8, line: &[u8]) -> bool {
        let text = String::from_utf8_lossy(line);
        if matches!(first, b' ' | b'\t') {
            if let Some((_, value)) = self.fields.last_mut() {
                value.push(' ');
                value.push_str(text.trim_ascii());
            }
            return true;
        }
        // What exported mails begin with in mailboxes.
        if self.fields.is_empty() && text.starts_with("From ") {
            return true;
        }
        let Some((name, value)) = text.split_once(':') else { return false };
        self.fields.push((name.trim_ascii().to_ascii_lowercase(), value.trim_ascii().to_owned()));
        true
    }

    /// The value of a field, of the first where there are several.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    pub(super) fn media_type(&self) -> MediaType {
        MediaType::parse(self.value("content-type").unwrap_or_default())
    }

    /// A parameter of a field's value, without quotes.
    pub(super) fn parameter(&self, field: &str, name: &str) -> Option<String> {
        let mut rest = self.value(field)?.split_once(';')?.1;
        loop {
            let (key, value) = rest.split_once('=')?;
            let value = value.trim_ascii_start();
            let (value, behind) = match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => value.split_at(value.find(';').unwrap_or(value.len())),
            };
            if key.trim_ascii().trim_start_matches(';').trim_ascii().eq_ignore_ascii_case(name) {
                return Some(value.trim_ascii().to_owned());
            }
            rest = behind;
        }
    }

    /// The boundary of a head of parts.
    pub(super) fn boundary(&self) -> Option<Vec<u8>> {
        if !self.media_type().essence().starts_with("multipart/") {
            return None;
        }
        let boundary = self.parameter("content-type", "boundary")?;
        (1..=MAX_BOUNDARY).contains(&boundary.len()).then(|| boundary.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_unfolded_and_parameters_unquoted() {
        let bytes = b"Subject: a\r\n b\r\nContent-Type: Multipart/Related;\r\n\ttype=\"text/html\";\r\n\tBoundary=\"x; y\"\r\n\r\nbody\r\n";
        let (head, body) = Head::read(bytes);
        assert_eq!((head.value("subject"), body), (Some("a b"), &b"body\r\n"[..]));
        assert_eq!(head.boundary().as_deref(), Some(&b"x; y"[..]));
        assert_eq!(head.parameter("content-type", "type").as_deref(), Some("text/html"));
        assert_eq!(head.parameter("content-type", "start"), None);
    }

    #[test]
    fn what_is_no_head_is_left() {
        let (head, rest) = Head::read(b"<html><p>x");
        assert!(head.fields.is_empty());
        assert_eq!(rest, b"<html><p>x");
    }
}
