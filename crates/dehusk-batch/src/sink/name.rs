//! File names made of ids.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::fnv::Fnv;

/// Bytes of an id that go into a name. File systems allow 255 with the ending.
const MAX_BYTES: usize = 120;

/// Endings of pages, which give way to that of the files.
const PAGE_ENDINGS: [&str; 5] = [".html", ".htm", ".xhtml", ".txt", ".md"];

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Gives out file names, each once.
///
/// It remembers how often a name was asked for by a 64-bit hash of the name: a
/// dozen bytes a document, whatever the ids. Names that differ only in case
/// are one name on some file systems, and are one here.
#[derive(Debug)]
pub(crate) struct Names {
    given: HashMap<u64, u32>,
    /// What all names end in.
    ending: &'static str,
}

impl Names {
    pub(crate) fn with_ending(ending: &'static str) -> Self {
        Self { given: HashMap::new(), ending }
    }

    /// Takes up a name that was given out in an earlier run, in the order of it.
    pub(crate) fn take_up(&mut self, name: &str) {
        let stem = name.strip_suffix(self.ending).unwrap_or(name);
        let mut taken = |stem: &str, times: u32| {
            let count = self.given.entry(Fnv::of(stem.to_lowercase().as_bytes())).or_default();
            *count = (*count).max(times);
        };
        taken(stem, 1);
        // `a~3` was asked for as `a`, for the third time.
        if let Some((asked, Ok(times))) = stem.rsplit_once('~').map(|(asked, times)| (asked, times.parse())) {
            taken(asked, times);
        }
    }

    /// The name for the next document with this id: safe, and the same in
    /// every run over the same inputs.
    pub(crate) fn name(&mut self, id: &str) -> String {
        let stem = safe_stem(id);
        let mut candidate = stem.clone();
        loop {
            match self.given.entry(Fnv::of(candidate.to_lowercase().as_bytes())) {
                Entry::Vacant(free) => {
                    free.insert(1);
                    return format!("{candidate}{}", self.ending);
                }
                Entry::Occupied(mut taken) => {
                    *taken.get_mut() += 1;
                    candidate = format!("{stem}~{}", taken.get());
                }
            }
        }
    }
}

/// A name without its ending: letters, digits, `-`, `_` and inner dots.
fn safe_stem(id: &str) -> String {
    let ending = PAGE_ENDINGS.iter().find(|ending| id.to_ascii_lowercase().ends_with(*ending));
    let stem = ending.map_or(id, |ending| &id[..id.len() - ending.len()]);
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' };
    let mut name: String = stem.chars().map(safe).collect();
    if name.len() > MAX_BYTES {
        while name.len() > MAX_BYTES {
            name.pop();
        }
        // What was cut off may be all that tells two ids apart.
        name = format!("{name}-{:016x}", Fnv::of(id.as_bytes()));
    }
    // Hidden files, options of commands, `.` and `..`.
    if name.is_empty() || name.starts_with(['.', '-']) || is_device(&name) {
        name.insert(0, '_');
    }
    name
}

fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let base = base.strip_suffix(|c: char| c.is_ascii_digit()).unwrap_or(&base);
    DEVICES.contains(&base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_ids() {
        for (id, expected) in [
            ("index.html", "index.txt"),
            ("sub/deep/Q.HTM", "sub_deep_Q.txt"),
            ("urn:uuid:1-2", "urn_uuid_1-2.txt"),
            ("größe/世界", "größe_世界.txt"),
            ("pages.jsonl:12", "pages.jsonl_12.txt"),
            ("../../etc/passwd", "_.._.._etc_passwd.txt"),
            ("..", "_...txt"),
            ("", "_.txt"),
            ("-rf", "_-rf.txt"),
            ("CON", "_CON.txt"),
            ("lpt1.x", "_lpt1.x.txt"),
            ("control", "control.txt"),
            ("a\0\u{202e}b\n", "a__b_.txt"),
        ] {
            assert_eq!(Names::with_ending(".txt").name(id), expected, "{id:?}");
        }
    }

    #[test]
    fn every_name_is_given_once() {
        let mut names = Names::with_ending(".txt");
        let ids = ["a", "A", "a", "a~2", "a/b", "a_b", "a.html", "a.htm"];
        let mut given: Vec<_> = ids.iter().map(|id| names.name(id).to_lowercase()).collect();
        assert_eq!(given[..3], ["a.txt", "a~2.txt", "a~3.txt"]);
        given.sort();
        given.dedup();
        assert_eq!(given.len(), ids.len());
    }

    #[test]
    fn long_ids_are_cut_and_told_apart() {
        let (one, two) = ("é".repeat(400) + "1", "é".repeat(400) + "2");
        let mut names = Names::with_ending(".txt");
        let (one, two) = (names.name(&one), names.name(&two));
        assert_ne!(one, two);
        assert!(one.len() < 160 && !one.contains('~'));
    }
}
