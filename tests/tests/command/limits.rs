//! What inputs may ask for: what is too large or makes too much is named, and
//! the rest is read.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::run::Counts;
use super::workplace::{SCRAPE, Workplace, line};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A line of JSON with a text of so many bytes, all the same.
fn long_line(bytes: usize) -> String {
    line("long", &"o".repeat(bytes)).to_string() + "\n"
}

#[test]
fn a_size_says_what_is_too_large() {
    let place = Workplace::new();
    let lines = [line("a", SCRAPE).to_string() + "\n", long_line(9_000), line("b", SCRAPE).to_string()];
    place.write("dump.jsonl", lines.concat());
    for (size, code, kept) in [("10K", 0, 3), ("9KB", 3, 2), ("9000", 3, 2), ("1MiB", 0, 3)] {
        let ended = place.run(&["dump.jsonl", "-o", "out.jsonl", "--max-record-bytes", size]);
        assert_eq!((ended.code, Counts::of(ended.stderr.as_bytes()).kept), (code, kept), "{size}");
        assert_eq!(code == 3, ended.stderr.contains("dump.jsonl:2 (byte "), "{size}: {}", ended.stderr);
    }
}

#[test]
fn sizes_that_are_none_are_wrong_usage() {
    let place = Workplace::new();
    place.write("dump.jsonl", line("a", SCRAPE).to_string());
    for (option, value, part) in [
        ("--max-record-bytes", "64 megs", "as in 64M"),
        ("--max-record-bytes", "0", "at least one byte"),
        ("--max-record-bytes", "G", "no number"),
        ("--max-ratio", "0", "--max-ratio"),
        ("--max-ratio", "ten", "--max-ratio"),
    ] {
        place.run(&["dump.jsonl", "-o", "out.jsonl", option, value]).is_usage(part);
    }
}

#[test]
fn a_bomb_costs_only_itself() {
    let place = Workplace::new();
    let sound = |id: &str| line(id, SCRAPE).to_string() + "\n";
    let bomb = long_line(10 << 20);
    let gz = [gzip(sound("a").as_bytes()), gzip(bomb.as_bytes()), gzip(sound("b").as_bytes())];
    let zst = [sound("a"), bomb, sound("b")].map(|text| zstd::encode_all(text.as_bytes(), 3).unwrap());
    place.write("dump.jsonl.gz", gz.concat());
    place.write("dump.jsonl.zst", zst.concat());
    for name in ["dump.jsonl.gz", "dump.jsonl.zst"] {
        let args = [name, "-o", "out.jsonl", "--max-ratio"];
        let ended = place.run(&[&args[..], &["100"]].concat());
        assert_eq!(ended.code, 3, "{}", ended.stderr);
        assert!(ended.stderr.contains(&format!("{name}:2 ")), "{}", ended.stderr);
        assert!(ended.stderr.contains("decompression-bomb"), "{}", ended.stderr);
        assert_eq!(Counts::of(ended.stderr.as_bytes()), Counts { read: 3, kept: 2, dropped: 0, failed: 1 });
        place.run_well(&[&args[..], &["100000"]].concat());
    }
}
