//! Bytes to text, held against packs of pages in every encoding of the web:
//! made pages by what they say of themselves, all labels, html5lib's cases and
//! the tables of `encoding_rs`.
//!
//! The packs are third-party texts and not part of the repository; a checkout
//! without them skips these suites and says so.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use dehusk_dom::{Decoded, EncodingSource, NodeId, ParseOptions, decode, parse};
use dehusk_tests::shared_dir;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
struct MadePage {
    file: String,
    tier: String,
    encoding: String,
    lang: String,
    header: Option<String>,
    /// Each of these stands in the page.
    text: Vec<String>,
}

/// Classes of made pages that are read otherwise, and why that is right.
const READ_OTHERWISE: &[(&str, &str, &str)] = &[(
    "ISO-8859-16",
    "ron_2006",
    "undeclared, the bytes are those of windows-1250 with cedillas for commas, which is a hundred times as common",
)];

/// A page of a tier that is not here counts as one that declares its encoding.
const DETECTED: &[&str] = &["detect", "detect_late", "detect_short"];

#[test]
fn made_pages_hold_their_text() {
    let Some(pages) = lines::<MadePage>("encoding_gen/manifest.jsonl") else { return };
    let mut tiers: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for page in &pages {
        let bytes = fs::read(pack("encoding_gen/files").join(&page.file)).expect("a page of the manifest");
        let decoded = decode(&bytes, page.header.as_deref().and_then(charset));
        let (right, all) = tiers.entry(&page.tier).or_default();
        *all += 1;
        if holds(&decoded, &page.text) {
            *right += 1;
        } else if !is_read_otherwise(page) {
            wrong.push(format!("{}: {} by {:?}", page.file, decoded.encoding, decoded.source));
        }
    }
    eprintln!("pages with all of their text, by tier: {tiers:?}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn is_read_otherwise(page: &MadePage) -> bool {
    let class = READ_OTHERWISE.iter().any(|class| (class.0, class.1) == (&page.encoding, &page.lang));
    class && DETECTED.contains(&page.tier.as_str())
}

/// Whether the text that a reader sees holds all of `texts`.
fn holds(decoded: &Decoded<'_>, texts: &[String]) -> bool {
    let dom = parse(&*decoded.text, &ParseOptions::default());
    let seen = folded(&dom.text_content(NodeId::DOCUMENT));
    texts.iter().all(|text| seen.contains(&folded(text)))
}

fn folded(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn charset(content_type: &str) -> Option<&str> {
    content_type.split_once("charset=").map(|(_, charset)| charset)
}

#[derive(Deserialize)]
struct Label {
    label: String,
    name: String,
}

#[test]
fn labels_name_their_encodings() {
    let Some(labels) = lines::<Label>("encoding_labels/labels.jsonl") else { return };
    for Label { label, name } in labels {
        let decoded = decode(b"<p>x", Some(&label));
        assert_eq!((decoded.encoding, decoded.source), (name.as_str(), EncodingSource::Transport), "{label}");
        let within = match name.as_str() {
            "UTF-16LE" | "UTF-16BE" => "UTF-8",
            "x-user-defined" => "windows-1252",
            name => name,
        };
        let page = format!("<meta charset='{label}'>");
        assert_eq!(decode(page.as_bytes(), None).encoding, within, "{label}");
    }
}

#[derive(Deserialize)]
struct Html5lib {
    id: String,
    data_b64: String,
    encoding: String,
}

/// Cases of html5lib that come out otherwise: what comes out, and why.
const HTML5LIB_OTHERWISE: &[(&str, &str, &str)] = &[
    ("test-yahoo-jp.dat#1", "UTF-8", "declares EUC-JP, but its bytes are UTF-8"),
    ("tests1.dat#55", "", "in a script; the parser would not see it either"),
    ("tests1.dat#56", "", "in a script; the parser would not see it either"),
    ("tests1.dat#57", "", "in a style; the parser would not see it either"),
];

#[test]
fn html5lib_declarations_are_found() {
    let Some(cases) = lines::<Html5lib>("html5lib/encoding.jsonl") else { return };
    let mut wrong = Vec::new();
    for Html5lib { id, data_b64, encoding } in cases {
        let bytes = from_base64(&data_b64);
        let decoded = decode(&bytes, None);
        let found = if decoded.source == EncodingSource::Detector { "" } else { decoded.encoding };
        let otherwise = HTML5LIB_OTHERWISE.iter().find(|case| case.0 == id);
        let right = match otherwise {
            Some(&(_, "", _)) => found.is_empty(),
            Some(&(_, name, _)) => decoded.encoding == name,
            // What the cases call undeclared.
            None if encoding.eq_ignore_ascii_case("windows-1252") => {
                found.is_empty() || found == "windows-1252"
            }
            None => found == decode(b"", Some(&encoding)).encoding,
        };
        if !right {
            wrong.push(format!("{id}: {encoding} expected, {} by {:?}", decoded.encoding, decoded.source));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn from_base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for digit in text.bytes().filter_map(|byte| DIGITS.iter().position(|&digit| digit == byte)) {
        (bits, held) = (bits << 6 | digit as u32, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

/// Tables of bytes, of what they decode to, and in what encoding.
const TABLES: &[(&str, &str, &str)] = &[
    ("big5_in", "big5_in_ref", "big5"),
    ("big5_out_ref", "big5_out", "big5"),
    ("euc_kr_in", "euc_kr_in_ref", "euc-kr"),
    ("euc_kr_out_ref", "euc_kr_out", "euc-kr"),
    ("gb18030_in", "gb18030_in_ref", "gb18030"),
    ("gb18030_out_ref", "gb18030_out", "gb18030"),
    ("iso_2022_jp_in", "iso_2022_jp_in_ref", "iso-2022-jp"),
    ("jis0208_in", "jis0208_in_ref", "euc-jp"),
    ("jis0212_in", "jis0212_in_ref", "euc-jp"),
    ("shift_jis_in", "shift_jis_in_ref", "shift_jis"),
];

#[test]
fn tables_decode_line_by_line() {
    let folder = pack("encoding_rs_tables");
    if !folder.exists() {
        eprintln!("skipped: no encoding_rs_tables here");
        return;
    }
    for (bytes, text, encoding) in TABLES {
        let bytes = fs::read(folder.join(bytes).with_extension("txt")).expect("a table of bytes");
        let text = fs::read_to_string(folder.join(text).with_extension("txt")).expect("a table of text");
        // Each by itself, since a table of all that is odd is odd as a page; and
        // those that are UTF-8 by chance are read as UTF-8, whatever the label.
        let is_utf8 = |line: &[u8]| !line.is_ascii() && std::str::from_utf8(line).is_ok();
        let lines = bytes.split(|&byte| byte == b'\n').zip(text.split('\n'));
        let wrong = lines
            .filter(|(line, _)| !is_utf8(line))
            .find(|(line, expected)| decode(line, Some(encoding)).text != *expected);
        assert_eq!(wrong, None, "{encoding}");
    }
}

/// Whatever the bytes, the text comes in time that grows with their number.
#[test]
fn any_bytes_decode() {
    let parts: [&[u8]; 12] = [
        b"<",
        b"<meta ",
        b"<!--",
        b"<!-->",
        b"<script>",
        b"<a b='",
        b"\xE9",
        b"\x80a",
        b"\xC3\xA9\xFF",
        b"\0",
        b"\x1B$B",
        b"\xFF                    ",
    ];
    for part in parts {
        let bytes = part.repeat((8 << 20) / part.len());
        for transport in [None, Some("utf-8"), Some("gbk"), Some("utf-16"), Some("windows-1252")] {
            assert!(!decode(&bytes, transport).text.is_empty(), "{part:?} as {transport:?}");
        }
    }
}

fn pack(path: &str) -> PathBuf {
    shared_dir().join("packs").join(path)
}

/// The records of a pack; nothing where it is not here.
fn lines<Record: DeserializeOwned>(path: &str) -> Option<Vec<Record>> {
    let Ok(text) = fs::read_to_string(pack(path)) else {
        eprintln!("skipped: no {path} here");
        return None;
    };
    let records: Vec<Record> =
        text.lines().map(|line| serde_json::from_str(line).expect("a line is a record")).collect();
    assert!(!records.is_empty(), "{path} holds no record");
    Some(records)
}
