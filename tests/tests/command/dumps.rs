//! Dumps as archives write them, sound and damaged: what comes out of WARC, and
//! what a bad record costs its neighbours.

use std::io::Write as _;

use dehusk_tests::hostile::CLASSES;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::extract::PAGE;
use super::run::Counts;
use super::workplace::{SCRAPE, Workplace};

/// A WARC record.
fn record(kind: &str, number: usize, media_type: &str, block: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{number}>\r\n\
         WARC-Target-URI: https://example.org/{number}\r\nContent-Type: {media_type}\r\n\
         Content-Length: {}\r\n\r\n",
        block.len()
    );
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A response with a page.
fn response(number: usize, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n");
    record("response", number, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn frame(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn bodies_are_decoded_whatever_their_encoding() {
    let place = Workplace::new();
    let page = PAGE.as_bytes();
    let records = [
        response(0, "", page),
        response(1, "Content-Encoding: gzip\r\n", &gzip(page)),
        response(2, "Content-Encoding: zstd\r\n", &frame(page)),
        response(3, "Content-Encoding: gzip, zstd\r\n", &frame(&gzip(page))),
        response(4, "Content-Encoding: br\r\n", page),
    ];
    place.write("dump.warc", records.concat());
    place.run_well(&["dump.warc", "-o", "out.jsonl"]);
    let rows = place.rows("out.jsonl");
    assert_eq!(ids(&rows), ["urn:0", "urn:1", "urn:2", "urn:3", "urn:4"]);
    assert!(rows.iter().all(|row| row["text"] == rows[0]["text"]));
}

#[test]
fn a_broken_frame_costs_one_record_and_is_named() {
    let place = Workplace::new();
    let mut frames: Vec<_> = (0..20).map(|number| frame(&response(number, "", PAGE.as_bytes()))).collect();
    let middle = frames[7].len() / 2;
    frames[7][middle] ^= 0x20;
    let at: usize = frames[..7].iter().map(Vec::len).sum();
    place.write("dump.warc.zst", frames.concat());
    let ended = place.run(&["dump.warc.zst", "-o", "out.jsonl"]);
    assert_eq!(ended.code, 3);
    assert!(
        ended.stderr.contains(&format!("dump.warc.zst (byte {at}): broken zstd frame")),
        "{}",
        ended.stderr
    );
    let counts = Counts::of(ended.stderr.as_bytes());
    assert_eq!(counts, Counts { read: 20, kept: 19, dropped: 0, failed: 1 });
}

#[test]
fn what_others_made_of_pages_is_read_on_request() {
    let place = Workplace::new();
    let dump = [
        record("warcinfo", 0, "application/warc-fields", b"software: a crawler\r\n"),
        record("conversion", 1, "text/plain", SCRAPE.as_bytes()),
        record("metadata", 2, "application/json", b"{}"),
    ];
    place.write("dump.warc.wet.gz", gzip(&dump.concat()));
    let summary = place.run_well(&["dump.warc.wet.gz", "-o", "out.jsonl"]);
    assert!(place.rows("out.jsonl").is_empty());
    assert!(summary.contains("1 conversion records (WET); --wet reads them"), "{summary}");
    assert!(summary.contains("1 metadata records (WAT)"), "{summary}");

    let args = ["dump.warc.wet.gz", "-o", "out.jsonl", "--wet", "--report", "report.json"];
    let summary = place.run_well(&args);
    assert!(!summary.contains("WET"), "{summary}");
    assert_eq!(place.rows("out.jsonl")[0]["title"], "The ferry sails again");
    let records = &place.json("report.json")["records"];
    assert_eq!((&records["kept"], &records["passed_over"]), (&json!(1), &json!(2)));
    assert_eq!(
        (&records["passed_over_conversions"], &records["passed_over_metadata"]),
        (&json!(0), &json!(1))
    );
}

#[test]
fn hostile_pages_cost_their_neighbours_nothing() {
    let place = Workplace::new();
    let good = |number: usize| {
        let page = PAGE.replace("</main>", &format!("<p>Page {number} has words of its own.</p></main>"));
        response(number, "", page.as_bytes())
    };
    let hostile = CLASSES.iter().map(|class| class.make(16 << 10).into_bytes());
    let broken = [
        response(0, "Content-Encoding: gzip\r\n", &gzip(PAGE.as_bytes())[..60]),
        response(0, "Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\nabc"),
        response(0, "", b"\x89PNG\r\n\x1a\n"),
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 10000000000000\r\n\r\n".to_vec(),
        b"no record at all\r\n".to_vec(),
    ];
    let hostile: Vec<_> = hostile.map(|page| response(0, "", &page)).chain(broken).collect();
    let alone: Vec<u8> = (1..=hostile.len()).flat_map(|number| gzip(&good(number))).collect();
    let among: Vec<u8> =
        (1..).zip(&hostile).flat_map(|(number, bad)| [gzip(bad), gzip(&good(number))].concat()).collect();
    place.write("alone.warc.gz", alone);
    place.write("among.warc.gz", among);
    place.run_well(&["alone.warc.gz", "-o", "alone.jsonl"]);
    let ended = place.run(&["among.warc.gz", "-o", "among.jsonl"]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    assert_eq!(Counts::of(ended.stderr.as_bytes()).read, 2 * hostile.len() as u64);

    let lines = |name: &str| String::from_utf8(place.bytes(name)).unwrap();
    let among = lines("among.jsonl");
    let neighbours: Vec<_> = among.lines().filter(|line| !line.contains(r#""id":"urn:0""#)).collect();
    assert_eq!(neighbours, lines("alone.jsonl").lines().collect::<Vec<_>>());
}
