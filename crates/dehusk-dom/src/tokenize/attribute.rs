//! Attributes of the tag at hand (HTML Standard § 13.2.5.32 to § 13.2.5.39).

use std::borrow::Cow;
use std::ops::Range;

use super::reference::{self, Place};
use super::scan::is_space;
use super::token::{Wanted, normal};
use crate::name::{Key, Table};

/// Attributes that one tag may have; what comes behind them is not looked at.
/// It bounds the search for duplicates, which is the one quadratic step of the
/// standard's tokenizer.
pub(crate) const MOST_ATTRIBUTES: usize = 256;

/// Names with numbers of their own.
#[derive(Debug)]
pub(crate) struct Listed {
    table: Table<256>,
    /// Names that the table cannot hold, with their numbers.
    rest: Vec<(&'static str, u16)>,
    count: usize,
}

impl Listed {
    /// Numbers `names` from zero.
    pub(crate) fn new(names: &'static [&'static str]) -> Self {
        let mut listed = Self { table: Table::new(), rest: Vec::new(), count: names.len() };
        for (number, &name) in (0..u16::MAX).zip(names) {
            let key = Key::of(name.as_bytes());
            if key == Key::LONG || number >= 128 {
                listed.rest.push((name, number));
            } else {
                listed.table.insert(key, number);
            }
        }
        listed
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The number of a name in normal form.
    pub(crate) fn number(&self, name: &str) -> Option<u16> {
        self.find(Key::of(name.as_bytes()), name)
    }

    fn find(&self, key: Key, name: &str) -> Option<u16> {
        let known = if key == Key::LONG { None } else { self.table.get(key) };
        known.or_else(|| self.rest.iter().find(|&&(rest, _)| rest.eq_ignore_ascii_case(name)).map(|found| found.1))
    }
}

/// A part of the source or of the scratch text.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Source(u32, u32),
    Scratch(u32, u32),
}

impl Piece {
    fn source(range: Range<usize>) -> Self {
        Self::Source(range.start as u32, range.end as u32)
    }
}

#[derive(Debug)]
struct Entry {
    key: Key,
    name: Piece,
    value: Piece,
    number: Option<u16>,
}

/// The attributes of one tag while it is read; kept for the next one to spare
/// the allocations.
#[derive(Debug, Default)]
pub(super) struct Collector {
    entries: Vec<Entry>,
    /// Names and values that differ from the source.
    scratch: String,
    overflown: bool,
}

/// The attributes of a start tag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attributes<'s> {
    source: &'s str,
    collector: &'s Collector,
}

/// One of them: name in lower case, value with character references resolved.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute<'s> {
    pub(crate) name: &'s str,
    pub(crate) value: &'s str,
    /// The number of a listed name.
    pub(crate) number: Option<u16>,
}

impl<'s> Attributes<'s> {
    pub(crate) fn is_empty(self) -> bool {
        self.collector.entries.is_empty()
    }

    /// Whether there were more of them than a tag may have.
    pub(crate) fn overflown(self) -> bool {
        self.collector.overflown
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Attribute<'s>> {
        self.collector.entries.iter().map(move |entry| Attribute {
            name: self.resolve(entry.name),
            value: self.resolve(entry.value),
            number: entry.number,
        })
    }

    /// The value of `name`.
    pub(crate) fn get(self, name: &str) -> Option<&'s str> {
        self.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value)
    }

    fn resolve(self, piece: Piece) -> &'s str {
        match piece {
            Piece::Source(start, end) => &self.source[start as usize..end as usize],
            Piece::Scratch(start, end) => &self.collector.scratch[start as usize..end as usize],
        }
    }
}

/// What ended a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagEnd {
    /// `>`
    Plain,
    /// `/>`
    SelfClosing,
}

impl Collector {
    pub(super) fn attributes<'s>(&'s self, source: &'s str) -> Attributes<'s> {
        Attributes { source, collector: self }
    }

