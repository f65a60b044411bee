//! WARCs that the suite writes itself.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// All types of records, and one that there is not.
const TYPES: [&str; 9] = [
    "warcinfo",
    "request",
    "response",
    "metadata",
    "revisit",
    "resource",
    "conversion",
    "continuation",
    "annotation",
];

/// Heads of responses, and what their bodies are encoded by.
const RESPONSES: [(&str, Coding); 5] = [
    ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", Coding::None),
    ("HTTP/1.0 200\r\n\r\n", Coding::None),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", Coding::Chunks),
    (
        "HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n",
        Coding::Gzip,
    ),
    ("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n", Coding::None),
];

#[derive(Clone, Copy)]
enum Coding {
    None,
    Chunks,
    Gzip,
}

/// Files with their names: the same dump in every container, and odd ones.
pub(crate) fn files() -> Vec<(&'static str, Vec<u8>)> {
    let records = dump();
    let mut files = vec![
        ("plain", records.concat()),
        ("a member a record", records.iter().flat_map(|record| gzip(record)).collect()),
        ("a member for two records", records.chunks(2).flat_map(|two| gzip(&two.concat())).collect()),
        ("one member for all", gzip(&records.concat())),
        ("a frame a record", records.iter().flat_map(|record| zstd(record)).collect()),
    ];
    files.extend(
        odd().into_iter().map(|(name, [first, second])| (name, [first, second].concat().into_bytes())),
    );
    files
}

/// Records of all types, with blocks of none to many bytes, some of which look like
/// the end or the beginning of a record.
fn dump() -> Vec<Vec<u8>> {
    let blocks = ["", "\r\n\r\n", "WARC/1.0\r\n\r\n", "one\r\n\r\nWARC", "words of the page\r\n"];
    let lengths = [1, 7, 100, 5_000];
    let mut records = Vec::new();
    for number in 0..180 {
        let block = blocks[number % blocks.len()].repeat(lengths[number / blocks.len() % lengths.len()]);
        let kind = TYPES[number % TYPES.len()];
        let block = if kind == "response" { response(number, block) } else { block.into_bytes() };
        let content_type =
            if kind == "response" { "application/http;msgtype=response" } else { "text/plain" };
        let version = ["1.0", "1.1"][number % 2];
        let head = format!(
            "WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n\
             WARC-Date: 2024-05-01T00:00:00Z\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        records.push([head.as_bytes(), &block, b"\r\n\r\n"].concat());
    }
    records
}

fn response(number: usize, body: String) -> Vec<u8> {
    let (head, coding) = RESPONSES[number / TYPES.len() % RESPONSES.len()];
    let body = match coding {
        Coding::None => body.into_bytes(),
        Coding::Chunks => chunks(body.as_bytes()),
        Coding::Gzip => gzip(body.as_bytes()),
    };
    [head.as_bytes(), &body].concat()
}

fn chunks(body: &[u8]) -> Vec<u8> {
    let mut chunks = Vec::new();
    for chunk in body.chunks(1_000) {
        chunks.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        chunks.extend_from_slice(chunk);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    chunks
}

/// Two records each, the first of which is odd.
fn odd() -> Vec<(&'static str, [String; 2])> {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Rain over the fells.</p>";
    let length = page.len();
    let usual = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:a>\r\nWARC-Target-URI: http://example.org/\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{page}\r\n\r\n"
    );
    let second = usual.replace("urn:uuid:a", "urn:uuid:b");
    let changed = |from: &str, to: &str| {
        assert!(usual.contains(from), "{from}");
        [usual.replace(from, to), second.clone()]
    };
    let length_line = format!("Content-Length: {length}\r\n");
    let lines_end_in_line_feeds = |record: &String| {
        let (head, block) = record.split_once("\r\n\r\n").unwrap();
        format!("{}\n\n{}\n\n", head.replace("\r\n", "\n"), block.trim_end_matches("\r\n"))
    };
    vec![
        ("folded lines", changed("<urn:uuid:a>", "\r\n <urn:uuid:a>")),
        (
            "a folded line that looks like a field",
            changed("WARC-Target", "X-Note: folded,\r\n\tContent-Length: 3\r\nWARC-Target"),
        ),
        (
            "mixed-case names",
            changed("WARC-Type", "warc-type").map(|one| one.replace("Content-Length", "CONTENT-LENGTH")),
        ),
        ("no line breaks behind a record", changed("fells.</p>\r\n\r\n", "fells.</p>")),
        ("one line break behind a record", changed("fells.</p>\r\n\r\n", "fells.</p>\r\n")),
        ("many line breaks behind a record", changed("fells.</p>\r\n\r\n", "fells.</p>\r\n\r\n\r\n\r\n\r\n")),
        ("no line breaks at the end", [usual.clone(), second.trim_end().to_owned()]),
        (
            "no bytes in a record",
            [usual.replace(&length_line, "Content-Length: 0\r\n").replace(page, ""), second.clone()],
        ),
        ("line feeds alone", [&usual, &second].map(lines_end_in_line_feeds)),
        ("spaces around a length", changed(&length_line, &format!("Content-Length: \t {length} \t\r\n"))),
        ("spaces before a colon", changed("Content-Length:", "Content-Length :")),
        ("no space behind a colon", changed("Content-Length: ", "Content-Length:")),
        ("a length with zeros before it", changed(&length_line, &format!("Content-Length: 000{length}\r\n"))),
        ("an id without brackets", changed("<urn:uuid:a>", "urn:uuid:a")),
        ("a line without a colon", changed("WARC-Target", "no field\r\nWARC-Target")),
        (
            "a field of letters beyond ASCII",
            changed("http://example.org/", "http://example.org/r\u{e9}sum\u{e9}"),
        ),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}
