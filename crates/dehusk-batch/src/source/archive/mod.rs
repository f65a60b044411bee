//! Archives: each entry is an input of its own.
//!
//! An entry is opened as a file of a folder is, by its bytes and its name, and
//! read as a stream, so that an archive may be of any size and hold dumps of any
//! size. Names are untrusted: they make up ids and places, and are never used
//! as paths.

mod tar;
mod zip;

use std::io::Read;
use std::sync::Arc;

pub(super) use self::tar::{TarWalk, is_header};
pub(super) use self::zip::ZipWalk;
use super::open::{Opening, open};
use super::page::Origin;
use super::{Pulled, ReadOptions, Source};
use crate::stream::{Backing, Damage};
use crate::{DropCause, Identity, InputError, InputErrorCause, Place, RecordError};

/// How deep archives in archives are read. Each level is a reader with its
/// buffers, and multiplies what decompression may make of a byte.
pub(super) const MAX_DEPTH: u8 = 2;

/// What stands between the name of an archive and that of its entry, in places
/// and ids. `/` alone would look like a file that is there.
const SEPARATOR: &str = "!/";

/// Folders and name beginnings in which macOS archives resource forks.
const RESOURCE_FORKS: (&str, &str) = ("__MACOSX", "._");

/// What the walk over an archive meets.
pub(super) enum Met {
    /// A regular file: its name, and its bytes until the walk goes on.
    File { name: String, bytes: Box<dyn Read + Send> },
    /// A file that is not read, and why.
    Refused { name: String, cause: InputErrorCause },
    /// A file, or a stretch of the archive, that cannot be read.
    Damaged { name: Option<String>, damage: Damage },
    /// A link or device, or an entry that repeats what others hold.
    Special,
    /// The archive is a document of an office program, and no more is met.
    Office,
}

/// The entries of an archive, in its order.
pub(super) trait Walk {
    fn next(&mut self) -> Option<Met>;
}

/// The records of an archive: those of its entries, one after the other.
pub(super) struct ArchiveRecords<W> {
    walk: W,
    entry: Option<Box<dyn Source + Send>>,
    entries: Entries,
    found: Found,
}

/// What the entries of an archive have in common.
pub(super) struct Entries {
    /// The archive, as it is named in places.
    pub(super) input: Arc<str>,
    /// The archive's id.
    pub(super) id: String,
    pub(super) origin: Origin,
    /// In how many archives the archive lies.
    pub(super) depth: u8,
    pub(super) options: Arc<ReadOptions>,
}

/// Whether there was anything in the archive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    /// Files, none of which the globs let through.
    OthersOnly,
    Something,
    /// The end was met, and told.
    Told,
}

impl<W: Walk> ArchiveRecords<W> {
    pub(super) const fn new(walk: W, entries: Entries) -> Self {
        Self { walk, entry: None, entries, found: Found::Nothing }
    }

    /// What stands for what was met; nothing where that is an entry that was
    /// opened, or one that nobody asked for.
    fn take(&mut self, met: Met) -> Option<Pulled> {
        if !matches!(met, Met::File { .. } | Met::Special) {
            self.found = Found::Something;
        }
        match met {
            Met::Special => Some(Pulled::PassedOver),
            Met::File { name, .. } | Met::Refused { name, .. } if is_resource_fork(&name) => {
                Some(Pulled::PassedOver)
            }
            Met::File { name, .. } | Met::Refused { name, .. } if !self.entries.admit(&name) => {
                self.found = if self.found == Found::Nothing { Found::OthersOnly } else { self.found };
                None
            }
            Met::File { name, bytes } => {
                self.found = Found::Something;
                match self.entries.open(&name, bytes) {
                    Ok(entry) => {
                        self.entry = Some(entry);
                        None
                    }
                    Err(pulled) => Some(*pulled),
                }
            }
            Met::Refused { name, cause } => Some(self.entries.refused(&name, cause)),
            Met::Damaged { name, damage } => Some(self.entries.damaged(name.as_deref(), damage)),
            Met::Office => Some(self.entries.office()),
        }
    }

