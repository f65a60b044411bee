//! Whether files that the caller named are one.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::BatchError;

/// What a file is to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Input,
    Output,
    Drops,
    Blocks,
    Report,
}

impl Role {
    const fn name(self) -> &'static str {
        match self {
            Self::Input => "an input",
            Self::Output => "the output",
            Self::Drops => "the drops",
            Self::Blocks => "the blocks",
            Self::Report => "the report",
        }
    }
}

/// Refuses a file that would be written twice, or written over an input.
///
/// An output that takes an input's place is let through, since cleaning a file
/// in place is what a user may want; an input may be named twice.
pub(crate) fn refuse<'p>(files: impl IntoIterator<Item = (Role, &'p Path)>) -> Result<(), BatchError> {
    let mut seen: HashMap<PathBuf, Role> = HashMap::new();
    for (role, path) in files {
        // Standard input and output.
        if matches!(role, Role::Input | Role::Output) && path.as_os_str() == "-" {
            continue;
        }
        let first = seen.insert(resolved(path), role);
        match (first, role) {
            (None, _) | (Some(Role::Input), Role::Input | Role::Output) => {}
            (Some(first), _) => {
                let path = path.to_owned();
                return Err(BatchError::SameFile { first: first.name(), second: role.name(), path });
            }
        }
    }
    Ok(())
}

/// The path without links, also of a file that is not there yet.
pub(crate) fn resolved(path: &Path) -> PathBuf {
    let beside = || {
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name().unwrap_or(OsStr::new(".."))))
    };
    let absolute = || std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.canonicalize().ok().or_else(beside).unwrap_or_else(absolute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_under_two_names_is_one() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        std::fs::create_dir(path("sub")).unwrap();
        std::fs::write(path("in.jsonl"), "").unwrap();
        let refused = |files: &[(Role, &str)]| {
            let files: Vec<_> = files.iter().map(|(role, name)| (*role, path(name))).collect();
            refuse(files.iter().map(|(role, path)| (*role, &**path))).err().map(|error| error.to_string())
        };
        let error = refused(&[(Role::Drops, "x.jsonl"), (Role::Report, "sub/../x.jsonl")]).unwrap();
        assert!(error.starts_with("the drops and the report are the same file, "), "{error}");
        let error = refused(&[(Role::Input, "in.jsonl"), (Role::Drops, "in.jsonl")]).unwrap();
        assert!(error.starts_with("an input and the drops are the same file, "), "{error}");
        assert!(refused(&[(Role::Output, "no/x"), (Role::Blocks, "no/x")]).is_some());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("in.jsonl", path("link.jsonl")).unwrap();
            assert!(refused(&[(Role::Input, "in.jsonl"), (Role::Drops, "link.jsonl")]).is_some());
        }
        assert_eq!(refused(&[(Role::Input, "in.jsonl"), (Role::Input, "in.jsonl")]), None);
        assert_eq!(refused(&[(Role::Input, "in.jsonl"), (Role::Output, "in.jsonl")]), None);
        assert_eq!(refused(&[(Role::Drops, "a"), (Role::Blocks, "b"), (Role::Report, "sub/a")]), None);
    }
}
