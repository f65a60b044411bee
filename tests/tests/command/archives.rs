//! `dehusk run` on archives, sound and hostile, MHTML, and with globs.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::binary::dehusk;
use super::extract::PAGE;
use super::run::Counts;
use super::workplace::Workplace;

/// An entry's name and bytes.
type Entry = (String, Vec<u8>);

/// As many pages, each with a word of its own.
fn pages(count: usize) -> Vec<Entry> {
    let page =
        |n: usize| PAGE.replace("</main>", &format!("<p>This is the page of number {n} in the book.</p>"));
    (0..count).map(|n| (format!("blog/{n:05}.html"), page(n).into_bytes())).collect()
}

fn tar(entries: &[Entry]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, &**bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip(entries: &[Entry]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The same entries in every archive that is read.
fn archives(entries: &[Entry]) -> [(&'static str, Vec<u8>); 4] {
    let zst = zstd::encode_all(&tar(entries)[..], 1).unwrap();
    [("x.tar", tar(entries)), ("x.tar.gz", gzip(&tar(entries))), ("x.tar.zst", zst), ("x.zip", zip(entries))]
}

fn field(rows: &[Value], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].as_str().unwrap().to_owned()).collect()
}

/// A run over these files in one folder, and how it ended: the rows that it
/// kept, and those that it did not, by the file that they are of.
struct Sifted {
    kept: Vec<Value>,
    lost: BTreeMap<String, Vec<Value>>,
}

fn sift(files: &[Entry]) -> Sifted {
    let place = Workplace::new();
    fs::create_dir(place.path("in")).unwrap();
    for (name, bytes) in files {
        place.write(&format!("in/{name}"), bytes);
    }
    let ended = place.run(&["in", "-o", "out.jsonl", "--drops", "drops.jsonl"]);
    assert!(matches!(ended.code, 0 | 3), "{}", ended.stderr);
    let counts = Counts::of(ended.stderr.as_bytes());
    let kept = place.rows("out.jsonl");
    assert_eq!(counts.kept, kept.len() as u64);
    let mut lost = BTreeMap::<_, Vec<_>>::new();
    for row in place.rows("drops.jsonl") {
        let file = row["input"].as_str().unwrap().trim_start_matches("in/");
        lost.entry(file.split("!/").next().unwrap().to_owned()).or_default().push(row);
    }
    Sifted { kept, lost }
}

#[test]
fn every_archive_of_the_same_pages_gives_the_same_records() {
    let (place, entries) = (Workplace::new(), pages(20));
    fs::create_dir_all(place.path("folder/blog")).unwrap();
    for (name, bytes) in &entries {
        place.write(&format!("folder/{name}"), bytes);
    }
    place.run_well(&["folder", "-o", "folder.jsonl"]);
    let expected = place.bytes("folder.jsonl");
    for (name, bytes) in archives(&entries) {
        place.write(name, &bytes);
        for jobs in ["1", "4"] {
            place.run_well(&[name, "-o", "out.jsonl", "-j", jobs]);
            assert_eq!(place.bytes("out.jsonl"), expected, "{name}");
        }
        let piped = dehusk().args(["run", "-", "-o", "-", "-q"]).write_stdin(bytes).assert().success();
        assert_eq!(piped.get_output().stdout, expected, "{name}");
    }
}

#[test]
fn dumps_in_archives_in_folders_are_named_by_their_way() {
    let place = Workplace::new();
    fs::create_dir(place.path("in")).unwrap();
    let line = serde_json::json!({"html": PAGE}).to_string().into_bytes();
    let inner =
        zip(&[("pages.jsonl.gz".to_owned(), gzip(&line)), ("bad.jsonl".to_owned(), b"no json".to_vec())]);
    place.write("in/crawl.tgz", gzip(&tar(&[("inner.zip".to_owned(), inner)])));
    let ended = place.run(&["in", "-o", "out.jsonl", "--drops", "drops.jsonl"]);
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("in/crawl.tgz!/inner.zip!/bad.jsonl:1 (byte 0)"), "{}", ended.stderr);
    assert_eq!(field(&place.rows("out.jsonl"), "id"), ["crawl.tgz!/inner.zip!/pages.jsonl.gz:1"]);
}

