//! What goes in: bytes or text, and what the caller knows about them.

use serde::{Deserialize, Serialize};

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// A whole HTML document.
    Page,
    /// Markup without a page around it: a CMS field, a feed item.
    Fragment,
    /// Text with some markup in it: a half-cleaned scrape, Markdown with HTML.
    /// Lines outside of elements are lines, inside of them line breaks are white
    /// space. `<` that begins no tag of its markup is a character, and so is
    /// everything in Markdown's code.
    Mixed,
    /// Text without markup. `<` is a character like any other; references such
    /// as `&amp;` stand for their characters unless the text has `&lt;` or `&gt;`
    /// too, for then it is about markup.
    Text,
}

impl InputKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Page, Self::Fragment, Self::Mixed, Self::Text];

    /// The kind's name as it stands in records and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Fragment => "fragment",
            Self::Mixed => "mixed",
            Self::Text => "text",
        }
    }
}

/// The content of an input, decoded or not.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content<'a> {
    Bytes(&'a [u8]),
    Text(&'a str),
}

/// One document to extract, with what the caller knows about it.
///
/// ```
/// use dehusk::{Input, InputKind};
///
/// let input = Input::bytes(b"<p>Hello</p>")
///     .with_url("https://example.org/hello")
///     .with_charset("utf-8")
///     .with_kind(InputKind::Fragment);
/// # let _ = input;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub(crate) content: Content<'a>,
    pub(crate) url: Option<&'a str>,
    pub(crate) charset: Option<&'a str>,
    pub(crate) kind: Option<InputKind>,
}

impl<'a> Input<'a> {
    /// Raw bytes as they came from a server or a file; their encoding is found
    /// out.
    pub const fn bytes(bytes: &'a [u8]) -> Self {
        Self { content: Content::Bytes(bytes), url: None, charset: None, kind: None }
    }

    /// Text that is decoded already.
    pub const fn text(text: &'a str) -> Self {
        Self { content: Content::Text(text), url: None, charset: None, kind: None }
    }

    /// The URL the document was fetched from.
    #[must_use]
    pub const fn with_url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// The charset that the transport declared: the `charset` parameter of a
    /// `Content-Type` header. Ignored where it names no encoding, and for
    /// decoded text.
    #[must_use]
    pub const fn with_charset(mut self, charset: &'a str) -> Self {
        self.charset = Some(charset);
        self
    }

    /// What the input is, where the caller knows better than the guess.
    #[must_use]
    pub const fn with_kind(mut self, kind: InputKind) -> Self {
        self.kind = Some(kind);
        self
    }
}
