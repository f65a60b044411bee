//! What the tokenizer emits, and to whom.
//!
//! Tokens borrow from the source. They are handed over one by one, never
//! collected.

use std::borrow::Cow;

use super::attribute::Attributes;
use crate::Tag;
use crate::store::Span;

/// Takes tokens as they are found.
pub(crate) trait Consumer {
    /// Characters other than U+0000, in pieces of any size.
    fn characters(&mut self, text: Text<'_>);

    /// A U+0000 in the data state or in a CDATA section.
    fn null(&mut self);

    /// A start tag; says how to go on behind it.
    fn start_tag(&mut self, tag: &StartTag<'_>) -> Next;

    /// An end tag.
    fn end_tag(&mut self, name: Name<'_>);

    /// A comment, or what the standard makes one.
    fn comment(&mut self, text: Text<'_>);

    /// A document type declaration.
    fn doctype(&mut self, doctype: Doctype<'_>);

    /// Whether the adjusted current node is there and not in the HTML namespace,
    /// so that `<![CDATA[` opens a section.
    fn in_foreign_content(&self) -> bool;

    /// Which attributes of a start tag are of use.
    fn wants(&self, name: &Name<'_>) -> Wanted;

    /// Whether nothing more is taken.
    fn is_full(&self) -> bool;
}

/// A piece of text: where it stands in the source, or what it is where it had to
/// be decoded.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Text<'t> {
    Source(Span),
    Own(&'t str),
}

impl<'t> Text<'t> {
    /// The text itself.
    pub(crate) fn as_str(self, source: &'t str) -> &'t str {
        match self {
            Self::Source(span) => span.of(source),
            Self::Own(text) => text,
        }
    }
}

/// The attributes that the tokenizer collects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All of them.
    All,
    /// Those whose names are listed.
    Listed,
    /// None of them.
    None,
}

/// How the tokenizer goes on behind a start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// With markup.
    Data,
    /// With text up to the end tag of the same name.
    Raw(Raw),
    /// With text up to the end.
    Plaintext,
}

/// A run of text without markup, and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) kind: RawKind,
    pub(crate) emit: bool,
}

/// The ways of reading text up to an end tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RawKind {
    /// With character references.
    Rcdata,
    /// Without.
    Rawtext,
    /// Without, and with the escapes of scripts.
    Script,
}

/// A tag's name as it stands in the source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name<'s> {
    pub(crate) tag: Tag,
    pub(crate) source: &'s str,
}

impl<'s> Name<'s> {
    /// The name in lower case and without U+0000.
    pub(crate) fn normal(self) -> Cow<'s, str> {
        normal(self.source)
    }
}

/// ASCII letters in lower case, and U+FFFD for U+0000.
pub(super) fn normal(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
        Cow::Owned(text.to_ascii_lowercase().replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct StartTag<'s> {
    pub(crate) name: Name<'s>,
    pub(crate) self_closing: bool,
    pub(crate) attributes: Attributes<'s>,
}

/// A document type declaration; parts that are not there are `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Doctype<'s> {
    pub(crate) name: Option<Cow<'s, str>>,
    pub(crate) public_id: Option<Cow<'s, str>>,
    pub(crate) system_id: Option<Cow<'s, str>>,
    pub(crate) force_quirks: bool,
}
