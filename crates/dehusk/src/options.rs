//! How to extract.

pub use dehusk_dom::Limits;
use std::sync::Arc;

use dehusk_classify::Model;
use dehusk_dom::{Keep, ParseOptions, SelfClosing};

/// The attributes that metadata and classifier read. A tree keeps no others;
/// asking one for another panics in debug builds.
const READ_ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "class",
    "content",
    "datetime",
    "hidden",
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
];

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

    /// How pages are parsed: within the limits, with no more of the source in
    /// the tree than extraction reads, and pages that were written out as XML as
    /// they are meant.
    pub fn parse_options(&self) -> ParseOptions {
        ParseOptions::from(self.limits)
            .with_keep(Keep::Reading { attributes: READ_ATTRIBUTES })
            .with_self_closing(SelfClosing::ByEvidence)
    }
}
