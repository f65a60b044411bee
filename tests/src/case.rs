//! The cases of the regression corpus: a document, what a person says should
//! come out of it, and what the case is for.

use std::path::{Path, PathBuf};
use std::{fs, io};

use dehusk::{Input, InputKind};
use serde::{Deserialize, Serialize};

use crate::labels::{self, NamedBlock};

/// One folder of `corpus/cases`.
#[derive(Debug, Clone)]
pub struct Case {
    /// The folder's name.
    pub slug: String,
    /// The folder.
    pub dir: PathBuf,
    /// The document.
    pub source: Source,
    /// The body text that should come out, without a final line break.
    pub expected: String,
    /// What else should come out, and what the case is for.
    pub meta: Meta,
    /// Blocks that a reader has given a name; none where there is no `labels.toml`.
    pub labels: Vec<NamedBlock>,
}

/// The document of a case.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Markup or not, by the file's name.
    pub form: SourceForm,
}

/// What the file of a case's document is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceForm {
    /// `source.html`
    Html,
    /// `source.txt`
    Text,
}

impl SourceForm {
    /// Both forms.
    pub const ALL: [Self; 2] = [Self::Html, Self::Text];

    /// The file's name.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Html => "source.html",
            Self::Text => "source.txt",
        }
    }
}

/// `meta.toml` of a case. What the document does not have is left out: then
/// finding a title, an author, a date or categories is an error.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Meta {
    /// The publishing system, or the kind of document, that the case imitates.
    pub system: String,
    /// Article, forum, product and so on.
    pub page_type: PageType,
    /// What the case is for.
    pub note: String,
    /// What it is hard for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Challenge>,
    /// Written by a tool, not yet confirmed by a person.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// Where the document is said to come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The charset that the transport declares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// What the input must be taken for; not checked where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<InputKind>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The authors, joined by ", ".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The language; not checked where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Categories and tags in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// What the text names as its source; not checked where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_line: Option<String>,
}

/// The kinds of page that WCXB tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum PageType {
    #[default]
    Article,
    Forum,
    Product,
    Collection,
    Listing,
    Documentation,
    Service,
}

impl PageType {
    /// Every kind, in the order of declaration.
    pub const ALL: [Self; 7] = [
        Self::Article,
        Self::Forum,
        Self::Product,
        Self::Collection,
        Self::Listing,
        Self::Documentation,
        Self::Service,
    ];
}

/// What extractors stumble over: `tags` in `meta.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Challenge {
    FormAroundPage,
    CommentsInForm,
    NestedArticles,
    ContentInWidget,
    ContentInTeaser,
    ContentInSidebar,
    ContentIdTags,
    AboutCookies,
    AboutNewsletters,
    RelatedWork,
    Poem,
    Recipe,
    Transcript,
    Changelog,
    Interview,
    LiveBlog,
    ForumQuotesSignatures,
    DocsCode,
    ProductTabs,
    LayoutTable,
    OneSentence,
    ImageGallery,
    Paywall,
    NotFound,
    ScriptShell,
}

impl Challenge {
    /// Every one, in the order of declaration.
    pub const ALL: [Self; 25] = [
        Self::FormAroundPage,
        Self::CommentsInForm,
        Self::NestedArticles,
        Self::ContentInWidget,
        Self::ContentInTeaser,
        Self::ContentInSidebar,
        Self::ContentIdTags,
        Self::AboutCookies,
        Self::AboutNewsletters,
        Self::RelatedWork,
        Self::Poem,
        Self::Recipe,
        Self::Transcript,
        Self::Changelog,
        Self::Interview,
        Self::LiveBlog,
        Self::ForumQuotesSignatures,
        Self::DocsCode,
        Self::ProductTabs,
        Self::LayoutTable,
        Self::OneSentence,
        Self::ImageGallery,
        Self::Paywall,
        Self::NotFound,
        Self::ScriptShell,
    ];
}

/// Why a case could not be read.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum CaseError {
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}: {source}\nThe keys are those of `Meta` in tests/src/case.rs.", path.display())]
    BadMeta { path: PathBuf, source: Box<toml::de::Error> },
    #[error("{}: {source}\nAn entry is {{ starts = \"first words\", label = \"share-bar\" }}; see tests/src/labels.rs.", path.display())]
    BadLabels { path: PathBuf, source: Box<toml::de::Error> },
    #[error("{}: a case needs exactly one of source.html and source.txt, this one has {found}", dir.display())]
    Sources { dir: PathBuf, found: usize },
    #[error("{}: the folder's name is not UTF-8", dir.display())]
    Name { dir: PathBuf },
}

impl Case {
    /// Every case of `corpus`, by name. A corpus without a `cases` folder has
    /// none.
    ///
    /// # Errors
    ///
    /// If one of the cases cannot be read.
    pub fn load_all(corpus: &Path) -> Result<Vec<Self>, CaseError> {
        Self::folders(corpus)?.iter().map(|dir| Self::load(dir)).collect()
    }

    /// The case folders of `corpus`, sorted.
    ///
    /// # Errors
    ///
    /// If the folder of cases cannot be listed.
    pub fn folders(corpus: &Path) -> Result<Vec<PathBuf>, CaseError> {
        let cases = corpus.join("cases");
        let unreadable = |source| CaseError::Unreadable { path: cases.clone(), source };
        let entries = match fs::read_dir(&cases) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(unreadable)?,
        };
        let paths: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
        let mut folders = paths.map_err(unreadable)?;
        folders.retain(|path| path.is_dir());
        folders.sort();
        Ok(folders)
    }

    /// The case in `dir`.
    ///
    /// # Errors
    ///
    /// If a file is missing, unreadable, or `meta.toml` or `labels.toml` says what
    /// it may not.
    pub fn load(dir: &Path) -> Result<Self, CaseError> {
        let slug = dir.file_name().and_then(|name| name.to_str());
        let slug = slug.ok_or_else(|| CaseError::Name { dir: dir.to_owned() })?.to_owned();
        let expected = read_text(&dir.join("expected.txt"))?.trim_end_matches('\n').to_owned();
        let path = dir.join("meta.toml");
        let meta = toml::from_str(&read_text(&path)?)
            .map_err(|source| CaseError::BadMeta { path, source: Box::new(source) })?;
        let (source, labels) = (Source::load(dir)?, labels::load(dir)?);
        Ok(Self { slug, dir: dir.to_owned(), source, expected, meta, labels })
    }

    /// The input of the case as a crawler would hand it over.
    pub fn input(&self) -> Input<'_> {
        let mut input = Input::bytes(&self.source.bytes);
        if let Some(url) = &self.meta.url {
            input = input.with_url(url);
        }
        if let Some(charset) = &self.meta.charset {
            input = input.with_charset(charset);
        }
        input
    }
}

impl Source {
    fn load(dir: &Path) -> Result<Self, CaseError> {
        let mut forms = SourceForm::ALL.into_iter().filter(|form| dir.join(form.file_name()).exists());
        match (forms.next(), forms.next()) {
            (Some(form), None) => {
                let path = dir.join(form.file_name());
                let bytes = fs::read(&path).map_err(|source| CaseError::Unreadable { path, source })?;
                Ok(Self { bytes, form })
            }
            (None, _) => Err(CaseError::Sources { dir: dir.to_owned(), found: 0 }),
            _ => Err(CaseError::Sources { dir: dir.to_owned(), found: 2 }),
        }
    }
}

fn read_text(path: &Path) -> Result<String, CaseError> {
    fs::read_to_string(path).map_err(|source| CaseError::Unreadable { path: path.to_owned(), source })
}
