//! Which addresses a document may send its reader to.

/// Longer addresses are data, or a text that was taken for one. Many servers take
/// none that is longer; and a base that is repeated before each of a page's links
/// cannot make what is written grow without bound.
pub(crate) const LONGEST: usize = 8 * 1024;

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// A reader may follow it.
    Link,
    /// A reader's browser fetches it.
    Image,
}

impl Use {
    /// The schemes that it may have.
    pub(crate) const fn schemes(self) -> &'static [&'static str] {
        match self {
            Self::Link => &["http", "https", "mailto", "tel", "ftp"],
            Self::Image => &["http", "https"],
        }
    }
}
