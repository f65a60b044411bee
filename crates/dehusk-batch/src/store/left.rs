//! What of a finished output is still as the run left it.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::place::Places;
use super::{documents, folder_of};
use crate::BatchError;
use crate::sink::stands_for;

/// How a file of an earlier run was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    AsItWas,
    Missing,
    /// With so many bytes, where it had others.
    Changed {
        was: u64,
        is: u64,
    },
}

/// How the files of a finished output were found.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    /// All of them.
    files: u64,
    /// Those that are missing or have other lengths.
    changed: u64,
    /// The first of these.
    first: Option<(PathBuf, Left)>,
    /// Whether something of the documents is there.
    has_documents: bool,
}

/// How a file stands that had `bytes`. Its length says enough, as for inputs: what
/// changes a file and not its length is meant to.
pub(super) fn file(path: &Path, bytes: u64) -> Left {
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() == bytes => Left::AsItWas,
        Ok(metadata) => Left::Changed { was: bytes, is: metadata.len() },
        Err(_) => Left::Missing,
    }
}

impl Leftovers {
    /// Looks at every file that the run wrote; of which those of documents are at
    /// `output`.
    pub(super) fn of(manifest: &Manifest, places: &Places, output: &Path) -> Self {
        let mut leftovers = Self::default();
        let output = PathBuf::from(places.named(output));
        for written in &manifest.files {
            let path = places.found(&written.path);
            if places.documents.as_deref() == Some(&*path) {
                leftovers.look_at_documents(path, written.bytes);
            } else if !path.is_dir() {
                let left = file(&path, written.bytes);
                leftovers.has_documents |=
                    left != Left::Missing && stands_for(&output, Path::new(&written.path));
                leftovers.add(path, left);
            }
        }
        leftovers
    }

    /// The list itself counts only where it cannot be gone by.
    fn look_at_documents(&mut self, list: PathBuf, bytes: u64) {
        let folder = folder_of(&list);
        let left = file(&list, bytes);
        let (Left::AsItWas, Ok(listed)) = (left, documents::listed(&list)) else {
            self.has_documents = true;
            return self.add(list, left);
        };
        for listed in listed {
            let Ok(listed) = listed else { return self.add(list, Left::Missing) };
            let left = listed.left(&folder);
            self.has_documents |= left != Left::Missing;
            self.add(folder.join(&listed.name), left);
        }
    }

    fn add(&mut self, path: PathBuf, left: Left) {
        self.files += 1;
        if left != Left::AsItWas {
            self.changed += 1;
            self.first.get_or_insert((path, left));
        }
    }

    /// Whether nothing of the documents is there, so that there is nothing to spare.
    pub(super) const fn are_gone(&self) -> bool {
        !self.has_documents && self.changed > 0
    }

    /// Why a run cannot be said to be finished that has left these.
    pub(super) fn refusal(self, manifest: &Path) -> Option<BatchError> {
        let (path, left) = self.first?;
        let path = path.display();
        let first = match left {
            Left::AsItWas => return None,
            Left::Missing => format!("{path} is missing"),
            Left::Changed { was, is } => format!("{path} had {was} bytes and has {is}"),
        };
        let (manifest, changed, files) = (manifest.to_owned(), self.changed, self.files);
        Some(BatchError::Changed { path: manifest, changed, files, first })
    }
}
