//! All inputs of a run, one after the other.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::folder::{Folder, Found};
use super::open::{Opening, open, open_file};
use super::page::Origin;
use super::{Conversions, Pulled, Source};
use crate::stream::Backing;
use crate::{InputError, InputErrorCause, InputLimits};

/// The name that stands for the standard input.
const STDIN: &str = "-";

/// All inputs of a run, one after the other: files, the files of folders, and
/// `-` for the standard input. Each is opened when its turn comes.
pub(crate) struct Inputs {
    waiting: VecDeque<PathBuf>,
    folder: Option<OpenFolder>,
    file: Option<Box<dyn Source + Send>>,
    /// The input whose turn it is, and what was read before it.
    turn: Turn,
    /// What the run writes, resolved.
    excluded: Vec<PathBuf>,
    limits: InputLimits,
    conversions: Conversions,
    counter: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Turn {
    /// No input is open.
    None,
    /// The input was named, and is to be opened.
    Named(PathBuf, u64),
    /// It is being read.
    Open(u64),
}

struct OpenFolder {
    walk: Folder,
    name: Arc<str>,
    is_empty: bool,
}

impl Inputs {
    /// `written`: the files and folders that the run writes, which are no input
    /// where they stand in a folder that is one.
    pub(crate) fn new(
        paths: &[PathBuf],
        written: &[&Path],
        limits: InputLimits,
        counter: Arc<AtomicU64>,
    ) -> Self {
        Self {
            waiting: paths.iter().cloned().collect(),
            folder: None,
            file: None,
            turn: Turn::None,
            excluded: written.iter().filter_map(|path| path.canonicalize().ok()).collect(),
            limits,
            conversions: Conversions::default(),
            counter,
        }
    }

    /// What is done with the `conversion` records of WARCs.
    pub(crate) fn with_conversions(mut self, conversions: Conversions) -> Self {
        self.conversions = conversions;
        self
    }

    /// Goes on to the next file of the open folder, or closes the folder.
    fn next_of_folder(&mut self, mut folder: OpenFolder) -> Option<Pulled> {
        let Some(found) = folder.walk.next() else {
            let cause = InputErrorCause::EmptyFolder;
            return folder.is_empty.then_some(Pulled::InputFailed(InputError { input: folder.name, cause }));
        };
        folder.is_empty = false;
        self.folder = Some(folder);
        Some(match found {
            Found::Special => Pulled::PassedOver,
            Found::Failed { path, cause } => failed(&path, cause.into()),
            Found::File { path, relative } => self.open(&path, &relative, Origin::Found),
        })
    }

    fn next_of_waiting(&mut self, path: &Path) -> Option<Pulled> {
        if path.is_dir() {
            let walk = Folder::new(path, &self.excluded);
            self.folder = Some(OpenFolder { walk, name: display(path), is_empty: true });
            return None;
        }
        let name = path.file_name().map_or_else(|| display(path), |name| name.to_string_lossy().into());
        Some(self.open(path, &name, Origin::Named))
    }

