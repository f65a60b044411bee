//! Zip archives, by their directory.
//!
//! The directory stands at the end, so that a zip that cannot be sought in (a
//! pipe, an entry of another archive) goes through a temporary file first.

mod bytes;
mod kind;

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rawzip::{
    CompressionMethod, ErrorKind, FileReader, MAX_CENTRAL_DIRECTORY_RECORD_SIZE, ZipArchive,
    ZipArchiveEntryWayfinder, ZipLocator,
};

use self::bytes::{EntryBytes, Method, Stated};
use self::kind::Kind;
use super::{Met, Walk, shown};
use crate::stream::{Damage, Next, Stream};
use crate::{InputErrorCause, InputLimits};

/// The entries of a zip archive, in the order of its directory.
pub(in super::super) struct ZipWalk {
    state: State,
    limits: InputLimits,
    /// Bytes read by the whole run, for its progress.
    counter: Arc<AtomicU64>,
}

enum State {
    Unopened(Box<Stream>),
    Open(Box<Directory>),
    Ended,
}

/// What a zip says it holds.
struct Directory {
    archive: ZipArchive<Arc<FileReader>>,
    listed: std::vec::IntoIter<Listed>,
    kind: Kind,
    /// What is wrong with the directory behind the entries that are listed.
    damage: Option<Damage>,
    /// Bytes of the file that no entry was read from. Entries that overlap, by
    /// which a small zip holds as much as it likes, use it up before the end.
    unclaimed: u64,
    /// Where bytes read are counted; nowhere where they were before, on their
    /// way to the temporary file.
    counter: Arc<AtomicU64>,
}

/// An entry of the directory.
struct Listed {
    name: String,
    offset: u64,
    way: ZipArchiveEntryWayfinder,
    stated: Stated,
    kind: EntryKind,
}

#[derive(Clone, Copy)]
enum EntryKind {
    Folder,
    Link,
    Encrypted,
    File(CompressionMethod),
}

impl ZipWalk {
    pub(in super::super) fn new(stream: Stream, limits: InputLimits, counter: Arc<AtomicU64>) -> Self {
        Self { state: State::Unopened(Box::new(stream)), limits, counter }
    }

    fn open(&self, stream: Stream) -> Result<Directory, Damage> {
        let (file, counter) = match stream.into_file() {
            Ok(file) => (file, Arc::clone(&self.counter)),
            Err(stream) => (spool(*stream)?, Arc::default()),
        };
        Directory::open(file, counter)
    }
}

impl Walk for ZipWalk {
    fn next(&mut self) -> Option<Met> {
        if matches!(self.state, State::Unopened(_)) {
            let State::Unopened(stream) = std::mem::replace(&mut self.state, State::Ended) else {
                return None;
            };
            match self.open(*stream) {
                Ok(directory) if directory.kind == Kind::Office => return Some(Met::Office),
                Ok(directory) => self.state = State::Open(Box::new(directory)),
                Err(damage) => return Some(Met::Damaged { name: None, damage }),
            }
        }
        let State::Open(directory) = &mut self.state else { return None };
        let met = directory.next(self.limits);
        if met.is_none() {
            self.state = State::Ended;
        }
        met
    }
}

impl Directory {
    fn open(file: File, counter: Arc<AtomicU64>) -> Result<Self, Damage> {
        let length = file.metadata().map_err(|error| Damage::archive(0, error.to_string()))?.len();
        let mut buffer = vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let reader = Arc::new(FileReader::from(file));
        let archive = ZipLocator::new()
            .locate_in_reader(reader, &mut buffer, length)
            .map_err(|(_, error)| no_directory(length, &error))?;
        let (listed, damage) = list(&archive, &mut buffer);
        let kind = Kind::of(&listed);
        Ok(Self { archive, listed: listed.into_iter(), kind, damage, unclaimed: length, counter })
    }