    /// Reads attributes from `*at` to behind the `>` of the tag. `None` where
    /// the source ends before, so that there is no tag.
    pub(super) fn read(
        &mut self,
        source: &str,
        at: &mut usize,
        wanted: Wanted,
        listed: &Listed,
    ) -> Option<TagEnd> {
        self.clear();
        let bytes = source.as_bytes();
        loop {
            match *bytes.get(*at)? {
                b'>' => {
                    *at += 1;
                    return Some(TagEnd::Plain);
                }
                b'/' => {
                    *at += 1;
                    if bytes.get(*at) == Some(&b'>') {
                        *at += 1;
                        return Some(TagEnd::SelfClosing);
                    }
                }
                byte if is_space(byte) => *at += 1,
                _ => self.attribute(source, at, wanted, listed)?,
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.scratch.clear();
        self.overflown = false;
    }

    fn attribute(&mut self, source: &str, at: &mut usize, wanted: Wanted, listed: &Listed) -> Option<()> {
        let bytes = source.as_bytes();
        let (name, key) = read_name(bytes, at);
        let value = read_value(bytes, at)?;
        let number = listed.find(key, &source[name.clone()]);
        if number.is_none() && wanted == Wanted::Listed {
            return Some(());
        }
        if self.entries.len() >= MOST_ATTRIBUTES {
            self.overflown = true;
            return Some(());
        }
        let name = self.name(source, name);
        if self.entries.iter().any(|entry| entry.key == key && (key != Key::LONG || self.same(source, entry.name, name))) {
            return Some(());
        }
        let value = self.value(source, value);
        self.entries.push(Entry { key, name, value, number });
        Some(())
    }

    fn same(&self, source: &str, one: Piece, other: Piece) -> bool {
        let all = self.attributes(source);
        all.resolve(one) == all.resolve(other)
    }

    fn name(&mut self, source: &str, range: Range<usize>) -> Piece {
        match normal(&source[range.clone()]) {
            Cow::Borrowed(_) => Piece::source(range),
            Cow::Owned(name) => {
                let start = self.scratch.len();
                self.scratch.push_str(&name);
                self.scratch_from(start)
            }
        }
    }

    fn value(&mut self, source: &str, range: Range<usize>) -> Piece {
        let text = &source[range.clone()];
        if memchr::memchr2(b'&', 0, text.as_bytes()).is_none() {
            return Piece::source(range);
        }
        let start = self.scratch.len();
        reference::decode(text, Place::Attribute, &mut self.scratch);
        self.scratch_from(start)
    }

    fn scratch_from(&self, start: usize) -> Piece {
        Piece::Scratch(start as u32, self.scratch.len() as u32)
    }
}

/// First byte of U+FFFD. Names with it or with U+0000, which becomes it, have
/// to be compared in normal form.
const REPLACEMENT_HEAD: u8 = 0xEF;

/// Reads a name up to space, `/`, `>` or `=`; the first byte is part of it
/// whatever it is.
fn read_name(bytes: &[u8], at: &mut usize) -> (Range<usize>, Key) {
    let start = *at;
    let (mut key, mut odd) = (0, false);
    while let Some(&byte) = bytes.get(*at) {
        if is_space(byte) || matches!(byte, b'/' | b'>') || (byte == b'=' && *at > start) {
            break;
        }
        let place = *at - start;
        if place < 16 {
            key |= u128::from(byte.to_ascii_lowercase()) << (8 * place);
        }
        odd |= byte == 0 || byte == REPLACEMENT_HEAD;
        *at += 1;
    }
    let key = if odd || *at - start > 16 { Key::LONG } else { Key(key) };
    (start..*at, key)
}

/// Reads `= value`, if it is there, and gives the range of the value.
fn read_value(bytes: &[u8], at: &mut usize) -> Option<Range<usize>> {
    let mut here = skip_space(bytes, *at);
    if bytes.get(here) != Some(&b'=') {
        *at = here;
        return Some(here..here);
    }
    here = skip_space(bytes, here + 1);
    let quote = *bytes.get(here)?;
    match quote {
        b'"' | b'\'' => {
            let start = here + 1;
            let end = start + memchr::memchr(quote, &bytes[start..])?;
            *at = end + 1;
            Some(start..end)
        }
        _ => {
            let length = bytes[here..].iter().position(|&byte| is_space(byte) || byte == b'>')?;
            *at = here + length;
            Some(here..here + length)
        }
    }
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|&byte| is_space(byte)) {
        at += 1;
    }
    at
}
