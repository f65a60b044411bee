//! Runs of text, and where the tree builder wants them in pieces.

use super::ticket::TextKind;
use crate::dom::Span;

/// The run of text at hand: a range of the text buffer that still grows.
#[derive(Debug, Default)]
pub(super) struct Run {
    span: Option<Span>,
    has_words: bool,
}

impl Run {
    /// Adds `text`, which is stored at `span`, right behind what is there.
    pub(super) fn push(&mut self, text: &str, span: Span) {
        self.has_words = self.has_words || text.bytes().any(|byte| !byte.is_ascii_whitespace());
        self.span = Some(Span { start: self.span.map_or(span.start, |run| run.start), end: span.end });
    }

    /// The run and its kind, and an empty run in its place.
    pub(super) fn take(&mut self) -> Option<(Span, TextKind)> {
        let kind = if self.has_words { TextKind::Words } else { TextKind::Space };
        self.has_words = false;
        self.span.take().map(|span| (span, kind))
    }
}

/// Where the tree builder treats white space apart from the words of the same
/// run. In the body it does not, and there a run is one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Splits {
    /// Nowhere.
    Never,
    /// At the head of a run, until there is a body.
    UntilBody,
    /// At the head of a run: in column groups.
    Leading,
    /// Everywhere: in framesets, which keep white space and nothing else.
    All,
}

impl Splits {
    /// Length of the first piece of `text` that is one token, and its kind;
    /// `None` of empty text.
    pub(super) fn first_piece(self, text: &str, kind: TextKind) -> Option<(usize, TextKind)> {
        let first = *text.as_bytes().first()?;
        if kind == TextKind::Space || self == Self::Never {
            return Some((text.len(), kind));
        }
        let until = |stop: fn(&u8) -> bool| text.bytes().position(|byte| stop(&byte)).unwrap_or(text.len());
        Some(match (first.is_ascii_whitespace(), self) {
            (true, _) => (until(|byte| !byte.is_ascii_whitespace()), TextKind::Space),
            (false, Self::All) => (until(u8::is_ascii_whitespace), TextKind::Words),
            (false, _) => (text.len(), TextKind::Words),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_cut_where_the_mode_says() {
        let first = |splits: Splits, text| splits.first_piece(text, TextKind::Words);
        assert_eq!(first(Splits::Never, " a b"), Some((4, TextKind::Words)));
        assert_eq!(first(Splits::Leading, " a b"), Some((1, TextKind::Space)));
        assert_eq!(first(Splits::UntilBody, "a b"), Some((3, TextKind::Words)));
        assert_eq!(first(Splits::All, "ab b"), Some((2, TextKind::Words)));
        assert_eq!(first(Splits::All, ""), None);
    }
}
