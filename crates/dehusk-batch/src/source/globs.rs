//! Which files of folders and entries of archives are read.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use thiserror::Error;

/// Which files of folders and entries of archives are read: those that an
/// include names and no exclude names; all where there is no include.
///
/// A glob is matched with the path in the folder or archive, `/` between its
/// parts. `*` and `?` match no `/`, `**` does; `[a-z]` and `{a,b}` are known.
/// A glob without `/` names files at any depth, one with `/` is anchored at the
/// folder that was named, as in `.gitignore`. A glob that names a folder or an
/// archive names all in it.
///
/// Files that were named themselves are always read.
#[derive(Debug, Clone, Default)]
pub struct Globs {
    include: Option<GlobSet>,
    exclude: GlobSet,
}

/// A glob that is none; the message quotes it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct GlobError(String);

impl Globs {
    /// Globs from their patterns.
    ///
    /// # Errors
    ///
    /// Where a pattern is none.
    pub fn new<P: AsRef<str>>(include: &[P], exclude: &[P]) -> Result<Self, GlobError> {
        let include = (!include.is_empty()).then(|| set(include)).transpose()?;
        Ok(Self { include, exclude: set(exclude)? })
    }

    /// Whether all is let through.
    pub(super) fn is_empty(&self) -> bool {
        self.include.is_none() && self.exclude.is_empty()
    }

    /// Whether the file at `path` is read.
    pub(super) fn admit(&self, path: &str) -> bool {
        self.include.as_ref().is_none_or(|include| include.is_match(path)) && !self.exclude.is_match(path)
    }

    /// Whether something in an archive at `path` may be read. Like a folder, an
    /// archive need not be named for that: what is in it is.
    pub(super) fn admit_in(&self, path: &str) -> bool {
        !self.exclude.is_match(path)
    }
}

fn set<P: AsRef<str>>(patterns: &[P]) -> Result<GlobSet, GlobError> {
    let none = |error: globset::Error| GlobError(error.to_string());
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let pattern = pattern.as_ref();
        let path = pattern.trim_end_matches('/');
        let anchored = match path.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None if path.contains('/') => path.to_owned(),
            None => format!("**/{path}"),
        };
        for glob in [format!("{anchored}/**"), anchored] {
            set.add(
                GlobBuilder::new(&glob)
                    .literal_separator(true)
                    .backslash_escape(true)
                    .build()
                    .map_err(none)?,
            );
        }
    }
    set.build().map_err(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_anywhere_and_paths_from_the_root() {
        let globs = Globs::new(&["*.html", "blog/*.txt", "/top.md"], &["draft*", "old/"]).unwrap();
        for path in ["a.html", "x/y/a.html", "blog/a.txt", "top.md"] {
            assert!(globs.admit(path), "{path}");
        }
        for path in ["a.txt", "x/blog/a.txt", "blog/x/a.txt", "x/top.md", "x/draft-1.html", "old/a.html"] {
            assert!(!globs.admit(path), "{path}");
        }
        assert!(Globs::default().admit("anything") && Globs::default().is_empty());
    }

    #[test]
    fn what_names_a_folder_or_archive_names_all_in_it() {
        let globs = Globs::new(&["*.wacz", "blog"], &["x/**/b"]).unwrap();
        assert!(globs.admit("crawl.wacz/archive/data.warc.gz") && globs.admit("sub/blog/2020/a.html"));
        assert!(!globs.admit("blog.html"));
        assert!(!globs.admit("x/y/blog.wacz/b/c.html") || globs.admit("x/blog/c.html"));
        assert!(!globs.admit_in("x/b") && globs.admit_in("pages.tar"));
    }

    #[test]
    fn a_pattern_that_is_none_is_quoted() {
        let error = Globs::new(&["[a"], &[]).unwrap_err();
        assert!(error.to_string().contains("[a"), "{error}");
    }
}