    fn next(&mut self, limits: InputLimits) -> Option<Met> {
        loop {
            let Some(Listed { name, offset, way, stated, kind }) = self.listed.next() else {
                return self.end();
            };
            let method = match kind {
                EntryKind::Folder => continue,
                EntryKind::Link => return Some(Met::Special),
                _ if self.kind.passes_over(&name) => return Some(Met::Special),
                EntryKind::Encrypted => {
                    return Some(Met::Refused { name, cause: InputErrorCause::Encrypted });
                }
                EntryKind::File(method) => method,
            };
            let Some(method) = Method::of(method) else {
                let cause = InputErrorCause::ZipMethod { method: method.to_string() };
                return Some(Met::Refused { name, cause });
            };
            let damaged = |name, detail| {
                Some(Met::Damaged { name: Some(name), damage: Damage::archive(offset, detail).located() })
            };
            let Some(unclaimed) = self.unclaimed.checked_sub(way.compressed_size_hint()) else {
                return damaged(name, "the entries overlap".to_owned());
            };
            self.unclaimed = unclaimed;
            let range = match self.archive.get_entry(way) {
                Ok(entry) => entry.compressed_data_range(),
                Err(error) => return damaged(name, format!("no zip entry ({error})")),
            };
            let file = Arc::clone(self.archive.get_ref());
            let bytes =
                EntryBytes::new(file, range, method, stated, limits.max_ratio, Arc::clone(&self.counter));
            return match bytes {
                Ok(bytes) => Some(Met::File { name, bytes: Box::new(bytes) }),
                Err(error) => damaged(name, error.to_string()),
            };
        }
    }

    fn end(&mut self) -> Option<Met> {
        // What was not read was passed over, which is progress too.
        self.counter.fetch_add(std::mem::take(&mut self.unclaimed), Ordering::Relaxed);
        let damage = self.damage.take()?;
        Some(Met::Damaged { name: None, damage })
    }
}

/// The entries of the directory, up to where it is damaged.
fn list(archive: &ZipArchive<Arc<FileReader>>, buffer: &mut [u8]) -> (Vec<Listed>, Option<Damage>) {
    let mut listed = Vec::new();
    let offset = archive.directory_offset();
    let mut entries = archive.entries(buffer);
    let damage = loop {
        match entries.next_entry() {
            Ok(Some(entry)) => {
                let kind = if entry.is_dir() {
                    EntryKind::Folder
                } else if entry.mode().is_symlink() {
                    EntryKind::Link
                } else if entry.flags().is_encrypted() {
                    EntryKind::Encrypted
                } else {
                    EntryKind::File(entry.compression_method())
                };
                listed.push(Listed {
                    name: shown(entry.file_path().as_bytes()),
                    offset: entry.local_header_offset(),
                    way: entry.wayfinder(),
                    stated: Stated { size: entry.uncompressed_size_hint(), crc: entry.crc32() },
                    kind,
                });
            }
            Ok(None) => break None,
            Err(error) => {
                break Some(format!(
                    "the zip's directory is damaged behind {} entries ({error})",
                    listed.len()
                ));
            }
        }
    };
    // The count has 16 bits in zips that need no more.
    let (found, expected) = (listed.len() as u64, archive.entries_hint());
    let is_short = found < expected && found % (1 << 16) != expected;
    let missing = || format!("the zip's directory has {found} entries, and should have {expected}");
    let damage = damage.or_else(|| is_short.then(missing));
    (listed, damage.map(|detail| Damage::archive(offset, detail)))
}

fn no_directory(length: u64, error: &rawzip::Error) -> Damage {
    match error.kind() {
        ErrorKind::MissingEndOfCentralDirectory | ErrorKind::Eof => {
            let detail = "the zip has no directory at its end, and was cut off";
            Damage::archive_cut(length, detail.to_owned())
        }
        _ => Damage::archive(length, format!("the zip's directory cannot be read ({error})")),
    }
}

/// Copies a stream to a temporary file, which has no name and goes with its
/// last reader. It may be as large as the disk allows: what is read of each
/// entry is limited, and so is what decompression makes of a byte.
fn spool(mut stream: Stream) -> Result<File, Damage> {
    let cannot = |error: io::Error| Damage::archive(0, format!("cannot write a temporary file: {error}"));
    let mut file = tempfile::tempfile().map_err(cannot)?;
    loop {
        match stream.next() {
            Next::Data(bytes) => {
                file.write_all(bytes).map_err(cannot)?;
                let count = bytes.len();
                stream.consume(count);
            }
            Next::Damaged => {
                let offset = stream.offset();
                return Err(stream.take_damage().unwrap_or_else(|| Damage::archive(offset, String::new())));
            }
            Next::End => return Ok(file),
        }
    }
}

#[cfg(test)]
mod tests;
