//! The labelled data sets beside the checkout: what should come out of their
//! pages.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde::Deserialize;

/// What a set says about one page; what it does not say is `None` or empty.
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    /// The page's id, equal to its record id.
    pub id: String,
    /// The main text.
    pub gold: Option<String>,
    /// Snippets that must be in the text.
    #[serde(default)]
    pub with: Vec<String>,
    /// Snippets that must not be in the text.
    #[serde(default)]
    pub without: Vec<String>,
    /// The title.
    pub title: Option<String>,
    /// The author or authors.
    pub author: Option<Names>,
    /// The day of publication.
    pub date: Option<String>,
    /// Article, forum and so on.
    pub page_type: Option<String>,
    /// Why the gold is doubtful: it is empty, or not in the page.
    pub suspect: Option<String>,
    /// Language as a BCP 47 tag, where the set says it.
    pub lang: Option<String>,
}

/// One string of names or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Names {
    /// One string, maybe of several names.
    One(String),
    /// A name a string.
    Many(Vec<String>),
}

impl Names {
    /// All names in one string.
    pub fn joined(&self) -> String {
        match self {
            Self::One(names) => names.clone(),
            Self::Many(names) => names.join("; "),
        }
    }
}

/// Why a data set could not be read.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum DataError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{}:{line}: {source}", path.display())]
    Json { path: PathBuf, line: usize, source: serde_json::Error },
    #[error("{}: record at byte {offset} (unpacked): {problem}", path.display())]
    Warc { path: PathBuf, offset: u64, problem: &'static str },
    #[error("{}: neither pages.warc.gz nor pages.jsonl.gz is there", dir.display())]
    NoPages { dir: PathBuf },
}

/// The gold of the set in `dir`.
///
/// # Errors
///
/// If `gold.jsonl.gz` cannot be read or a line of it is no gold.
pub fn load(dir: &Path) -> Result<Vec<Gold>, DataError> {
    let path = dir.join("gold.jsonl.gz");
    let lines = open_gz(&path)?.lines().enumerate();
    let parse = |(index, line): (usize, io::Result<String>)| {
        let line = line.map_err(|source| DataError::Io { path: path.clone(), source })?;
        serde_json::from_str(&line).map_err(|source| DataError::Json {
            path: path.clone(),
            line: index + 1,
            source,
        })
    };
    lines.map(parse).collect()
}

/// Opens a gzip file of one or many members.
pub(crate) fn open_gz(path: &Path) -> Result<impl BufRead + Send + use<>, DataError> {
    let file = File::open(path).map_err(|source| DataError::Io { path: path.to_owned(), source })?;
    Ok(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(BufReader::new(file))))
}
