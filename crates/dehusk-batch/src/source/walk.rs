//! What a run reads, file by file, in a fixed order.

use std::collections::VecDeque;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::Globs;
use super::folder::{Folder, Found};
use super::open::{is_archive_name, kind_of};
use super::page::Origin;
use crate::{InputError, InputErrorCause, InputLimits, same_file};

/// The name that stands for the standard input.
const STDIN: &str = "-";

/// A step of a walk. The same inputs give the same steps, so that a step's number
/// says where a run stands.
pub(crate) enum Step {
    /// What comes next is of this input, as it was named.
    Began(Arc<str>),
    /// A file is to be opened.
    File(WalkedFile),
    /// A symbolic link, pipe or device in a folder.
    Special,
    /// Something that cannot be read at all.
    Failed(InputError),
    /// The input that began last is at its end.
    Ended,
}

/// A file of a walk.
pub(crate) struct WalkedFile {
    pub(super) path: PathBuf,
    /// The name of its records: the path in its folder, else the file's name.
    pub(super) id: String,
    pub(super) origin: Origin,
    /// What the system says of it; nothing of the standard input, and of what is
    /// not there.
    pub(super) metadata: Option<Metadata>,
}

/// The files that are named, and the files of folders that are.
pub(crate) struct Walk {
    waiting: VecDeque<PathBuf>,
    open: Option<Open>,
    /// What the run writes, resolved; with placeholders.
    excluded: Vec<PathBuf>,
    globs: Globs,
}

/// What a folder was found to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FoundSoFar {
    Nothing,
    /// Files, none of which the globs let through.
    OthersOnly,
    Something,
}

/// The input whose turn it is.
enum Open {
    Named(PathBuf),
    Folder { walk: Box<Folder>, name: Arc<str>, found: FoundSoFar },
    Finished,
}

impl WalkedFile {
    pub(super) fn is_stdin(&self) -> bool {
        self.origin == Origin::Named && self.path.as_os_str() == STDIN
    }

    /// Its bytes, as far as that is known.
    pub(crate) fn bytes(&self) -> u64 {
        self.metadata.as_ref().map_or(0, Metadata::len)
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What it is, in words; by its first bytes, which are not taken from the
    /// standard input.
    pub(crate) fn kind(&self, limits: InputLimits) -> Result<String, InputErrorCause> {
        if self.is_stdin() {
            return Ok("not looked at".to_owned());
        }
        kind_of(&self.path, &self.id, limits)
    }

    /// When it was changed last, in nanoseconds since 1970.
    pub(crate) fn modified(&self) -> Option<u64> {
        let modified = self.metadata.as_ref()?.modified().ok()?;
        let since = modified.duration_since(UNIX_EPOCH).ok()?;
        u64::try_from(since.as_nanos()).ok()
    }
}

impl Walk {
    /// `written`: the files and folders that the run writes, which are no input
    /// where they stand in a folder that is one; with placeholders, since what other
    /// shards write is no input either. `globs`: which other files of
    /// folders are one.
    pub(crate) fn new(paths: &[PathBuf], written: &[PathBuf], globs: &Globs) -> Self {
        let excluded = written.iter().map(|path| same_file::resolved(path)).collect();
        Self { waiting: paths.iter().cloned().collect(), open: None, excluded, globs: globs.clone() }
    }

    fn named(&mut self, path: PathBuf) -> Step {
        if path.is_dir() {
            let walk = Box::new(Folder::new(&path, &self.excluded));
            self.open = Some(Open::Folder { walk, name: display(&path), found: FoundSoFar::Nothing });
            return self.in_folder();
        }
        self.open = Some(Open::Finished);
        let id = path.file_name().map_or_else(|| display(&path), |name| name.to_string_lossy().into());
        Step::File(WalkedFile::new(path, id.as_ref().to_owned(), Origin::Named))
    }

    /// The next step in the open folder; its end where there is none.
    fn in_folder(&mut self) -> Step {
        let Some(Open::Folder { walk, name, found: found_so_far }) = &mut self.open else {
            return Step::Ended;
        };
        for found in walk {
            if let Found::File { relative, .. } = &found
                && !admits(&self.globs, relative)
            {
                if *found_so_far == FoundSoFar::Nothing {
                    *found_so_far = FoundSoFar::OthersOnly;
                }
                continue;
            }
            *found_so_far = FoundSoFar::Something;
            return match found {
                Found::Special => Step::Special,
                Found::Failed { path, cause } => {
                    Step::Failed(InputError { input: display(&path), cause: cause.into() })
                }
                Found::File { path, relative } => Step::File(WalkedFile::new(path, relative, Origin::Found)),
            };
        }
        let cause = match found_so_far {
            FoundSoFar::Something => None,
            FoundSoFar::OthersOnly => Some(InputErrorCause::NothingMatches),
            FoundSoFar::Nothing => Some(InputErrorCause::EmptyFolder),
        };
        let failed = cause.map(|cause| InputError { input: Arc::clone(name), cause });
        self.open = failed.is_some().then_some(Open::Finished);
        failed.map_or(Step::Ended, Step::Failed)
    }
}

/// Whether a file of a folder is read; archives are where anything in them may be.
fn admits(globs: &Globs, relative: &str) -> bool {
    globs.admit(relative) || is_archive_name(relative) && globs.admit_in(relative)
}

impl WalkedFile {
    fn new(path: PathBuf, id: String, origin: Origin) -> Self {
        let mut file = Self { path, id, origin, metadata: None };
        if !file.is_stdin() {
            file.metadata = std::fs::metadata(&file.path).ok();
        }
        file
    }
}

impl Iterator for Walk {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        match self.open.take() {
            None => {
                let path = self.waiting.pop_front()?;
                let name = display(&path);
                self.open = Some(Open::Named(path));
                Some(Step::Began(name))
            }
            Some(Open::Named(path)) => Some(self.named(path)),
            Some(Open::Finished) => Some(Step::Ended),
            folder => {
                self.open = folder;
                Some(self.in_folder())
            }
        }
    }
}

pub(super) fn display(path: &Path) -> Arc<str> {
    path.to_string_lossy().into()
}
