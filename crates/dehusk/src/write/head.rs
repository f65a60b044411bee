//! What formats with a head say about a document.

use crate::Document;

/// What stands in the head of a page or of a TEI document. Each field may be
/// missing; made from a [`Document`] it has what is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// The title.
    pub title: Option<&'a str>,
    /// Who wrote it; several names joined by ", ".
    pub author: Option<&'a str>,
    /// When it was published: `YYYY-MM-DD`, with a time where that is known.
    pub date: Option<String>,
    /// Whose site it is.
    pub publisher: Option<&'a str>,
    /// Where it stands.
    pub url: Option<&'a str>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<&'a str>,
    /// Its categories and tags.
    pub categories: &'a [String],
}

impl<'a> From<&'a Document> for Head<'a> {
    fn from(document: &'a Document) -> Self {
        Self {
            title: document.title.as_ref().map(|title| title.value.as_str()),
            author: document.author.as_ref().map(|author| author.value.as_str()),
            date: document.date.as_ref().map(|date| date.value.to_string()),
            publisher: document.site_name.as_ref().map(|name| name.value.as_str()),
            url: document.url.as_deref(),
            language: document.language.as_ref().map(|language| language.value.as_str()),
            categories: &document.categories,
        }
    }
}
