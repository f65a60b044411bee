//! Text to tokens: the tokenizer of the HTML Standard, § 13.2.5.
//!
//! The whole text is in memory, so the states of the standard that only wait
//! for the next character become searches: `memchr` to the end of a run of
//! text, of a quoted value, of a script. What stays are the decisions between
//! them. Parse errors are not reported, and lines are not counted.

mod attribute;
mod comment;
mod doctype;
mod raw;
mod reference;
mod scan;
mod token;

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

pub(crate) use self::attribute::{Attribute, Listed, MOST_ATTRIBUTES};
pub(crate) use self::token::{Consumer, Doctype, Name, Next, Raw, RawKind, StartTag, Text, Wanted};

use self::attribute::{Collector, TagEnd};
use self::reference::Place;
use self::scan::{find, tag_name_end};
use crate::Tag;
use crate::name::Key;
use crate::store::Span;

/// How the tokenizer reads what is before it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum State<'s> {
    /// Markup.
    Data,
    /// Text up to the end tag of this name; an empty name has none.
    Raw(Raw, &'s str),
    /// Text up to the end.
    Plaintext,
    /// Text up to `]]>`.
    #[cfg_attr(not(any(test, feature = "oracle")), expect(dead_code, reason = "only suites begin so"))]
    Cdata,
    /// The end is reached, or nothing more is taken.
    End,
}

/// Line ends as the standard wants them before the tokenizer: CR LF and CR
/// become LF (§ 13.2.3.5).
pub(crate) fn normalize_newlines(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'\r', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut normal = String::with_capacity(text.len());
    normal.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        normal.push_str(&rest[..at]);
        normal.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    normal.push_str(rest);
    Cow::Owned(normal)
}

/// Reads `source`, whose line ends are normal, from `state` to its end and hands
/// the tokens to `consumer`. Linear in the source.
pub(crate) fn tokenize<C: Consumer>(source: &str, state: State<'_>, listed: Rc<Listed>, consumer: C) -> C {
    let has_nulls = memchr::memchr(0, source.as_bytes()).is_some();
    let collector = Collector::new(listed, has_nulls);
    let mut tokenizer = Tokenizer { source, at: 0, has_nulls, collector, consumer };
    let mut state = state;
    loop {
        state = match state {
            State::Data => tokenizer.data(),
            State::Raw(raw, name) => tokenizer.raw(raw, name),
            State::Plaintext => tokenizer.plaintext(),
            State::Cdata => tokenizer.cdata(),
            State::End => return tokenizer.consumer,
        };
    }
}

struct Tokenizer<'s, C> {
    source: &'s str,
    at: usize,
    /// Whether there is any U+0000. Most pages have none, and need not be asked
    /// at every turn.
    has_nulls: bool,
    collector: Collector,
    consumer: C,
}

