//! One document from a file or from standard input.

use std::fs::File;
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use dehusk::{Extraction, Extractor, Input, Options, is_utf16};

use crate::args::{InputArg, escaped_markup};

/// Files beyond this are no single document.
const MOST_BYTES: u64 = 256 << 20;

/// Beginnings of files that are not text, and what they are.
const MAGIC: [(&[u8], &str); 8] = [
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1F\x8B", "gzip data; `dehusk run` reads compressed dumps"),
    (b"\x28\xB5\x2F\xFD", "zstd data; `dehusk run` reads compressed dumps"),
    (b"\x7FELF", "a program"),
];

/// Where one document comes from, and what is known about it.
#[derive(Debug, Args)]
pub(crate) struct DocumentArgs {
    /// The document; `-` or nothing for standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    /// The URL it was fetched from
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// What it is
    #[arg(long, value_enum, default_value_t)]
    input: InputArg,
    /// The charset that the transport declared
    #[arg(long, value_name = "LABEL")]
    charset: Option<String>,
    /// Undo one level of escaping where the input is markup that was escaped, as
    /// feeds and exports carry it (`&lt;p&gt;`)
    #[arg(long)]
    unescape: bool,
}

impl DocumentArgs {
    /// The options that the arguments state.
    pub(crate) fn options(&self) -> Options {
        Options::default().with_escaped_markup(escaped_markup(self.unescape))
    }

    /// Reads and extracts the document.
    pub(crate) fn extract(&self, extractor: &Extractor) -> Result<Extraction<'static>> {
        let bytes = self.read()?;
        if let Some(what) = binary(&bytes) {
            bail!("{}: not a document: it is {what}", self.name());
        }
        let mut input = Input::bytes(&bytes);
        if let Some(url) = &self.url {
            input = input.with_url(url);
        }
        if let Some(charset) = &self.charset {
            input = input.with_charset(charset);
        }
        if let Some(kind) = self.input.kind() {
            input = input.with_kind(kind);
        }
        Ok(extractor.extract(input).into_owned())
    }

    /// The name of the document in messages and records.
    pub(crate) fn name(&self) -> String {
        if self.is_stdin() { "-".to_owned() } else { self.file.display().to_string() }
    }

    /// The file, unless it is standard input.
    pub(crate) fn path(&self) -> Option<&Path> {
        (!self.is_stdin()).then_some(&*self.file)
    }

    fn is_stdin(&self) -> bool {
        self.file.as_os_str() == "-"
    }

    fn read(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if self.is_stdin() {
            stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes).context("cannot read standard input")?;
        } else {
            let name = self.name();
            let file = File::open(&self.file).with_context(|| format!("{name}: cannot be opened"))?;
            file.take(MOST_BYTES)
                .read_to_end(&mut bytes)
                .with_context(|| format!("{name}: cannot be read"))?;
        }
        Ok(bytes)
    }
}

/// What a file is that is no text. UTF-16 has NUL bytes too.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    let head = &bytes[..bytes.len().min(1024)];
    (head.contains(&0) && !is_utf16(head)).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::binary;

    #[test]
    fn text_is_told_from_binary() {
        assert_eq!(binary(b"%PDF-1.7\n"), Some("a PDF"));
        assert_eq!(binary(&[0, 1, 2, 0, 4, 0]), Some("binary data"));
        assert_eq!(binary(b"\xFF\xFEh\0i\0"), None);
        assert_eq!(binary(b"<\0p\0>\0\x1F\x04@\x04"), None);
        assert_eq!(binary(b"plain"), None);
        assert_eq!(binary(b""), None);
    }
}
