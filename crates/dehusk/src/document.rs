//! What comes out.

use std::fmt;

use dehusk_classify::PageKind;
use serde::Serialize;

use crate::content::Content;
use crate::{EncodingSource, InputKind, Moment};

/// Where a piece of metadata was found.
///
/// In falling order of trust, as a rule: what was written for machines, then what
/// markup names, then what stands in the text. A field may have an order of its
/// own: the title is the heading that readers see, where a title for machines
/// confirms it, and has that one's source; the `<title>` comes last of the
/// titles, and the language that the words say goes before a declaration that
/// they contradict. `docs/decisions/0017-metadata.md` has all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Source {
    /// A rule for the site, or a selector that the caller gave.
    Rule,
    /// A JSON-LD block of the page.
    JsonLd,
    /// A `<meta>` element: Open Graph, Dublin Core, `article:*`, plain names.
    Meta,
    /// Markup that names the field: `<time>`, `itemprop`, `rel`, `<h1>`, `lang`.
    Markup,
    /// A line of the visible text, such as a byline or a date line.
    Text,
    /// The `<title>` element.
    TitleElement,
    /// The document's URL.
    Url,
    /// Guessed from the words of the text.
    Detected,
}

/// A value and where it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub source: Source,
}

impl<T> Sourced<T> {
    /// `value`, found in `source`.
    pub const fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }
}

/// Something that the caller may want to know about how the document came
/// about. Notes are never errors: the document beside them is the best that
/// could be made of the input.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Note {
    /// The input was cut at the byte limit.
    InputTruncated,
    /// The tree was cut at the node limit; what stands behind it is missing.
    NodeLimit,
    /// Elements beyond the depth limit were flattened; their text is kept.
    DepthLimit,
    /// Attribute text beyond the limit was left out.
    AttributeLimit,
    /// Bytes that made no sense in the encoding became U+FFFD.
    Replaced {
        /// How many U+FFFD came out of the decoder.
        count: usize,
    },
    /// The input is markup that was escaped once more, and was taken as text.
    /// [`EscapedMarkup::Undo`](crate::EscapedMarkup::Undo) undoes it.
    EscapedMarkup,
    /// One level of escaping was undone.
    Unescaped,
    /// No block was judged to be content.
    NoContent,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InputTruncated => f.write_str("input-truncated"),
            Self::NodeLimit => f.write_str("node-limit"),
            Self::DepthLimit => f.write_str("depth-limit"),
            Self::AttributeLimit => f.write_str("attribute-limit"),
            Self::Replaced { count } => write!(f, "replaced:{count}"),
            Self::EscapedMarkup => f.write_str("escaped-markup"),
            Self::Unescaped => f.write_str("unescaped"),
            Self::NoContent => f.write_str("no-content"),
        }
    }
}

/// A cleaned document.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Document {
    /// The URL that the caller gave.
    pub url: Option<String>,
    /// The title, without the site's name where that is evident.
    pub title: Option<Sourced<String>>,
    /// The author or authors, joined by ", ".
    pub author: Option<Sourced<String>>,
    /// The authors one by one.
    pub authors: Vec<String>,
    /// When it was published; where it only says when it was changed, that.
    pub date: Option<Sourced<Moment>>,
    /// When it was last changed, as it says itself.
    pub modified: Option<Sourced<Moment>>,
    /// The language to go by, as a lower-case BCP 47 primary subtag, such as
    /// `en`: the declared one, unless the words say otherwise beyond doubt.
    pub language: Option<Sourced<String>>,
    /// The primary subtag of the language that it declares.
    pub declared_language: Option<String>,
    /// The language of its words, if they leave no doubt.
    pub detected_language: Option<String>,
    /// Categories and tags as the document itself lists them, in order.
    pub categories: Vec<String>,
    /// Tags and keywords alone, as links and the head give them, in order.
    pub tags: Vec<String>,
    /// The name of the site.
    pub site_name: Option<Sourced<String>>,
    /// What the head says that it is about.
    pub description: Option<Sourced<String>>,
    /// The address that the document gives itself, absolute.
    pub canonical_url: Option<Sourced<String>>,
    /// The address of the picture that stands for it, absolute.
    pub image: Option<Sourced<String>>,
    /// The address of its licence, absolute.
    pub licence: Option<Sourced<String>>,
    /// What kind of page the head says that it is.
    pub page_type: Option<PageKind>,
    /// What a line of the text names as its source, such as an agency: `Reuters`
    /// for "Source: Reuters".
    pub source_line: Option<Sourced<String>>,
    /// The body, without the title: blocks separated by a blank line, items of
    /// one list by a line break.
    pub text: String,
    /// The same body with its structure, if the extractor was made
    /// [with it](crate::Options::with_structure).
    pub content: Option<Content>,
    /// What the input was taken for.
    pub input_kind: InputKind,
    /// How well [`text`](Self::text) is expected to match what a person would
    /// keep: 0 to 1, in steps of 0.001.
    ///
    /// It estimates the F1 of the words, so that of many pages of quality 0.9
    /// the mean F1 should be 0.9. Where the text is empty it is the probability
    /// that nothing is right: high for a login wall, low for an article that was
    /// missed. It is about the text alone, not about title, author or date.
    ///
    /// Calibrated on labelled pages, each judged by a model that has seen no
    /// other page of its registered domain; for inputs of other kinds than
    /// [`InputKind::Page`] on scrapes of these pages and on their clean texts, as
    /// many of one as of the other: where all inputs are scrapes it is too high.
    pub quality: f32,
    /// WHATWG name of the encoding that the input was decoded from.
    pub encoding: &'static str,
    /// Which step of the WHATWG order decided on it.
    pub encoding_source: EncodingSource,
    /// What the caller may want to know.
    pub notes: Vec<Note>,
}
