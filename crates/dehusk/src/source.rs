//! What is done to a text before it is parsed, by what it is.

use std::borrow::Cow;

use crate::detect::{guess_kind, is_xml};
use crate::escape::{as_markup, unescaped, with_references, without_cdata};
use crate::options::EscapedMarkup;
use crate::{InputKind, Note};

/// A text that is ready to be parsed.
#[derive(Debug)]
pub(crate) struct Source<'i> {
    pub(crate) text: Cow<'i, str>,
    pub(crate) kind: InputKind,
    /// Whether character references in it stand for characters; markup has them
    /// anyway.
    pub(crate) has_references: bool,
    /// Whether its markup was escaped, and if it still is.
    pub(crate) note: Option<Note>,
}

impl<'i> Source<'i> {
    /// Prepares a decoded text. `stated` is what the caller says it is. Linear.
    pub(crate) fn of(text: Cow<'i, str>, stated: Option<InputKind>, escaped: EscapedMarkup) -> Self {
        let kind = stated.unwrap_or_else(|| guess_kind(&text));
        let Some(undone) = escaped_markup(&text, kind) else { return Self::new(text, kind, None) };
        match escaped {
            EscapedMarkup::Keep => Self::new(text, kind, Some(Note::EscapedMarkup)),
            EscapedMarkup::Undo => {
                // What was stated is what the text was before.
                let kind = guess_kind(&undone);
                Self::new(Cow::Owned(undone), kind, Some(Note::Unescaped))
            }
        }
    }

    fn new(text: Cow<'i, str>, kind: InputKind, note: Option<Note>) -> Self {
        let unchanged = |text| Self { text, kind, has_references: false, note: note.clone() };
        match kind {
            InputKind::Page => unchanged(text),
            InputKind::Fragment => unchanged(without_cdata(text)),
            InputKind::Mixed => unchanged(as_markup(text)),
            InputKind::Text => match with_references(&text) {
                Some(text) => Self { text: Cow::Owned(text), kind, has_references: true, note },
                None => unchanged(text),
            },
        }
    }
}

/// The text with its markup, if that is escaped: it has none of its own, or none
/// but the elements of a feed, and has some when one level is undone. `&lt;p&gt;`
/// in the code of a page or fragment is meant so.
fn escaped_markup(text: &str, kind: InputKind) -> Option<String> {
    let may_be_escaped = match kind {
        InputKind::Text => true,
        InputKind::Fragment | InputKind::Mixed => is_xml(text) || guess_kind(text) == InputKind::Text,
        InputKind::Page => false,
    };
    // Nearly no text has such a reference, and many have no `&` at all: that is
    // asked first.
    let has_reference = || text.contains("&lt;") || text.contains("&#");
    if !text.contains('&') || !has_reference() || !may_be_escaped {
        return None;
    }
    unescaped(text).filter(|undone| guess_kind(undone) != InputKind::Text && has_more_tags(undone, text))
}

fn has_more_tags(undone: &str, text: &str) -> bool {
    crate::tags::tags(undone).count() > crate::tags::tags(text).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(
        text: &str,
        stated: Option<InputKind>,
        escaped: EscapedMarkup,
    ) -> (String, InputKind, Option<Note>) {
        let source = Source::of(Cow::Borrowed(text), stated, escaped);
        (source.text.into_owned(), source.kind, source.note)
    }

    #[test]
    fn escaped_markup_is_told_and_undone_on_request() {
        let escaped = "&lt;p&gt;Fish &amp;amp; chips&lt;/p&gt;";
        let kept = source(escaped, None, EscapedMarkup::Keep);
        assert_eq!(kept, (escaped.to_owned(), InputKind::Text, Some(Note::EscapedMarkup)));
        let undone = ("<p>Fish &amp; chips</p>".to_owned(), InputKind::Fragment, Some(Note::Unescaped));
        for stated in [None, Some(InputKind::Text), Some(InputKind::Fragment)] {
            assert_eq!(source(escaped, stated, EscapedMarkup::Undo), undone);
        }
        let item = "<item><summary>&lt;p&gt;a&lt;/p&gt;</summary></item>";
        assert_eq!(source(item, None, EscapedMarkup::Undo).0, "<item><summary><p>a</p></summary></item>");
    }

    #[test]
    fn escaped_code_is_left_alone() {
        for text in ["<p>Write <code>&lt;p&gt;a&lt;/p&gt;</code>.</p>", "a &lt; b", "Write &lt;p&gt; for it."]
        {
            assert_eq!(source(text, None, EscapedMarkup::Undo), (text.to_owned(), guess_kind(text), None));
        }
    }
}
