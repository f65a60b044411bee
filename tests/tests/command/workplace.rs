//! A folder to run the command in, and the texts that it is run over.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::binary::dehusk;
use super::run::records;

/// A text as some tool scraped it, with the site's furniture still in it.
pub(crate) const SCRAPE: &str = "The ferry sails again\n\n\
    The ferry to the island sails again from Monday, after eleven weeks in the yard at the head of the bay.\n\n\
    Follow us on Facebook\n\n\
    Its new engine burns half of what the old one did, says the captain, and it no longer shakes the cups off the shelf.\n\n\
    Recent Posts\n\n\
    Harbour dues to rise in spring\n\n\
    The last lamp keeper of the coast\n";

/// A folder to run the command in.
pub(crate) struct Workplace {
    folder: TempDir,
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stderr: String,
}

impl Ended {
    /// It found wrong usage, and says so.
    pub(crate) fn is_usage(&self, part: &str) {
        assert_eq!(self.code, 2, "{}", self.stderr);
        assert!(self.stderr.contains(part), "{part:?} is not in\n{}", self.stderr);
    }
}

impl Workplace {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    /// The folder itself.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A JSONL file of these objects.
    pub(crate) fn write_lines(&self, name: &str, lines: &[Value]) {
        let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
        self.write(name, lines.join("\n") + "\n");
    }

    /// `dehusk run` with these arguments, in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        let output = dehusk().current_dir(self.folder.path()).arg("run").args(args).output().unwrap();
        assert!(output.stdout.is_empty(), "standard output carries data only");
        let code = output.status.code().expect("it ends by itself");
        Ended { code, stderr: String::from_utf8(output.stderr).unwrap() }
    }

    /// The same, where nothing may go wrong.
    pub(crate) fn run_well(&self, args: &[&str]) -> String {
        let ended = self.run(args);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.stderr
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn rows(&self, name: &str) -> Vec<Value> {
        records(&self.path(name))
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&self.bytes(name)).unwrap()
    }

    /// Names of what is in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// A sound line.
pub(crate) fn line(id: &str, text: &str) -> Value {
    json!({"id": id, "text": text, "url": format!("https://example.org/{id}")})
}
