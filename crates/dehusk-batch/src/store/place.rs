//! Where the files of a run stand while it goes on.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::folder_of;
use crate::sink::{PART, Shape};

/// What the name of a manifest ends in.
const MANIFEST: &str = ".dehusk.json";

/// What the name of a folder of parts ends in.
const PARTS: &str = ".dehusk-parts";

/// The list of the documents of a folder.
const DOCUMENTS: &str = ".dehusk-documents";

/// What the names of files begin with that have not got their own yet.
const TEMPORARY: &str = ".dehusk-";

/// Whether a file or folder of this name is something that a run keeps for itself,
/// and so is never an input.
pub(crate) fn is_ours(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(TEMPORARY) || name.ends_with(MANIFEST) || name.ends_with(PARTS)
}

/// Where a run keeps what it knows of its output: beside it where it is a file, in
/// it where it is a folder, so that nothing is written outside of it.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// Says what the finished output is.
    pub(crate) manifest: PathBuf,
    /// Holds parts and their descriptions while the run goes on.
    pub(crate) work: PathBuf,
    /// Of a folder of documents, says which they are.
    pub(super) documents: Option<PathBuf>,
}

impl Places {
    /// The name of a file in the manifest: from the folder that the manifest is in,
    /// so that both may be moved.
    pub(super) fn named(&self, path: &Path) -> String {
        let folder = folder_of(&self.manifest);
        let named = if path == folder {
            PathBuf::from(".")
        } else if folder_of(path) == folder {
            path.file_name().unwrap_or_default().into()
        } else {
            std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
        };
        named.to_string_lossy().into_owned()
    }

    /// The file that has this name in the manifest.
    pub(super) fn found(&self, name: &str) -> PathBuf {
        folder_of(&self.manifest).join(name)
    }

    pub(crate) fn of(output: &Path, shape: Shape) -> Self {
        if matches!(shape, Shape::Folder) {
            let documents = Some(output.join(DOCUMENTS));
            return Self { manifest: output.join(MANIFEST), work: output.join(PARTS), documents };
        }
        let name = output.file_name().unwrap_or_default().to_string_lossy().replace(PART, "parts");
        let beside = |ending: &str| folder_of(output).join(format!("{name}{ending}"));
        Self { manifest: beside(MANIFEST), work: beside(PARTS), documents: None }
    }
}

/// The name that a file has until it is whole: beside the one that it gets, so that
/// getting it is one step. The same in every run, so that none is left behind.
pub(crate) fn temporary(path: &Path) -> PathBuf {
    let mut name = OsString::from(TEMPORARY);
    name.push(path.file_name().unwrap_or_default());
    name.push(".part");
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_keeps_is_beside_a_file_and_in_a_folder() {
        let of = |path: &str, shape| {
            let places = Places::of(Path::new(path), shape);
            [places.manifest, places.work].map(|path| path.to_str().unwrap().to_owned())
        };
        let jsonl = Shape::Jsonl(crate::stream::Compression::None);
        assert_eq!(of("a/x.jsonl", jsonl), ["a/x.jsonl.dehusk.json", "a/x.jsonl.dehusk-parts"]);
        assert_eq!(of("x-{part}.jsonl", jsonl)[0], "./x-parts.jsonl.dehusk.json");
        assert_eq!(of("a/out", Shape::Folder), ["a/out/.dehusk.json", "a/out/.dehusk-parts"]);
        for ours in ["x.jsonl.dehusk.json", ".dehusk.json", ".dehusk-parts", ".dehusk-x.jsonl.part"] {
            assert!(is_ours(OsStr::new(ours)), "{ours}");
        }
        let places = Places::of(Path::new("x.jsonl"), jsonl);
        assert_eq!(places.named(Path::new("x.jsonl")), "x.jsonl");
        assert!(Path::new(&places.named(Path::new("b/drops.jsonl"))).is_absolute());
        assert_eq!(Places::of(Path::new("a/out"), Shape::Folder).named(Path::new("a/out")), ".");
        assert!(!is_ours(OsStr::new("dehusk.jsonl")));
        assert_eq!(temporary(Path::new("a/x.jsonl")), Path::new("a/.dehusk-x.jsonl.part"));
    }
}
