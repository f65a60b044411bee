//! White space of markup and data.

/// A text with single spaces between its words, and none at its ends.
pub(crate) fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
