//! The folder that holds the parts of a run while it goes on.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::durable::{self, create_folder, failed};
use super::{PartState, Product, RunDescription};
use crate::{BatchError, SinkError};

/// Describes the run; without it there is nothing to take up.
const RUN: &str = "run.json";

/// Locked while a run is at work.
const LOCK: &str = "lock";

/// The folder that holds the parts of a run while it goes on. While it is open no
/// other run writes to the same output.
pub(super) struct WorkFolder {
    path: PathBuf,
    /// None where the folder is only looked at.
    lock: Option<File>,
}

impl WorkFolder {
    pub(super) fn open(path: &Path) -> Result<Self, BatchError> {
        loop {
            create_folder(path)?;
            let lock_path = path.join(LOCK);
            let lock = File::create(&lock_path).map_err(|cause| failed("write to", &lock_path, cause))?;
            match lock.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(BatchError::Locked { path: path.to_owned() }),
                // A run that ended in between took the folder away, and with it the
                // name of what is locked here.
                Ok(()) if !is_file_at(&lock, &lock_path) => {}
                // A file system without locks is no reason not to run.
                Ok(()) | Err(TryLockError::Error(_)) => {
                    return Ok(Self { path: path.to_owned(), lock: Some(lock) });
                }
            }
        }
    }

    /// The folder as it is, to be looked at, whether it is there or not.
    ///
    /// # Errors
    ///
    /// Where a run is at work. That is asked by taking the lock for a moment, as one
    /// of many: a run that begins in it ends as if there were another.
    pub(super) fn look_at(path: &Path) -> Result<Self, BatchError> {
        let lock = File::open(path.join(LOCK));
        if lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock))) {
            return Err(BatchError::Locked { path: path.to_owned() });
        }
        Ok(Self { path: path.to_owned(), lock: None })
    }

    /// Makes these the parts of `run`.
    pub(super) fn begin(&self, run: &RunDescription) -> Result<(), SinkError> {
        durable::write(&self.path.join(RUN), &json(run))
    }

    /// Descriptions of the parts that were committed, as far as they can be read.
    pub(super) fn states(&self) -> impl Iterator<Item = PartState> + '_ {
        (0..).map_while(|number| serde_json::from_slice(&fs::read(self.state_path(number)).ok()?).ok())
    }

    /// Commits a part: before this it is not there, and after it is.
    pub(super) fn commit(&self, number: usize, state: &PartState) -> Result<(), SinkError> {
        durable::write(&self.state_path(number), &json(state))
    }

    /// Takes the description of this part and of all behind it away.
    pub(super) fn forget_from(&self, number: usize) -> Result<(), SinkError> {
        for number in number.. {
            let path = self.state_path(number);
            match fs::remove_file(&path) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                Err(cause) => return Err(failed("remove", &path, cause)),
            }
        }
        Ok(())
    }

    fn state_path(&self, number: usize) -> PathBuf {
        self.path.join(format!("{number:05}.json"))
    }

    /// Where a part of a product stands.
    pub(super) fn part_path(&self, product: Product, number: usize) -> PathBuf {
        self.path.join(format!("{number:05}.{}", product.name()))
    }

    /// Where the part of a product is written that is not whole yet.
    pub(super) fn writing_path(&self, product: Product) -> PathBuf {
        self.path.join(format!("writing.{}", product.name()))
    }

    /// Where a document is written that becomes a file of its own.
    pub(super) fn document_path(&self) -> PathBuf {
        self.path.join("writing.document")
    }

    /// Takes everything away but the lock, what says that there is a run first: what
    /// is left when this is cut short is nothing to take up.
    pub(super) fn clear(&self) -> Result<(), SinkError> {
        let removed = || {
            remove_if_there(&self.path.join(RUN))?;
            for entry in fs::read_dir(&self.path)? {
                let path = entry?.path();
                if path != self.path.join(LOCK) {
                    fs::remove_file(path)?;
                }
            }
            Ok(())
        };
        removed().map_err(|cause| failed("clear", &self.path, cause))
    }

    /// Takes the folder away.
    pub(super) fn remove(self) -> Result<(), SinkError> {
        self.clear()?;
        let Self { path, lock } = self;
        let is_removed = fs::remove_file(path.join(LOCK)).is_ok();
        drop(lock);
        if !is_removed {
            // Not every system lets go of a file that is open.
            remove_if_there(&path.join(LOCK)).map_err(|cause| failed("remove", &path, cause))?;
        }
        match fs::remove_dir(&path) {
            // Another run has begun, and it is that one's folder.
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(|cause| failed("remove", &path, cause)),
        }
    }
}

/// The run whose parts are in this folder, if there is one.
pub(super) fn run_at(folder: &Path) -> Option<RunDescription> {
    serde_json::from_slice(&fs::read(folder.join(RUN)).ok()?).ok()
}

/// Whether an open file is the one that has this name.
fn is_file_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let [open, named] = [file.metadata(), fs::metadata(path)];
        matches!((open, named), (Ok(open), Ok(named)) if (open.dev(), open.ino()) == (named.dev(), named.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writing to memory cannot fail, and no map here has keys that are no strings.
pub(super) fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).unwrap_or_default();
    json.push(b'\n');
    json
}