    fn finish(&mut self) -> Option<Pulled> {
        let cause = match std::mem::replace(&mut self.found, Found::Told) {
            Found::Nothing => InputErrorCause::EmptyArchive,
            // Of many archives, some may hold nothing of what is looked for.
            Found::OthersOnly if self.entries.origin == Origin::Named => InputErrorCause::NothingMatches,
            Found::OthersOnly | Found::Something | Found::Told => return None,
        };
        Some(Pulled::InputFailed(InputError { input: Arc::clone(&self.entries.input), cause }))
    }
}

impl<W: Walk> Source for ArchiveRecords<W> {
    fn pull(&mut self) -> Option<Pulled> {
        loop {
            if let Some(entry) = &mut self.entry {
                match entry.pull() {
                    None => self.entry = None,
                    pulled => return pulled,
                }
            }
            match self.walk.next() {
                None => return self.finish(),
                Some(met) => {
                    if let Some(pulled) = self.take(met) {
                        return Some(pulled);
                    }
                }
            }
        }
    }
}

impl Entries {
    fn open(&self, name: &str, bytes: Box<dyn Read + Send>) -> Result<Box<dyn Source + Send>, Box<Pulled>> {
        let opening = Opening {
            input: self.place(name),
            id: &self.id(name),
            origin: Origin::Found,
            depth: self.depth + 1,
            options: Arc::clone(&self.options),
            // The archive's bytes are counted where they are read from the disk.
            counter: Arc::default(),
        };
        open(Backing::Pipe(bytes), opening).map_err(|cause| match cause {
            // It is the archive that cannot be read here.
            InputErrorCause::Io(error) => Box::new(self.damaged(Some(name), Damage::of_entry(&error))),
            cause => Box::new(self.refused(name, cause)),
        })
    }

    fn refused(&self, name: &str, cause: InputErrorCause) -> Pulled {
        Pulled::InputFailed(InputError { input: self.place(name), cause })
    }

    fn damaged(&self, name: Option<&str>, damage: Damage) -> Pulled {
        let identity = Identity { id: name.map(|name| self.id(name)), url: None };
        let place = match name {
            Some(name) => Place::file(self.place(name)),
            None => Place::byte(Arc::clone(&self.input), damage.offset),
        };
        Pulled::Failed(place, identity, RecordError::Damaged(damage))
    }

    /// As a picture: a mistake where it was named, no page where it was found.
    fn office(&self) -> Pulled {
        let input = Arc::clone(&self.input);
        match self.origin {
            Origin::Named => Pulled::InputFailed(InputError { input, cause: InputErrorCause::Office }),
            Origin::Found => {
                let identity = Identity { id: Some(self.id.clone()), url: None };
                Pulled::Dropped(Place::file(input), identity, DropCause::NotText)
            }
        }
    }

    fn admit(&self, name: &str) -> bool {
        let globs = &self.options.globs;
        if globs.is_empty() {
            return true;
        }
        let path = self.id(name).replace(SEPARATOR, "/");
        globs.admit(&path) || super::open::is_archive_name(name) && globs.admit_in(&path)
    }

    fn place(&self, name: &str) -> Arc<str> {
        format!("{}{SEPARATOR}{name}", self.input).into()
    }

    /// The entry's name where the archive was named; where it was found in a
    /// folder or an archive, its own name before that.
    fn id(&self, name: &str) -> String {
        match self.origin {
            Origin::Named => name.to_owned(),
            Origin::Found => format!("{}{SEPARATOR}{name}", self.id),
        }
    }
}

/// A name as it can be shown: UTF-8, without control characters.
fn shown(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    name.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn is_resource_fork(name: &str) -> bool {
    let (folder, file) = RESOURCE_FORKS;
    let mut parts = name.split('/');
    parts.next() == Some(folder) || name.rsplit('/').next().is_some_and(|name| name.starts_with(file))
}

#[cfg(test)]
mod tests;
