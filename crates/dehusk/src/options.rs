//! How to extract.

pub use dehusk_dom::Limits;
use std::sync::Arc;

use dehusk_classify::{Focus, Label, Model};
use dehusk_dom::{Keep, ParseOptions, SelfClosing};

use crate::content::Choice;
use crate::site::Rules;

/// The attributes that an extraction reads: first those that metadata and
/// classifier do, then those that the content's structure is made of. A tree keeps
/// no others; asking one for another panics in debug builds.
const ATTRIBUTES: [&str; 35] = [
    "aria-hidden",
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "id",
    "itemprop",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "style",
    "type",
    "xml:lang",
    "alt",
    "alttext",
    "colspan",
    "data-lang",
    "data-language",
    "data-lazy-src",
    "data-original",
    "data-src",
    "data-srcset",
    "encoding",
    "height",
    "reversed",
    "rowspan",
    "src",
    "srcset",
    "start",
    "title",
    "value",
    "width",
];

/// How many of them metadata and classifier read.
const READ: usize = 16;

/// What becomes of markup that was escaped once more, as feeds and exports carry
/// it: `&lt;p&gt;…&lt;/p&gt;`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EscapedMarkup {
    /// It is text, and [`Note::EscapedMarkup`](crate::Note::EscapedMarkup) says so.
    #[default]
    Keep,
    /// One level of escaping is undone before anything else, and
    /// [`Note::Unescaped`](crate::Note::Unescaped) says so. What the input is, is
    /// then guessed anew, also where the caller has stated it.
    ///
    /// It is recognised in texts that have no markup of their own, and in elements
    /// of XML such as a feed's items. In pages and fragments it is code.
    Undo,
}

/// Options of an [`Extractor`](crate::Extractor).
///
/// ```
/// use dehusk::{Limits, Options};
///
/// let options = Options::default().with_limits(Limits::default().with_max_depth(128));
/// # let _ = options;
/// ```
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub(crate) limits: Limits,
    pub(crate) page_model: Option<Arc<Model>>,
    pub(crate) text_model: Option<Arc<Model>>,
    pub(crate) escaped_markup: EscapedMarkup,
    pub(crate) structure: Option<Choice>,
    pub(crate) kept: Kept,
    pub(crate) focus: Focus,
    pub(crate) composes: bool,
    pub(crate) rules: Rules,
}

/// The labels whose blocks are part of a document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept(u32);

impl Default for Kept {
    fn default() -> Self {
        Self(1 << Label::Content as u32)
    }
}

impl Kept {
    pub(crate) const fn has(self, label: Label) -> bool {
        self.0 >> label as u32 & 1 == 1
    }
}

impl Options {
    /// Bounds on what one input may cost.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Another model than the built-in one of its kind: for fragments and texts
    /// if it says that it is for `text`, else for pages. [`Model::from_bytes`]
    /// reads a file.
    #[must_use]
    pub fn with_model(mut self, model: Model) -> Self {
        let slot = if model.parts().kind == "text" { &mut self.text_model } else { &mut self.page_model };
        *slot = Some(Arc::new(model));
        self
    }

    /// What becomes of markup that was escaped once more.
    #[must_use]
    pub const fn with_escaped_markup(mut self, escaped_markup: EscapedMarkup) -> Self {
        self.escaped_markup = escaped_markup;
        self
    }

    /// Brings texts and fields into Unicode's normalisation form C; code and
    /// formulas stay as they are.
    #[must_use]
    pub const fn with_nfc(mut self) -> Self {
        self.composes = true;
        self
    }

    /// Whether rather too little is kept in doubt, or too much. Default:
    /// [`Focus::Balanced`], which the quality is calibrated for.
    #[must_use]
    pub const fn with_focus(mut self, focus: Focus) -> Self {
        self.focus = focus;
        self
    }

    /// Puts blocks of another label into the text, and into the content, beside
    /// those of [`Label::Content`]: comments, captions, bylines. Which verdict a
    /// block has does not depend on it, nor does the quality.
    #[must_use]
    pub const fn with_label(mut self, label: Label) -> Self {
        self.kept.0 |= 1 << label as u32;
        self
    }

    /// Makes [`Document::content`](crate::Document::content), what is kept with
    /// the structure that it has, beside the text, and says what of it is wanted.
    /// Which blocks are kept does not depend on it.
    #[must_use]
    pub const fn with_structure(mut self, choice: Choice) -> Self {
        self.structure = Some(choice);
        self
    }

    /// Selectors for all pages: what is kept of them, what is not, where fields
    /// stand.
    #[cfg(feature = "selectors")]
    #[must_use]
    pub fn with_rules(mut self, rules: crate::PageRules) -> Self {
        self.rules.of_all = Some(rules);
        self
    }

    /// Selectors for the pages of some sites, which the URL of an input tells.
    #[cfg(feature = "selectors")]
    #[must_use]
    pub fn with_site_rules(mut self, rules: crate::SiteRules) -> Self {
        self.rules.of_sites = rules;
        self
    }

    /// How pages are parsed: within the limits, with no more of the source in
    /// the tree than extraction reads, and pages that were written out as XML as
    /// they are meant.
    pub fn parse_options(&self) -> ParseOptions {
        ParseOptions::from(self.limits)
            .with_keep(Keep::Reading {
                attributes: if self.structure.is_some() { &ATTRIBUTES } else { ATTRIBUTES.split_at(READ).0 },
            })
            .with_self_closing(SelfClosing::ByEvidence)
    }
}
