//! The files of a folder, in a fixed order.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::sink::stands_for;

/// What a walk finds.
pub(super) enum Found {
    /// A regular file, and its path relative to the folder with `/` between
    /// its parts.
    File { path: PathBuf, relative: String },
    /// A symbolic link, pipe or device. Links are not followed: they can lead
    /// out of the folder, or round in circles.
    Special,
    /// Something that cannot be listed.
    Failed { path: PathBuf, cause: std::io::Error },
}

/// The files of a folder and of the folders in it, sorted by name.
pub(super) struct Folder {
    root: PathBuf,
    walk: walkdir::IntoIter,
    /// What the run writes, as far as it stands in the folder.
    excluded: Vec<PathBuf>,
}

impl Folder {
    pub(super) fn new(root: &Path, excluded: &[PathBuf]) -> Self {
        // Told apart by the resolved path, since the two may be spelt in
        // different ways.
        let resolved = root.canonicalize().ok();
        let inside = |path: &PathBuf| Some(root.join(path.strip_prefix(resolved.as_ref()?).ok()?));
        let excluded = excluded.iter().filter_map(inside).collect();
        let walk = WalkDir::new(root).min_depth(1).sort_by_file_name().into_iter();
        Self { root: root.to_owned(), walk, excluded }
    }

    fn is_excluded(&self, entry: &walkdir::DirEntry) -> bool {
        self.excluded.iter().any(|excluded| stands_for(excluded, entry.path()))
            || crate::store::is_ours(entry.file_name())
    }
}

impl Iterator for Folder {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let entry = match self.walk.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(&self.root).to_owned();
                    return Some(Found::Failed { path, cause: error.into() });
                }
            };
            let kind = entry.file_type();
            if self.is_excluded(&entry) {
                if kind.is_dir() {
                    self.walk.skip_current_dir();
                }
            } else if kind.is_file() {
                let relative = relative(&self.root, entry.path());
                return Some(Found::File { path: entry.into_path(), relative });
            } else if !kind.is_dir() {
                return Some(Found::Special);
            }
        }
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path, excluded: &[PathBuf]) -> Vec<String> {
        Folder::new(root, excluded)
            .map(|found| match found {
                Found::File { relative, .. } => relative,
                Found::Special => "(special)".to_owned(),
                Found::Failed { path, .. } => format!("(failed) {}", path.display()),
            })
            .collect()
    }

    #[test]
    fn files_come_sorted_and_links_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        std::fs::create_dir_all(path("b/deep")).unwrap();
        for name in ["c.html", "a.html", "b/deep/x.html", "b/a.html", ".dehusk-left.part"] {
            std::fs::write(path(name), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("..", path("b/up")).unwrap();
        let expected = ["a.html", "b/a.html", "b/deep/x.html", "(special)", "c.html"];
        assert_eq!(names(root.path(), &[]), if cfg!(unix) { &expected[..] } else { &expected[..3] });
    }

    #[test]
    fn the_output_inside_the_folder_is_no_input() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("out")).unwrap();
        std::fs::write(root.path().join("out/1.txt"), "x").unwrap();
        std::fs::write(root.path().join("p.html"), "x").unwrap();
        let out = root.path().join("out").canonicalize().unwrap();
        assert_eq!(names(root.path(), &[out]), ["p.html"]);
        let parts = root.path().canonicalize().unwrap().join("out/{part}.txt");
        std::fs::write(root.path().join("out/00007.txt"), "x").unwrap();
        assert_eq!(names(root.path(), &[parts]), ["out/1.txt", "p.html"]);
    }
}
