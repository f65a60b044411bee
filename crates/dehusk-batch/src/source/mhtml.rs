//! Pages saved with all that belongs to them (MHTML, RFC 2557), and mails.
//!
//! The reader is our own, and looks for one part: `mail-parser` decodes all of
//! them, pictures too, and their charsets before the page's own markup is seen;
//! it also reads a file once for each boundary that is never met.

use std::borrow::Cow;

use memchr::memchr;

use crate::http::{MediaType, Refusal};
use crate::{DropCause, RecordError};

mod decode;
mod head;

use decode::decode;
use head::Head;

/// Boundaries that may be open at a time. Pages have two, forwarded mails some
/// more.
const MAX_DEPTH: usize = 16;

/// The page that was saved, or the text of a mail.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SavedPage<'a> {
    pub(crate) body: Cow<'a, [u8]>,
    pub(crate) media_type: MediaType,
    /// Where it was saved from.
    pub(crate) url: Option<String>,
}

/// A part of a message.
struct Part<'a> {
    head: Head,
    body: &'a [u8],
    /// Whether the boundary behind it was met.
    is_whole: bool,
}

/// Whether a file begins as MHTML does: with the head of a message that says so.
pub(super) fn is_saved_page(bytes: &[u8]) -> bool {
    // Nothing but a head has a colon behind its first word.
    let is_field = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    if bytes.iter().find(|byte| !is_field(byte)) != Some(&b':') {
        return false;
    }
    let (head, _) = Head::read(bytes);
    let is_related = head.media_type().essence().starts_with("multipart/related");
    head.has("snapshot-content-location") || head.has("mime-version") && is_related
}

/// Takes the page out of MHTML or a mail: the part that the message names as
/// its root, or the first that is HTML; the first text where there is none.
///
/// Linear in the bytes: each line is looked at once.
pub(crate) fn saved_page(bytes: &[u8]) -> Result<SavedPage<'_>, Refusal> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (head, body) = Head::read(bytes);
    let location = |head: &Head, name: &str| head.value(name).filter(|url| is_url(url)).map(str::to_owned);
    let url = location(&head, "snapshot-content-location").or_else(|| location(&head, "content-location"));
    let root = head.parameter("content-type", "start");
    let essence = head.media_type().into_essence();
    let part = match head.boundary() {
        None => Some(Part { head, body, is_whole: true }),
        Some(boundary) => choose(Parts::new(body, boundary), root.as_deref()),
    };
    let Some(Part { head, body, is_whole }) = part else {
        return Err(Refusal::Dropped(DropCause::ContentType { essence }));
    };
    if !is_whole {
        return Err(Refusal::Failed(RecordError::Truncated { missing: None }));
    }
    let media_type = head.media_type();
    if !media_type.is_page() {
        return Err(Refusal::Dropped(DropCause::ContentType { essence: media_type.into_essence() }));
    }
    let body = decode(body, head.value("content-transfer-encoding").unwrap_or_default());
    if crate::sniff::is_binary(&body) {
        return Err(Refusal::Dropped(DropCause::NotText));
    }
    Ok(SavedPage { body, media_type, url: url.or_else(|| location(&head, "content-location")) })
}

fn choose<'a>(parts: Parts<'a>, root: Option<&str>) -> Option<Part<'a>> {
    let (mut page, mut text) = (None, None);
    for part in parts {
        let media_type = part.head.media_type();
        let is_root = root.is_some_and(|root| part.head.value("content-id") == Some(root));
        if is_root && media_type.is_page() {
            return Some(part);
        }
        let is_attached =
            part.head.value("content-disposition").is_some_and(|value| value.starts_with("attachment"));
        if is_attached {
            continue;
        }
        if page.is_none() && media_type.essence().contains("html") {
            page = Some(part);
            if root.is_none() {
                break;
            }
        } else if text.is_none() && matches!(media_type.essence(), "" | "text/plain") {
            text = Some(part);
        }
    }
    page.or(text)
}

/// The parts of a message that hold no parts themselves, in their order.
struct Parts<'a> {
    rest: &'a [u8],
    /// The boundaries that are open, the innermost last.
    boundaries: Vec<Vec<u8>>,
    /// Whether the last boundary closed its parts: what follows is no part.
    is_closed: bool,
}

impl<'a> Parts<'a> {
    fn new(body: &'a [u8], boundary: Vec<u8>) -> Self {
        let mut parts = Self { rest: body, boundaries: vec![boundary], is_closed: false };
        parts.pass_to_boundary();
        parts
    }

    /// Takes the bytes up to the next boundary, which is passed over; whether
    /// there was one.
    fn pass_to_boundary(&mut self) -> (&'a [u8], bool) {
        let all = self.rest;
        let mut from = 0;
        while from < all.len() {
            let line = line(&all[from..]);
            if let Some((depth, is_closed)) = self.boundary(line) {
                self.boundaries.truncate(depth);
                self.is_closed = is_closed;
                self.rest = &all[from + line.len()..];
                return (trim_line_end(&all[..from]), true);
            }
            from += line.len();
        }
        self.rest = &[];
        self.is_closed = true;
        (all, false)
    }

    /// How many boundaries are open behind a line that is one, and whether it
    /// closes its parts. A part that ends at a boundary further out has lost its
    /// own.
    fn boundary(&self, line: &[u8]) -> Option<(usize, bool)> {
        let rest = line.strip_prefix(b"--")?.trim_ascii_end();
        let (at, rest) = self
            .boundaries
            .iter()
            .enumerate()
            .rev()
            .find_map(|(at, boundary)| Some((at, rest.strip_prefix(boundary.as_slice())?)))
            .filter(|(_, rest)| matches!(*rest, b"" | b"--"))?;
        Some(if rest.is_empty() { (at + 1, false) } else { (at, true) })
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        while !self.rest.is_empty() {
            if self.boundaries.is_empty() {
                return None;
            }
            if self.is_closed {
                self.pass_to_boundary();
                continue;
            }
            let (head, body) = Head::read(self.rest);
            self.rest = body;
            let inner = head.boundary().filter(|_| self.boundaries.len() < MAX_DEPTH);
            if let Some(inner) = inner {
                self.boundaries.push(inner);
                self.pass_to_boundary();
                continue;
            }
            let (body, is_whole) = self.pass_to_boundary();
            return Some(Part { head, body, is_whole });
        }
        None
    }
}

/// The first line with its end.
fn line(bytes: &[u8]) -> &[u8] {
    memchr(b'\n', bytes).map_or(bytes, |end| &bytes[..=end])
}

fn trim_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// Whether a location is where a page can be found again: no `cid:`, no file.
fn is_url(location: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| location.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests;
