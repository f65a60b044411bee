//! How to extract.

pub use dehusk_dom::Limits;

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
}
