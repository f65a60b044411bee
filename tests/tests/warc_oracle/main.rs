//! Sound WARCs are read as `fastwarc` reads them: the same records, with the same
//! ids, at the same offsets, of the same bytes, and the same pages in them. What
//! becomes of damaged ones is ours alone: it ends at the first error (decision 20).

mod readers;
mod written;

use std::fs;
use std::path::Path;

use dehusk_tests::{corpus_dir, is_full, sample, shared_dir};

use readers::{Reading, ours, theirs};

/// Bytes of the largest data set that is read in a run that is not full.
const MAX_SET_BYTES: u64 = 3 << 20;

/// Files that the two read in different ways, and why.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "mixed-case names",
        "names of fields have no case (WARC 1.1, section 4); fastwarc knows one spelling and reads a length of 0",
    ),
    (
        "chatnoir-resiliparse__clipped.warc.gz",
        "cut in its only record: for us a failure, for fastwarc a record of the bytes that are there",
    ),
];

/// Where the two differ, in words; nothing where they do not.
fn difference(name: &str, bytes: &[u8]) -> Option<String> {
    let (ours, theirs) = (ours(name, bytes.to_vec()), theirs(bytes));
    if let Some(error) = ours.error.as_ref().or(theirs.error.as_ref()) {
        return Some(error.clone());
    }
    let [count, expected] = [&ours, &theirs].map(|reading: &Reading| reading.records.len());
    if count != expected {
        return Some(format!("{count} records, and by fastwarc {expected}"));
    }
    let mut member = None;
    for (number, (ours, theirs)) in ours.records.iter().zip(&theirs.records).enumerate() {
        // Of a record that does not begin its member there is no offset to seek to.
        // Ours is the member's; fastwarc's is where it had read up to.
        let begins_member = member.replace(ours.offset) != Some(ours.offset);
        if let Some(what) = ours.differs_from(theirs, begins_member) {
            return Some(format!("record {number}: {what}"));
        }
    }
    None
}

/// Whether the two agree on a file, but for those of which it is known.
fn is_as_known(name: &str, bytes: &[u8]) -> bool {
    let difference = difference(name, bytes);
    let known = DIFFERENT.iter().find(|(different, _)| *different == name);
    match (&difference, known) {
        (Some(difference), None) => println!("{name}: {difference}"),
        (None, Some((_, reason))) => println!("{name}: no difference, but the table says: {reason}"),
        _ => {}
    }
    difference.is_some() == known.is_some()
}

#[test]
fn what_was_written_is_read_as_fastwarc_reads_it() {
    let files = written::files();
    let wrong: Vec<_> =
        files.iter().filter(|(name, bytes)| !is_as_known(name, bytes)).map(|(name, _)| name).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_sample_is_read_as_fastwarc_reads_it() {
    let bytes = fs::read(sample::path(&corpus_dir())).unwrap();
    assert!(is_as_known("sample.warc.gz", &bytes));
}

/// Files of other projects, odd ones most of them.
#[test]
fn files_of_others_are_read_as_fastwarc_reads_them() {
    let Ok(folder) = fs::read_dir(shared_dir().join("packs/warc")) else { return };
    let paths = folder.map(|entry| entry.unwrap().path());
    let is_warc = |name: &str| [".warc", ".warc.gz", ".warc.zst"].iter().any(|ending| name.ends_with(ending));
    let wrong: Vec<_> = paths
        .filter(|path| is_warc(&name(path)))
        .filter(|path| !is_as_known(&name(path), &fs::read(path).unwrap()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn data_sets_are_read_as_fastwarc_reads_them() {
    let Ok(folder) = fs::read_dir(shared_dir().join("data")) else { return };
    for entry in folder {
        let path = entry.unwrap().path().join("pages.warc.gz");
        let Ok(metadata) = fs::metadata(&path) else { continue };
        if is_full() || metadata.len() <= MAX_SET_BYTES {
            assert!(is_as_known(&name(&path), &fs::read(&path).unwrap()), "{}", path.display());
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
