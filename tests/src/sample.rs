//! `corpus/sample.warc.gz`: a small dump made of corpus cases, so that the main
//! job has an input in every checkout.
//!
//! `corpus/sample.txt` names the cases, a slug a line. The file is the same
//! whenever and wherever it is made: dates and ids are fixed.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, str};

use flate2::{Compression, GzBuilder};

use crate::case::{Case, CaseError, SourceForm};
use crate::pages::{Body, Page};

const DATE: &str = "2024-01-01T00:00:00Z";

/// Why the sample could not be made.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum SampleError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Case(#[from] CaseError),
    #[error("sample.txt names {slug}, whose document is no HTML; a WARC file holds pages")]
    NotHtml { slug: String },
}

/// Where the sample lies.
pub fn path(corpus: &Path) -> PathBuf {
    corpus.join("sample.warc.gz")
}

/// The pages that the sample is made of.
///
/// # Errors
///
/// If the list or one of its cases cannot be read, or a case is no HTML.
pub fn pages(corpus: &Path) -> Result<Vec<Page>, SampleError> {
    let path = corpus.join("sample.txt");
    let list = fs::read_to_string(&path).map_err(|source| SampleError::Io { path, source })?;
    let slugs = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    slugs.map(|slug| page(&corpus.join("cases").join(slug))).collect()
}

fn page(dir: &Path) -> Result<Page, SampleError> {
    let Case { slug, source, meta, .. } = Case::load(dir)?;
    if source.form != SourceForm::Html {
        return Err(SampleError::NotHtml { slug });
    }
    Ok(Page {
        id: format!("urn:dehusk-sample:{slug}"),
        url: Some(meta.url.unwrap_or_else(|| format!("https://example.org/{slug}"))),
        charset: meta.charset,
        body: Body::Markup(source.bytes),
    })
}

/// Writes pages as a WARC file, a gzip member a record.
///
/// # Errors
///
/// If writing fails.
pub fn write(pages: &[Page], out: &mut impl io::Write) -> io::Result<()> {
    write_member(
        out,
        &record("warcinfo", "urn:dehusk-sample:info", None, b"software: dehusk xtask sample\r\n"),
    )?;
    for page in pages {
        let record = record("response", &page.id, page.url.as_deref(), &response(page));
        write_member(out, &record)?;
    }
    Ok(())
}

fn write_member(out: &mut impl io::Write, record: &[u8]) -> io::Result<()> {
    // The operating system is not named, nor a time: both would differ by machine.
    let mut member = GzBuilder::new().operating_system(255).write(out, Compression::best());
    member.write_all(record)?;
    member.finish().map(|_| ())
}

fn record(kind: &str, id: &str, url: Option<&str>, content: &[u8]) -> Vec<u8> {
    let content_type = match kind {
        "response" => "application/http;msgtype=response",
        _ => "application/warc-fields",
    };
    let mut head =
        format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{id}>\r\nWARC-Date: {DATE}\r\n");
    if let Some(url) = url {
        let _ = write!(head, "WARC-Target-URI: {url}\r\n");
    }
    let _ = write!(head, "Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n", content.len());
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn response(page: &Page) -> Vec<u8> {
    let body: &[u8] = match &page.body {
        Body::Markup(bytes) => bytes,
        Body::Text(text) => text.as_bytes(),
    };
    let charset = page.charset.as_ref().map(|charset| format!("; charset={charset}")).unwrap_or_default();
    let length = body.len();
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html{charset}\r\nContent-Length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}
