//! Attributes of the tag at hand (HTML Standard § 13.2.5.32 to § 13.2.5.39).

use std::ops::Range;
use std::rc::Rc;

use super::reference::{self, Place};
use super::scan::{attribute_name_end, is_space};
use super::token::{Text, Wanted, normal};
use crate::name::{Key, Table};
use crate::store::Span;

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
        known.or_else(|| {
            self.rest.iter().find(|&&(rest, _)| rest.eq_ignore_ascii_case(name)).map(|found| found.1)
        })
    }
}

/// A part of the source or of the scratch text.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Source(Span),
    Scratch(u32, u32),
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
#[derive(Debug)]
pub(super) struct Collector {
    listed: Rc<Listed>,
    has_nulls: bool,
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
    pub(crate) value: Text<'s>,
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
            name: self.text(entry.name).as_str(self.source),
            value: self.text(entry.value),
            number: entry.number,
        })
    }

    /// Names and values.
    pub(crate) fn pairs(self) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.iter().map(move |attribute| (attribute.name, attribute.value.as_str(self.source)))
    }

    /// The value of `name`.
    pub(crate) fn get(self, name: &str) -> Option<&'s str> {
        let found = self.iter().find(|attribute| attribute.name == name)?;
        Some(found.value.as_str(self.source))
    }

    fn text(self, piece: Piece) -> Text<'s> {
        match piece {
            Piece::Source(span) => Text::Source(span),
            Piece::Scratch(start, end) => Text::Own(&self.collector.scratch[start as usize..end as usize]),
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
    pub(super) fn new(listed: Rc<Listed>, has_nulls: bool) -> Self {
        Self { listed, has_nulls, entries: Vec::new(), scratch: String::new(), overflown: false }
    }

    pub(super) fn attributes<'s>(&'s self, source: &'s str) -> Attributes<'s> {
        Attributes { source, collector: self }
    }

    /// Reads attributes from `*at` to behind the `>` of the tag. `None` where
    /// the source ends before, so that there is no tag.
    pub(super) fn read(&mut self, source: &str, at: &mut usize, wanted: Wanted) -> Option<TagEnd> {
        self.entries.clear();
        self.scratch.clear();
        self.overflown = false;
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
                _ => self.attribute(source, at, wanted)?,
            }
        }
    }

    fn attribute(&mut self, source: &str, at: &mut usize, wanted: Wanted) -> Option<()> {
        let bytes = source.as_bytes();
        // The first byte is part of the name whatever it is.
        let name = *at..attribute_name_end(bytes, *at + 1);
        *at = name.end;
        let value = Value::read(bytes, at)?;
        let Some((key, name, number)) = self.name(source, name, wanted) else { return Some(()) };
        let value = self.value(source, value);
        self.entries.push(Entry { key, name, value, number });
        Some(())
    }

    /// The name in normal form, if the attribute is wanted and the first of that
    /// name.
    fn name(
        &mut self,
        source: &str,
        range: Range<usize>,
        wanted: Wanted,
    ) -> Option<(Key, Piece, Option<u16>)> {
        if wanted == Wanted::None {
            return None;
        }
        let text = &source[range.clone()];
        let (mut key, has_upper) = Key::at(source.as_bytes(), range.clone());
        if self.has_nulls && !text.bytes().all(|byte| byte.is_ascii() && byte != 0) {
            // It may be U+FFFD elsewhere, so it has to be compared in normal form.
            key = Key::LONG;
        }
        let number = self.listed.find(key, text);
        if number.is_none() && wanted == Wanted::Listed {
            return None;
        }
        if self.entries.len() >= MOST_ATTRIBUTES {
            self.overflown = true;
            return None;
        }
        let name = if has_upper || key == Key::LONG {
            self.normal_name(text)
        } else {
            Piece::Source(Span::source(range))
        };
        (!self.has(source, key, name)).then_some((key, name, number))
    }

    fn has(&self, source: &str, key: Key, name: Piece) -> bool {
        let text = |piece| self.attributes(source).text(piece).as_str(source);
        let is_same = |other: Piece| key != Key::LONG || text(other) == text(name);
        self.entries.iter().any(|entry| entry.key == key && is_same(entry.name))
    }

    fn normal_name(&mut self, text: &str) -> Piece {
        let start = self.scratch.len();
        self.scratch.push_str(&normal(text));
        self.scratch_from(start)
    }

    fn value(&mut self, source: &str, value: Value) -> Piece {
        if value.is_plain && !self.has_nulls {
            return Piece::Source(Span::source(value.range));
        }
        let start = self.scratch.len();
        reference::decode(&source[value.range], Place::Attribute, &mut self.scratch);
        self.scratch_from(start)
    }

    fn scratch_from(&self, start: usize) -> Piece {
        Piece::Scratch(start as u32, self.scratch.len() as u32)
    }
}

/// Where a value stands.
struct Value {
    range: Range<usize>,
    /// Whether it has no `&`.
    is_plain: bool,
}

impl Value {
    /// Reads `= value` and goes behind it; an empty value where there is none.
    fn read(bytes: &[u8], at: &mut usize) -> Option<Self> {
        *at = skip_space(bytes, *at);
        if bytes.get(*at) != Some(&b'=') {
            return Some(Self { range: *at..*at, is_plain: true });
        }
        *at = skip_space(bytes, *at + 1);
        let first = *bytes.get(*at)?;
        if matches!(first, b'"' | b'\'') {
            let value = Self::quoted(bytes, *at + 1, first)?;
            *at = value.range.end + 1;
            return Some(value);
        }
        let length = bytes[*at..].iter().position(|&byte| is_space(byte) || byte == b'>')?;
        let range = *at..*at + length;
        *at = range.end;
        Some(Self { is_plain: !bytes[range.clone()].contains(&b'&'), range })
    }

    fn quoted(bytes: &[u8], start: usize, quote: u8) -> Option<Self> {
        let stop = start + memchr::memchr2(quote, b'&', &bytes[start..])?;
        if bytes[stop] == quote {
            return Some(Self { range: start..stop, is_plain: true });
        }
        let end = stop + memchr::memchr(quote, &bytes[stop..])?;
        Some(Self { range: start..end, is_plain: false })
    }
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|&byte| is_space(byte)) {
        at += 1;
    }
    at
}
