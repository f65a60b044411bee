//! What a caller chooses about parsing.

use crate::{Limits, Namespace, Tag};

/// How a text is parsed: within which limits, how much of the source the tree
/// keeps, and what `/>` means. Only [`SelfClosing`] changes which elements there
/// are and how they nest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ParseOptions {
    pub(crate) limits: Limits,
    pub(crate) keep: Keep,
    pub(crate) self_closing: SelfClosing,
}

impl ParseOptions {
    /// Bounds on what the input may cost.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// What of the source the tree keeps. Default: [`Keep::Everything`].
    #[must_use]
    pub fn with_keep(mut self, keep: Keep) -> Self {
        self.keep = keep;
        self
    }

    /// What `/>` means. Default: [`SelfClosing::Html`].
    #[must_use]
    pub fn with_self_closing(mut self, self_closing: SelfClosing) -> Self {
        self.self_closing = self_closing;
        self
    }
}

impl From<Limits> for ParseOptions {
    fn from(limits: Limits) -> Self {
        Self::default().with_limits(limits)
    }
}

/// What of the source a tree keeps, beside its elements and its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keep {
    /// All that the HTML Standard has in a tree.
    #[default]
    Everything,
    /// What a reader of the page needs. Left out are attributes that are not
    /// listed, contents of `<style>` and of scripts that hold no data (whose
    /// `type` names neither JSON nor TeX), comments, and what `<selectedcontent>` repeats.
    Reading {
        /// Names of attributes in lower case.
        attributes: &'static [&'static str],
    },
}

impl Keep {
    /// Whether attributes of this name are kept.
    pub(crate) fn has_attribute(self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Reading { attributes } => attributes.contains(&name),
        }
    }
}

/// What the `/>` of a start tag such as `<script/>` or `<div/>` means. SVG and
/// `MathML` elements are closed by it whatever is chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SelfClosing {
    /// What it means in the HTML Standard: nothing. `<script/>` opens a script
    /// that only `</script>` ends.
    #[default]
    Html,
    /// What it means in XML: `<script/>` is `<script></script>`. Everything else
    /// is read as HTML.
    Xml,
    /// As XML where the source shows that an XML serialiser wrote it, else as
    /// HTML: void elements have the slash, elements without content have it
    /// instead of an end tag, and no end tag lacks its start tag.
    ByEvidence,
}

/// The element that a fragment is parsed as the content of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context<'a> {
    pub(crate) namespace: Namespace,
    pub(crate) name: &'a str,
}

impl<'a> Context<'a> {
    /// An element of any namespace, by its name as the tree has it (`foreignObject`).
    pub const fn new(namespace: Namespace, name: &'a str) -> Self {
        Self { namespace, name }
    }
}

impl From<Tag> for Context<'_> {
    /// An HTML element; [`Tag::Other`] stands for one without rules of its own.
    fn from(tag: Tag) -> Self {
        let name = if tag == Tag::Other { "x-fragment" } else { tag.name() };
        Self::new(Namespace::Html, name)
    }
}