impl<'s, C: Consumer> Tokenizer<'s, C> {
    /// The data state, up to a tag that changes the state.
    fn data(&mut self) -> State<'s> {
        while !self.consumer.is_full() {
            let rest = &self.source.as_bytes()[self.at..];
            let length = if self.has_nulls {
                memchr::memchr3(b'<', b'&', 0, rest)
            } else {
                memchr::memchr2(b'<', b'&', rest)
            };
            let length = length.unwrap_or(rest.len());
            self.characters(self.at + length);
            let state = match rest.get(length) {
                None => return State::End,
                Some(b'<') => self.markup(),
                Some(b'&') => self.reference(),
                Some(_) => self.null(),
            };
            if !matches!(state, State::Data) {
                return state;
            }
        }
        State::End
    }

    /// Hands over the text up to `end` and goes there.
    fn characters(&mut self, end: usize) {
        if end > self.at {
            self.consumer.characters(Text::Source(Span::source(self.at..end)));
            self.at = end;
        }
    }

    fn reference(&mut self) -> State<'s> {
        match reference::read(&self.source[self.at..], Place::Text) {
            Some((replacement, length)) => {
                let mut buffer = [0; 8];
                self.consumer.characters(Text::Own(replacement.encode(&mut buffer)));
                self.at += length;
            }
            None => self.characters(self.at + 1),
        }
        State::Data
    }

    fn null(&mut self) -> State<'s> {
        self.consumer.null();
        self.at += 1;
        State::Data
    }

    /// § 13.2.5.6, the tag open state, and what follows from it.
    fn markup(&mut self) -> State<'s> {
        let bytes = self.source.as_bytes();
        match bytes.get(self.at + 1) {
            Some(byte) if byte.is_ascii_alphabetic() => return self.start_tag(),
            Some(b'/') => match bytes.get(self.at + 2) {
                Some(byte) if byte.is_ascii_alphabetic() => self.end_tag(),
                Some(b'>') => self.at += 3,
                Some(_) => self.bogus_comment(self.at + 2),
                None => self.characters(bytes.len()),
            },
            Some(b'!') => self.declaration(),
            Some(b'?') => self.bogus_comment(self.at + 1),
            _ => self.characters(self.at + 1),
        }
        State::Data
    }

    fn start_tag(&mut self) -> State<'s> {
        let name = self.name(self.at + 1);
        let wanted = self.consumer.wants(&name);
        let Some(end) = self.collector.read(self.source, &mut self.at, wanted) else {
            return State::End;
        };
        let attributes = self.collector.attributes(self.source);
        let tag = StartTag { name, self_closing: end == TagEnd::SelfClosing, attributes };
        match self.consumer.start_tag(&tag) {
            Next::Data => State::Data,
            Next::Raw(raw) => State::Raw(raw, name.source),
            Next::Plaintext => State::Plaintext,
        }
    }

    fn end_tag(&mut self) {
        let name = self.name(self.at + 2);
        // Attributes of end tags mean nothing, but their quotes may hide a `>`.
        match self.collector.read(self.source, &mut self.at, Wanted::None) {
            Some(_) => self.consumer.end_tag(name),
            None => self.at = self.source.len(),
        }
    }

    /// Reads a tag's name from `start` and goes behind it.
    fn name(&mut self, start: usize) -> Name<'s> {
        let bytes = self.source.as_bytes();
        self.at = tag_name_end(bytes, start);
        let source = &self.source[start..self.at];
        let (key, _) = Key::at(bytes, start..self.at);
        // A key cannot tell U+0000 at the end from nothing.
        let tag = if self.has_nulls && source.ends_with('\0') { Tag::Other } else { Tag::from_key(key) };
        Name { tag, source }
    }

    /// § 13.2.5.42, the markup declaration open state.
    fn declaration(&mut self) {
        let start = self.at + 2;
        let rest = &self.source.as_bytes()[start..];
        if rest.starts_with(b"--") {
            let (text, behind) = comment::read(self.source, start + 2);
            self.comment(start + 2..start + 2 + text.len());
            self.at = behind;
        } else if rest.get(..7).is_some_and(|head| head.eq_ignore_ascii_case(b"doctype")) {
            let (doctype, behind) = doctype::read(self.source, start + 7);
            self.consumer.doctype(doctype);
            self.at = behind;
        } else if rest.starts_with(b"[CDATA[") && self.consumer.in_foreign_content() {
            self.at = start + 7;
            self.cdata();
        } else {
            self.bogus_comment(start);
        }
    }

    fn bogus_comment(&mut self, start: usize) {
        let end = find(b'>', self.source.as_bytes(), start);
        self.comment(start..end);
        self.at = self.source.len().min(end + 1);
    }

    fn comment(&mut self, range: Range<usize>) {
        match without_nulls(&self.source[range.clone()]) {
            Cow::Borrowed(_) => self.consumer.comment(Text::Source(Span::source(range))),
            Cow::Owned(text) => self.consumer.comment(Text::Own(&text)),
        }
    }

    /// § 13.2.5.69, the CDATA section state.
    fn cdata(&mut self) -> State<'s> {
        let rest = &self.source[self.at..];
        let section = memchr::memmem::find(rest.as_bytes(), b"]]>");
        let end = self.at + section.unwrap_or(rest.len());
        while self.at < end {
            let null = memchr::memchr(0, &self.source.as_bytes()[self.at..end]);
            self.characters(null.map_or(end, |length| self.at + length));
            if null.is_some() {
                self.null();
            }
        }
        self.at += if section.is_some() { 3 } else { 0 };
        State::Data
    }

    /// Text up to `</name`; the end tag itself is read as everywhere.
    fn raw(&mut self, raw: Raw, name: &str) -> State<'s> {
        let bytes = self.source.as_bytes();
        let end = match raw.kind {
            RawKind::Rcdata | RawKind::Rawtext => raw::raw_text_end(bytes, self.at, name),
            RawKind::Script => raw::script_end(bytes, self.at, name),
        };
        if raw.emit {
            let text = &self.source[self.at..end];
            self.decoded(match raw.kind {
                RawKind::Rcdata => reference::decode_text(text),
                RawKind::Rawtext | RawKind::Script => without_nulls(text),
            });
        }
        self.at = end;
        if end == bytes.len() {
            return State::End;
        }
        self.end_tag();
        State::Data
    }

    fn plaintext(&mut self) -> State<'s> {
        self.decoded(without_nulls(&self.source[self.at..]));
        State::End
    }

    /// Hands over text that begins here, as it is or as it was decoded.
    fn decoded(&mut self, text: Cow<'_, str>) {
        match text {
            Cow::Borrowed(text) => self.characters(self.at + text.len()),
            Cow::Owned(text) => self.consumer.characters(Text::Own(&text)),
        }
    }
}

/// U+FFFD for U+0000.
fn without_nulls(text: &str) -> Cow<'_, str> {
    match memchr::memchr(0, text.as_bytes()) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(text.replace('\0', "\u{FFFD}")),
    }
}
