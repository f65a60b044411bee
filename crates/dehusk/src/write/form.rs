//! A whole document in one of the forms.

use std::borrow::Cow;

use super::{Head, markdown, tei, text};
use crate::Document;
use crate::content::{Content, Inline, Part};

/// In which form a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Form {
    /// Plain text: [`Document::text`], or, where the document has its
    /// [`content`](Document::content), text with marks for its structure.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    #[cfg(feature = "html")]
    Html,
    /// XML-TEI.
    Tei,
}

impl Form {
    /// The ending of files in this form, with its dot.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Text => ".txt",
            Self::Markdown => ".md",
            #[cfg(feature = "html")]
            Self::Html => ".html",
            Self::Tei => ".xml",
        }
    }
}

impl Document {
    /// The body without the title, to stand in a field of something else: of HTML
    /// a fragment, of TEI the whole document, which has no smaller unit.
    ///
    /// Of a document without [`content`](Self::content) the paragraphs are those
    /// of its text. Linear.
    pub fn body(&self, form: Form) -> Cow<'_, str> {
        match (form, &self.content) {
            (Form::Text, None) => Cow::Borrowed(&self.text),
            (Form::Text, Some(content)) => Cow::Owned(text(content)),
            (Form::Markdown, _) => Cow::Owned(markdown(&self.parts()).trim_end().to_owned()),
            #[cfg(feature = "html")]
            (Form::Html, _) => Cow::Owned(super::html(&self.parts(), common())),
            (Form::Tei, _) => Cow::Owned(tei(&self.parts(), &Head::from(self))),
        }
    }

    /// The document as a file: with its title, and with a head where the form has
    /// one. Empty for a text without title and body. Linear.
    pub fn file(&self, form: Form) -> String {
        let title = self.title.as_ref().map(|title| title.value.as_str());
        match form {
            #[cfg(feature = "html")]
            Form::Html => super::html_page(&self.parts(), &Head::from(self), common()),
            Form::Tei => self.body(form).into_owned(),
            Form::Text => joined([title.unwrap_or_default(), &self.body(form)]),
            Form::Markdown => {
                let heading =
                    |title: &str| Part::Heading { level: 1, text: vec![Inline::Text(title.to_owned())] };
                let title = Content { parts: title.map(heading).into_iter().collect() };
                joined([markdown(&title).trim_end(), &self.body(form)])
            }
        }
    }

    fn parts(&self) -> Cow<'_, Content> {
        match &self.content {
            Some(content) => Cow::Borrowed(content),
            None => Cow::Owned(paragraphs(&self.text)),
        }
    }
}

/// HTML that the defaults of sanitisers leave as it is.
#[cfg(feature = "html")]
fn common() -> super::HtmlOptions {
    super::HtmlOptions::default().with_marks(super::Marks::Common)
}

/// What stands between blank lines, each a paragraph.
fn paragraphs(text: &str) -> Content {
    let line = |paragraph: &str| {
        let mut line = Vec::new();
        for words in paragraph.lines() {
            if !line.is_empty() {
                line.push(Inline::Break);
            }
            line.push(Inline::Text(words.to_owned()));
        }
        Part::Paragraph(line)
    };
    Content { parts: text.split("\n\n").filter(|paragraph| !paragraph.is_empty()).map(line).collect() }
}

/// Title and body with a blank line between, and a line break at the end.
fn joined(parts: [&str; 2]) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut joined = parts.join("\n\n");
    if !joined.is_empty() {
        joined.push('\n');
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Choice;
    use crate::{Extractor, Input, Options};

    const PAGE: &str = "<html><head><title>Tides</title></head><body><main><h1>Tides</h1>\
        <p>The tide turns every <b>six hours</b> and twelve minutes, a little later each day.</p>\
        <p>Fishermen here still read it from the stones of the old harbour wall.</p></main></body></html>";

    #[test]
    fn a_file_has_the_title_and_a_body_has_not() {
        let extractor = Extractor::new(Options::default().with_structure(Choice::default()));
        let document = extractor.document(Input::text(PAGE));
        assert!(
            document.file(Form::Markdown).starts_with("# Tides\n\nThe tide turns every **six hours** and")
        );
        assert!(document.body(Form::Markdown).starts_with("The tide"));
        assert!(document.file(Form::Text).starts_with("Tides\n\nThe tide"));
        assert!(document.file(Form::Tei).contains("<title"));
    }

    #[test]
    fn without_structure_there_are_paragraphs() {
        let document = Extractor::default().document(Input::text(PAGE));
        assert_eq!(document.body(Form::Text), document.text);
        assert!(document.body(Form::Markdown).ends_with("a little later each day.\n\nFishermen here still read it from the stones of the old harbour wall."));
    }
}
