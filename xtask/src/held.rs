//! Pages held in memory, and how they are parsed.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::iter;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use dehusk::Options;
use dehusk_dom::{ParseOptions, decode};
use dehusk_tests::pages::{self, Body, Page, Pages};
use dehusk_tests::shared_dir;
use flate2::bufread::MultiGzDecoder;
use serde::Deserialize;

/// What a tree keeps of its page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Keep {
    /// All of it, as other parsers do.
    #[default]
    Everything,
    /// What the extractor reads.
    Reading,
}

impl Keep {
    /// The options that stand for it.
    pub fn options(self) -> ParseOptions {
        match self {
            Self::Everything => ParseOptions::default(),
            Self::Reading => Options::default().parse_options(),
        }
    }

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Reading => "reading",
        }
    }
}

/// The file of pages that `data` means: itself, one in a folder, or one in the
/// data set of that name.
///
/// # Errors
///
/// If there is none.
pub fn file(data: &Path) -> Result<PathBuf> {
    let named = shared_dir().join("data").join(data);
    let files = ["pages.warc.gz", "pages.jsonl.gz"];
    let inside = [data, &named].into_iter().flat_map(|dir| files.map(|file| dir.join(file)));
    let Some(path) = iter::once(data.to_owned()).chain(inside).find(|path| path.is_file()) else {
        bail!(
            "no pages in {} or {}; --data takes a file, a folder or the name of a set",
            data.display(),
            named.display()
        );
    };
    // The path goes to other programs, which may run in another folder.
    Ok(path.canonicalize()?)
}

/// The pages of a file, the first `limit` of them.
///
/// # Errors
///
/// If the file cannot be read, is not what its name says or holds no pages.
pub fn load(file: &Path, limit: Option<usize>) -> Result<Vec<Page>> {
    let pages = pages(file)?.take(limit.unwrap_or(usize::MAX));
    let pages = pages.collect::<Result<Vec<_>>>()?;
    if pages.is_empty() {
        bail!("{} holds no pages", file.display());
    }
    Ok(pages)
}

fn pages(file: &Path) -> Result<Box<dyn Iterator<Item = Result<Page>>>> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    if name.contains(".jsonl") {
        return of_jsonl(file);
    }
    let pages: Pages = pages::of_warc(file)?;
    Ok(Box::new(pages.map(|page| Ok(page?))))
}

/// Lines with `html`, or with `text` that is parsed as if it were HTML: the same
/// that the peers' program does with such a file.
fn of_jsonl(file: &Path) -> Result<Box<dyn Iterator<Item = Result<Page>>>> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        url: Option<String>,
        #[serde(alias = "text")]
        html: String,
    }
    let open = File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    let open = BufReader::new(open);
    let is_packed = file.extension().is_some_and(|extension| extension == "gz");
    let reader: Box<dyn BufRead> =
        if is_packed { Box::new(BufReader::new(MultiGzDecoder::new(open))) } else { Box::new(open) };
    let path = file.display().to_string();
    Ok(Box::new(reader.lines().enumerate().map(move |(index, line)| {
        let context = || format!("{path}, line {}", index + 1);
        let Line { id, url, html } =
            serde_json::from_str(&line.with_context(context)?).with_context(context)?;
        Ok(Page { id, url, charset: Some("utf-8".to_owned()), body: Body::Markup(html.into_bytes()) })
    })))
}

/// A page's bytes as they came.
pub fn bytes(page: &Page) -> &[u8] {
    match &page.body {
        Body::Markup(bytes) => bytes,
        Body::Text(text) => text.as_bytes(),
    }
}

/// A page's text: decoded, by what the server said, if it came as bytes.
pub fn text(page: &Page) -> Cow<'_, str> {
    match &page.body {
        Body::Markup(bytes) => decode(bytes, page.charset.as_deref()).text,
        Body::Text(text) => Cow::Borrowed(text),
    }
}
