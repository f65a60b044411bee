//! How to extract.

pub use dehusk_dom::Limits;
use dehusk_dom::{Keep, ParseOptions};

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
}

impl Options {
    /// Bounds on what one input may cost.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How pages are parsed: within the limits, and with no more of the source
    /// in the tree than extraction reads.
    pub fn parse_options(&self) -> ParseOptions {
        ParseOptions::from(self.limits).with_keep(Keep::Reading { attributes: READ_ATTRIBUTES })
    }
}