#[test]
fn a_saved_page_has_its_url() {
    let place = Workplace::new();
    let encoded = PAGE.replace('=', "=3D");
    let saved = format!(
        "From: <Saved>\r\nSnapshot-Content-Location: https://example.org/mill\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n\r\n--b\r\n\
         Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{encoded}\r\n--b--\r\n"
    );
    place.write("page.mhtml", saved);
    place.write("page.html", PAGE);
    place.run_well(&["page.mhtml", "page.html", "-o", "out.jsonl"]);
    let rows = place.rows("out.jsonl");
    assert_eq!(rows[0]["url"], "https://example.org/mill");
    assert_eq!((&rows[0]["text"], &rows[0]["title"]), (&rows[1]["text"], &rows[1]["title"]));
}

#[test]
fn globs_choose_files_and_entries() {
    let place = Workplace::new();
    fs::create_dir_all(place.path("in/old")).unwrap();
    let entry = |name: &str| (name.to_owned(), PAGE.as_bytes().to_vec());
    place.write("in/site.zip", zip(&[entry("a.html"), entry("a.txt"), entry("draft.html")]));
    for name in ["b.html", "b.txt", "old/c.html"] {
        place.write(&format!("in/{name}"), PAGE);
    }
    let ids = |args: &[&str]| {
        place.run_well(&[&["in", "-o", "out.jsonl"], args].concat());
        field(&place.rows("out.jsonl"), "id")
    };
    assert_eq!(
        ids(&["--include", "*.html", "--exclude", "draft*", "--exclude", "old"]),
        ["b.html", "site.zip!/a.html"]
    );
    assert_eq!(ids(&["--include", "*.zip"]).len(), 3);
    assert_eq!(ids(&["--exclude", "*.zip"]), ["b.html", "b.txt", "old/c.html"]);
    let none = place.run(&["in", "-o", "out.jsonl", "--include", "*.pdf", "--exclude", "*.zip"]);
    assert!(none.code == 3 && none.stderr.contains("no file that is included"), "{}", none.stderr);
    let wrong = place.run(&["in", "-o", "out.jsonl", "--include", "[a"]);
    wrong.is_usage("[a");
}

#[test]
fn a_cut_archive_is_told_wherever_it_was_cut() {
    let entries = pages(8);
    let mut files = Vec::new();
    for (name, bytes) in archives(&entries) {
        for sixteenth in 1..16 {
            files.push((format!("{sixteenth:02}-{name}"), bytes[..bytes.len() * sixteenth / 16].to_vec()));
        }
    }
    let Sifted { kept, lost } = sift(&files);
    for (name, _) in &files {
        let told = lost.get(name).unwrap_or_else(|| panic!("{name} was cut in silence"));
        assert!(told.iter().any(|row| row["outcome"] == "failed"), "{told:?}");
    }
    // What stands before the cut is there.
    assert!(field(&kept, "id").iter().any(|id| id.starts_with("15-x.tar!/")));
    assert!(kept.iter().all(|row| row["title"] == "The tide mill"));
}

