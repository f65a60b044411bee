//! Dumps of any size, made of the records of one that is there.

use std::env;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::bufread::MultiGzDecoder;
use flate2::{Compression, write::GzEncoder};
use tempfile::TempDir;

/// When a dump is large enough.
#[derive(Debug, Clone, Copy)]
pub(super) enum Enough {
    /// It has this many responses; or all of them, once.
    Responses(usize),
    /// Its records have this many bytes; they are repeated as often as it takes.
    Bytes(u64),
}

/// What was made.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Made {
    pub(super) responses: usize,
    /// Of the records, unpacked.
    pub(super) bytes: u64,
}

/// One record, unparsed.
struct Record {
    head: Vec<String>,
    content: Vec<u8>,
}

/// A folder in the build folder that goes when it is dropped: temporary folders
/// are in memory on some machines, which a dump would fill.
///
/// # Errors
///
/// If it cannot be made.
pub(super) fn folder() -> Result<TempDir> {
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2).context("this program lies in no build folder")?;
    Ok(tempfile::Builder::new().prefix("bench-").tempdir_in(target)?)
}

/// Writes a WARC of the records of `source`, a gzip member a record, to `path`.
///
/// One record is in memory at a time. Records of later rounds get ids of their
/// own, so that a reader which remembered them would show.
///
/// # Errors
///
/// If `source` is no WARC, or has no records, or reading or writing fails.
pub(super) fn write(source: &Path, path: &Path, enough: Enough) -> Result<Made> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut made = Made::default();
    for round in 0.. {
        let before = made.bytes;
        let mut reader = open(source)?;
        while !made.is_enough(enough) {
            let record = Record::read(&mut reader).with_context(|| source.display().to_string())?;
            let Some(record) = record else { break };
            made.responses += usize::from(record.is_response());
            made.bytes += record.write(round, &mut out)?;
        }
        if made.bytes == before && !made.is_enough(enough) {
            bail!("{} has no records", source.display());
        }
        if made.is_enough(enough) || matches!(enough, Enough::Responses(_)) {
            break;
        }
    }
    out.flush()?;
    Ok(made)
}

fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = BufReader::new(File::open(path).with_context(|| path.display().to_string())?);
    let is_packed = path.extension().is_some_and(|extension| extension == "gz");
    Ok(if is_packed { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) })
}

impl Made {
    const fn is_enough(self, enough: Enough) -> bool {
        match enough {
            Enough::Responses(responses) => self.responses >= responses,
            Enough::Bytes(bytes) => self.bytes >= bytes,
        }
    }
}

impl Record {
    fn read(reader: &mut impl BufRead) -> Result<Option<Self>> {
        let mut line = String::from("\n");
        while line.trim_end().is_empty() {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(None);
            }
        }
        if !line.starts_with("WARC/1.") {
            bail!("a record begins with {line:?} instead of WARC/1");
        }
        let mut head = Vec::new();
        while !line.trim_end().is_empty() {
            head.push(line.trim_end().to_owned());
            line.clear();
            reader.read_line(&mut line)?;
        }
        let length = head.iter().find_map(|line| value(line, "content-length"));
        let length: u64 = length.context("a record has no Content-Length")?.parse()?;
        let mut content = Vec::new();
        if (reader.take(length).read_to_end(&mut content)? as u64) < length {
            bail!("the last record ends early");
        }
        Ok(Some(Self { head, content }))
    }

    fn is_response(&self) -> bool {
        self.head.iter().any(|line| value(line, "warc-type") == Some("response"))
    }

    /// Writes a member, and returns the length of what is in it.
    fn write(&self, round: usize, out: &mut impl Write) -> Result<u64> {
        let mut bytes = Vec::with_capacity(self.content.len() + 1024);
        for line in &self.head {
            match value(line, "warc-record-id").and_then(|id| id.strip_suffix('>')) {
                Some(id) if round > 0 => write!(bytes, "WARC-Record-ID: {id}-{round}>\r\n")?,
                _ => write!(bytes, "{line}\r\n")?,
            }
        }
        write!(bytes, "\r\n")?;
        bytes.extend_from_slice(&self.content);
        write!(bytes, "\r\n\r\n")?;
        let mut member = GzEncoder::new(out, Compression::fast());
        member.write_all(&bytes)?;
        member.finish()?;
        Ok(bytes.len() as u64)
    }
}

/// The value of a header line that has this name, in lower case.
fn value<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (found, value) = line.split_once(':')?;
    found.eq_ignore_ascii_case(name).then(|| value.trim())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use dehusk_tests::{corpus_dir, pages, sample};

    use super::{Enough, write};

    #[test]
    fn a_dump_is_as_long_as_asked_and_ids_differ() {
        let (source, folder) = (sample::path(&corpus_dir()), tempfile::tempdir().unwrap());
        let path = folder.path().join("dump.warc.gz");
        let once = write(&source, &path, Enough::Responses(usize::MAX)).unwrap();
        let made = write(&source, &path, Enough::Bytes(3 * once.bytes)).unwrap();
        assert!(made.bytes >= 3 * once.bytes && made.responses >= 3 * once.responses);
        let ids: HashSet<_> = pages::of_warc(&path).unwrap().map(|page| page.unwrap().id).collect();
        assert_eq!(ids.len(), made.responses);
    }

    #[test]
    fn a_cut_has_as_many_pages_as_asked() {
        let (source, folder) = (sample::path(&corpus_dir()), tempfile::tempdir().unwrap());
        let path = folder.path().join("cut.warc.gz");
        write(&source, &path, Enough::Responses(2)).unwrap();
        let [cut, whole] = [&path, &source].map(|path| pages::of_warc(path).unwrap());
        let whole: Vec<_> = whole.take(2).map(Result::unwrap).collect();
        assert_eq!(cut.map(Result::unwrap).collect::<Vec<_>>(), whole);
    }
}