    fn open(&mut self, path: &Path, id: &str, origin: Origin) -> Pulled {
        let input = display(path);
        let (limits, conversions, counter) = (self.limits, self.conversions, Arc::clone(&self.counter));
        let opened = if origin == Origin::Named && path.as_os_str() == STDIN {
            let opening =
                Opening { input: Arc::clone(&input), id: "stdin", origin, limits, conversions, counter };
            open(Backing::Pipe(Box::new(io::stdin())), opening)
        } else {
            open_file(path, Opening { input: Arc::clone(&input), id, origin, limits, conversions, counter })
        };
        match opened {
            Ok(source) => {
                self.file = Some(source);
                Pulled::Opened(input)
            }
            Err(cause) => Pulled::InputFailed(InputError { input, cause }),
        }
    }
}

impl Source for Inputs {
    fn pull(&mut self) -> Option<Pulled> {
        loop {
            if let Some(file) = &mut self.file {
                match file.pull() {
                    None => self.file = None,
                    pulled => return pulled,
                }
            } else if let Some(folder) = self.folder.take() {
                if let Some(pulled) = self.next_of_folder(folder) {
                    return Some(pulled);
                }
            } else {
                match std::mem::replace(&mut self.turn, Turn::None) {
                    Turn::None => {
                        let path = self.waiting.pop_front()?;
                        let name = display(&path);
                        self.turn = Turn::Named(path, self.counter.load(Ordering::Relaxed));
                        return Some(Pulled::Began(name));
                    }
                    Turn::Named(path, before) => {
                        self.turn = Turn::Open(before);
                        if let Some(pulled) = self.next_of_waiting(&path) {
                            return Some(pulled);
                        }
                    }
                    Turn::Open(before) => {
                        let bytes = self.counter.load(Ordering::Relaxed).saturating_sub(before);
                        return Some(Pulled::Ended { bytes });
                    }
                }
            }
        }
    }
}

fn failed(path: &Path, cause: InputErrorCause) -> Pulled {
    Pulled::InputFailed(InputError { input: display(path), cause })
}

fn display(path: &Path) -> Arc<str> {
    path.to_string_lossy().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Payload;

    fn pulled(paths: &[PathBuf]) -> Vec<String> {
        let mut inputs = Inputs::new(paths, &[], InputLimits::default(), Arc::default());
        std::iter::from_fn(|| inputs.pull())
            .filter_map(|pulled| match pulled {
                Pulled::Opened(_) | Pulled::Began(_) | Pulled::Ended { .. } => None,
                Pulled::Dropped(place, identity, cause) => {
                    assert!(place.input.ends_with(identity.id.as_deref().unwrap()));
                    Some(format!("dropped: {cause}"))
                }
                Pulled::Record(record) => match record.payload {
                    Payload::File { id, .. } => Some(id),
                    other => Some(format!("{other:?}")),
                },
                Pulled::InputFailed(error) => Some(format!("failed: {}", error.cause)),
                other => Some(format!("{other:?}")),
            })
            .collect()
    }

    #[test]
    fn what_cannot_be_read_costs_only_itself() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        std::fs::create_dir_all(path("folder/sub")).unwrap();
        std::fs::create_dir(path("hollow.jsonl")).unwrap();
        for (name, bytes) in [
            ("folder/b.html", &b"<p>b"[..]),
            ("folder/picture.html", b"\x89PNG\r\n"),
            ("folder/sub/a.txt", b"a"),
            ("empty.html", b""),
            ("picture.png", b"\x89PNG\r\n"),
            ("last.html", b"<p>last"),
        ] {
            std::fs::write(path(name), bytes).unwrap();
        }
        let named = ["missing.html", "empty.html", "picture.png", "hollow.jsonl", "folder", "last.html"];
        let got = pulled(&named.map(path));
        assert!(got[0].starts_with("failed: No such file"), "{}", got[0]);
        assert_eq!(
            got[1..],
            [
                "failed: the file is empty",
                "failed: neither text nor a container that is read here (JSONL, WARC; gzip, zstd)",
                "failed: the folder holds no file",
                "b.html",
                "dropped: binary data",
                "sub/a.txt",
                "last.html",
            ]
        );
    }

    #[test]
    fn every_input_begins_and_ends_with_the_bytes_that_it_has() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        std::fs::create_dir(path("folder")).unwrap();
        std::fs::write(path("folder/a.html"), "<p>a").unwrap();
        std::fs::write(path("folder/b.html"), "<p>b b").unwrap();
        std::fs::write(path("c.html"), "<p>c c c").unwrap();
        let paths = ["folder", "missing", "c.html"].map(path);
        let mut inputs = Inputs::new(&paths, &[], InputLimits::default(), Arc::default());
        let mut seen = Vec::new();
        while let Some(pulled) = inputs.pull() {
            match pulled {
                Pulled::Began(name) => seen.push(name.rsplit_once('/').unwrap().1.to_owned()),
                Pulled::Ended { bytes } => seen.push(bytes.to_string()),
                _ => {}
            }
        }
        assert_eq!(seen, ["folder", "10", "missing", "0", "c.html", "8"]);
    }
}