#[test]
fn of_an_archive_with_checksums_a_page_comes_whole_or_not_at_all() {
    let entries = pages(6);
    let whole = sift(&[("x.zip".to_owned(), zip(&entries))]);
    let texts = field(&whole.kept, "text");
    let mut files = Vec::new();
    for (name, bytes) in &archives(&entries)[1..] {
        // Every place once, whatever the archive's size; each bit in its turn.
        for n in 0..150 {
            let mut flipped = bytes.clone();
            flipped[bytes.len() * n / 150] ^= 1 << (n % 8);
            files.push((format!("{n:03}-{name}"), flipped));
        }
    }
    let sifted = sift(&files);
    for row in &sifted.kept {
        let (id, text) = (row["id"].as_str().unwrap(), row["text"].as_str().unwrap());
        let is_zip = id.split("!/").next().is_some_and(|archive| archive.strip_suffix(".zip").is_some());
        // A stream's checksum comes behind all its pages, so that only the zip
        // can promise it.
        assert!(!is_zip || texts.iter().any(|whole| whole == text), "{id}");
    }
    let told = |name: &str| sifted.lost.contains_key(name);
    // Bits that say nothing of the content, in the header and behind the last block,
    // are nothing to tell of.
    let unpacked = tar(&entries);
    let says_something = |(name, bytes): &&(String, Vec<u8>)| {
        let mut content = Vec::new();
        let read = MultiGzDecoder::new(&**bytes).read_to_end(&mut content);
        name.ends_with(".tar.gz") && (read.is_err() || content != unpacked)
    };
    let silent: Vec<_> =
        files.iter().filter(says_something).map(|(name, _)| name).filter(|name| !told(name)).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn mutated_archives_never_end_a_run() {
    let inner = tar(&pages(2));
    let mut entries = pages(3);
    entries.push(("inner.tar".to_owned(), inner));
    entries.push(("lines.jsonl".to_owned(), serde_json::json!({"html": PAGE}).to_string().into_bytes()));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut files = Vec::new();
    for (name, bytes) in archives(&entries) {
        for n in 0..60 {
            let mut bytes = bytes.clone();
            for _ in 0..=random(6) {
                let (from, to) = (random(bytes.len()), random(bytes.len()));
                match random(4) {
                    0 => bytes[from] = random(256) as u8,
                    1 => bytes.truncate(from.max(600)),
                    2 => drop(bytes.drain(from..(from + random(700)).min(bytes.len()))),
                    _ => bytes
                        .splice(to..to, bytes[from..(from + 300).min(bytes.len())].to_vec())
                        .for_each(drop),
                }
            }
            files.push((format!("{n:02}-{name}"), bytes));
        }
    }
    // That the counts add up is checked with every run.
    assert!(!sift(&files).kept.is_empty());
}

#[test]
fn names_lead_nowhere() {
    let place = Workplace::new();
    let names = ["../../out.html", "/etc/passwd.html", "a\u{1b}[2Jb.html", "C:\\x.html", "con.html"];
    let entries: Vec<_> = names.iter().map(|name| ((*name).to_owned(), PAGE.as_bytes().to_vec())).collect();
    for (name, bytes) in archives(&entries) {
        place.write(name, bytes);
        place.run_well(&[name, "-o", &format!("{name}.out")]);
        assert_eq!(
            fs::read_dir(place.path(&format!("{name}.out"))).unwrap().count(),
            names.len() + 2,
            "and the manifest and the list of them"
        );
    }
    assert_eq!(place.names().len(), 8);
}

#[test]
fn ten_thousand_entries_come_in_their_order() {
    let place = Workplace::new();
    let entries: Vec<_> =
        (0..10_000).map(|n| (format!("{n}.txt"), format!("Line {n}.").into_bytes())).collect();
    for (name, bytes) in &archives(&entries)[1..] {
        place.write(name, bytes);
        place.run_well(&[name, "-o", "out.jsonl"]);
        let ids = field(&place.rows("out.jsonl"), "id");
        assert!(ids.iter().eq((0..10_000).map(|n| format!("{n}.txt")).collect::<Vec<_>>().iter()), "{name}");
    }
}

#[test]
fn bombs_and_nests_fail_and_the_rest_comes() {
    let place = Workplace::new();
    let good = ("good.html".to_owned(), PAGE.as_bytes().to_vec());
    // Behind the limit of a record, and of a ratio of more than 1000.
    let bomb = ("bomb.txt".to_owned(), vec![b' '; 100 << 20]);
    place.write("bomb.zip", zip(&[bomb, good.clone()]));
    let mut nest = tar(&[("deepest.html".to_owned(), PAGE.as_bytes().to_vec())]);
    for _ in 0..5 {
        nest = gzip(&tar(&[("x.tar.gz".to_owned(), nest), good.clone()]));
    }
    place.write("nest.tar.gz", nest);
    let ended = place.run(&["bomb.zip", "nest.tar.gz", "-o", "out.jsonl"]);
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("bomb.zip!/bomb.txt"), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("nest.tar.gz!/x.tar.gz!/x.tar.gz!/x.tar.gz: an archive in more than 2 others"),
        "{}",
        ended.stderr
    );
    assert_eq!(place.rows("out.jsonl").len(), 4);
}
