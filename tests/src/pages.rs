//! The pages of a data set, or of the sample dump, read as a stream.
//!
//! A reader of its own, of well-formed files only: the suites hold what
//! `dehusk run` reads against it, so it may not be the code under test.

use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use dehusk::{Input, InputKind};
use serde::Deserialize;

use crate::gold::{DataError, open_gz};

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its record id, without angle brackets.
    pub id: String,
    /// Where it comes from.
    pub url: Option<String>,
    /// The charset that the server declared.
    pub charset: Option<String>,
    /// What was scraped.
    pub body: Body,
}

/// What was scraped of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The bytes that the server sent.
    Markup(Vec<u8>),
    /// Visible text only.
    Text(String),
}

impl Page {
    /// The page as input for the extractor.
    pub fn input(&self) -> Input<'_> {
        let mut input = match &self.body {
            Body::Markup(bytes) => Input::bytes(bytes),
            Body::Text(text) => Input::text(text).with_kind(InputKind::Text),
        };
        if let Some(url) = &self.url {
            input = input.with_url(url);
        }
        if let Some(charset) = &self.charset {
            input = input.with_charset(charset);
        }
        input
    }
}

/// A stream of pages.
pub type Pages = Box<dyn Iterator<Item = Result<Page, DataError>> + Send>;

/// The pages of the set in `dir`.
///
/// # Errors
///
/// If the set has no pages or they cannot be opened; what is wrong further
/// inside comes as an item of the stream.
pub fn of_set(dir: &Path) -> Result<Pages, DataError> {
    let (warc, jsonl) = (dir.join("pages.warc.gz"), dir.join("pages.jsonl.gz"));
    if warc.exists() {
        of_warc(&warc)
    } else if jsonl.exists() {
        of_jsonl(&jsonl)
    } else {
        Err(DataError::NoPages { dir: dir.to_owned() })
    }
}

/// The pages of a WARC file: the payloads of its response records.
///
/// # Errors
///
/// As [`of_set`].
pub fn of_warc(path: &Path) -> Result<Pages, DataError> {
    let mut records = Records { path: path.to_owned(), reader: open_gz(path)?, offset: 0 };
    let records = std::iter::from_fn(move || records.next_record().transpose());
    Ok(Box::new(records.filter_map(|record| record.map(Record::into_page).transpose())))
}

fn of_jsonl(path: &Path) -> Result<Pages, DataError> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        url: Option<String>,
        text: String,
    }
    let (path, lines) = (path.to_owned(), open_gz(path)?.lines().enumerate());
    Ok(Box::new(lines.map(move |(index, line)| {
        let line = line.map_err(|source| DataError::Io { path: path.clone(), source })?;
        let Line { id, url, text } = serde_json::from_str(&line).map_err(|source| DataError::Json {
            path: path.clone(),
            line: index + 1,
            source,
        })?;
        Ok(Page { id, url, charset: None, body: Body::Text(text) })
    })))
}

struct Records<R> {
    path: PathBuf,
    reader: R,
    offset: u64,
}

struct Record {
    headers: Vec<(String, String)>,
    content: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    fn next_record(&mut self) -> Result<Option<Record>, DataError> {
        let mut line = self.line()?;
        while line.as_deref() == Some("") {
            line = self.line()?;
        }
        match line {
            None => return Ok(None),
            Some(version) if version.starts_with("WARC/1.") => {}
            Some(_) => return Err(self.problem("does not start with WARC/1")),
        }
        let mut headers = Vec::new();
        while let Some(line) = self.line()?.filter(|line| !line.is_empty()) {
            headers.extend(header(&line));
        }
        let length = find(&headers, "content-length").and_then(|length| length.parse().ok());
        let length: u64 = length.ok_or_else(|| self.problem("has no Content-Length"))?;
        let mut content = Vec::new();
        let read = self.reader.by_ref().take(length).read_to_end(&mut content);
        let read = read.map_err(|source| DataError::Io { path: self.path.clone(), source })? as u64;
        self.offset += read;
        if read < length { Err(self.problem("ends early")) } else { Ok(Some(Record { headers, content })) }
    }

    /// The next line without its break; `None` at the end.
    fn line(&mut self) -> Result<Option<String>, DataError> {
        let mut line = String::new();
        let read = self.reader.read_line(&mut line);
        let read = read.map_err(|source| DataError::Io { path: self.path.clone(), source })?;
        self.offset += read as u64;
        Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn problem(&self, problem: &'static str) -> DataError {
        DataError::Warc { path: self.path.clone(), offset: self.offset, problem }
    }
}

impl Record {
    /// The page, if the record holds a response with one.
    fn into_page(self) -> Option<Page> {
        if find(&self.headers, "warc-type") != Some("response") {
            return None;
        }
        let end = self.content.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&self.content[..end]).into_owned();
        let head: Vec<_> = head.lines().filter_map(header).collect();
        let charset = find(&head, "content-type").and_then(charset).map(str::to_owned);
        let id = find(&self.headers, "warc-record-id")?.trim_matches(['<', '>']).to_owned();
        let url = find(&self.headers, "warc-target-uri").map(str::to_owned);
        Some(Page { id, url, charset, body: Body::Markup(self.content[end + 4..].to_vec()) })
    }
}

fn header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.to_ascii_lowercase(), value.trim().to_owned()))
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|header| header.0 == name).map(|header| header.1.as_str())
}

fn charset(content_type: &str) -> Option<&str> {
    let parameter = content_type.split(';').skip(1).find_map(|part| part.trim().strip_prefix("charset="));
    parameter.map(|charset| charset.trim_matches('"'))
}
