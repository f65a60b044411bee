use std::io::Write;

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipWriter};

use super::super::tests::{gzip, pulled, zip};

const PAGES: &[(&str, &[u8])] = &[("a.html", &[b'a'; 700]), ("b.html", b"<p>b"), ("c.html", b"<p>c")];

/// Where the header of an entry in the directory begins.
fn listed(bytes: &[u8], number: usize) -> usize {
    bytes.windows(4).enumerate().filter(|(_, window)| *window == b"PK\x01\x02").nth(number).unwrap().0
}

#[test]
fn every_method_is_read_and_others_are_named() {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let zstd = zstd::encode_all(&b"<p>x"[..], 1).unwrap();
    for (name, method, bytes) in [
        ("Stored.html", CompressionMethod::Stored, &b"<p>x"[..]),
        ("Deflated.html", CompressionMethod::Deflated, b"<p>x"),
        ("Zstd.html", CompressionMethod::Stored, &zstd),
    ] {
        writer.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    // Method, checksum and size are those of the first, but for the method.
    let (first, third) = (listed(&bytes, 0), listed(&bytes, 2));
    bytes.copy_within(first + 16..first + 20, third + 16);
    bytes.copy_within(first + 24..first + 28, third + 24);
    bytes[third + 10] = 93;
    assert_eq!(pulled("x.zip", &bytes), ["Stored.html = <p>x", "Deflated.html = <p>x", "Zstd.html = <p>x"]);
    let (first, second) = (listed(&bytes, 0), listed(&bytes, 1));
    // Encrypted; LZMA.
    bytes[first + 8] |= 1;
    bytes[second + 10] = 14;
    let got = pulled("x.zip", &bytes);
    assert_eq!(got[0], "x.zip!/Stored.html: encrypted");
    assert!(got[1].starts_with("x.zip!/Deflated.html: compressed by method 14 (LZMA)"), "{got:?}");
    assert_eq!(got[2], "Zstd.html = <p>x");
}

#[test]
fn a_broken_entry_costs_itself() {
    let mut bytes = zip(PAGES);
    let start = 30 + "a.html".len();
    bytes[start + 2] ^= 0x10;
    let got = pulled("x.zip", &bytes);
    assert!(got[0].starts_with("x.zip!/a.html failed: "), "{got:?}");
    assert_eq!(got[1..], ["b.html = <p>b", "c.html = <p>c"]);
}

#[test]
fn a_zip_without_its_directory_is_told() {
    let whole = zip(PAGES);
    for cut in (4..whole.len()).step_by(7) {
        let got = pulled("x.zip", &whole[..cut]);
        assert_eq!(got.len(), 1, "{cut}: {got:?}");
        assert!(got[0].contains(&format!("x.zip (byte {cut}) failed: ")), "{cut}: {got:?}");
    }
    let mut broken = whole.clone();
    broken[listed(&whole, 1)] = b'X';
    let got = pulled("x.zip", &broken);
    assert!(got[0].starts_with("a.html = "), "{got:?}");
    assert!(got[1].contains("failed: the zip's directory is damaged behind 1 entries"), "{got:?}");
}

#[test]
fn entries_that_overlap_are_not_read_again_and_again() {
    // Every entry of the directory points at the first.
    let mut bytes = zip(&[("a.html", &[b'a'; 40][..]), ("b.html", b"b"), ("c.html", b"c")]);
    let (first, second, third) = (listed(&bytes, 0), listed(&bytes, 1), listed(&bytes, 2));
    for at in [second, third] {
        bytes.copy_within(first + 10..first + 28, at + 10);
        bytes.copy_within(first + 42..first + 46, at + 42);
    }
    // A large entry in a small file: three of it are more than there is.
    let size = bytes.len() as u32 / 2 - 9;
    for at in [first, second, third] {
        bytes[at + 20..at + 24].copy_from_slice(&size.to_le_bytes());
    }
    let got = pulled("x.zip", &bytes);
    assert_eq!(got.iter().filter(|told| told.contains("the entries overlap")).count(), 1, "{got:?}");
}

#[test]
fn decompression_makes_no_more_of_a_byte_than_the_limit_allows() {
    let zeros = vec![b' '; 8 << 22];
    let got = pulled("x.zip", &zip(&[("bomb.txt", &zeros), ("b.html", b"<p>b")]));
    assert!(
        got[0].starts_with("x.zip!/bomb.txt failed: decompression makes more than 1000 bytes of one"),
        "{}",
        got[0]
    );
    assert_eq!(got[1], "b.html = <p>b");
}

#[test]
fn the_warcs_of_a_web_archive_are_its_records() {
    let record = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:1>\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>x\r\n\r\n";
    let bytes = zip(&[
        ("archive/data.warc.gz", &gzip(record)),
        ("datapackage.json", b"{}"),
        ("indexes/index.cdx.gz", &gzip(b"x")),
        ("pages/pages.jsonl", b"{\"format\": \"json-pages-1.0\"}\n"),
    ]);
    assert_eq!(pulled("x.wacz", &bytes), ["urn:1 (WARC)", "PassedOver", "PassedOver", "PassedOver"]);
}

#[test]
fn books_give_their_pages_and_office_documents_nothing() {
    let book = zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", b"<?xml version='1.0'?><container/>"),
        ("OEBPS/one.xhtml", b"<?xml version='1.0'?><html><p>one</html>"),
        ("OEBPS/style.css", b"p {}"),
    ]);
    let got = pulled("book.epub", &book);
    assert_eq!(got[2], "OEBPS/one.xhtml = <?xml version='1.0'?><html><p>one</html>");
    assert_eq!([&got[0], &got[1], &got[3]], ["PassedOver"; 3]);
    let letter =
        zip(&[("[Content_Types].xml", b"<?xml version='1.0'?><Types/>"), ("word/document.xml", b"<x/>")]);
    assert_eq!(pulled("letter.docx", &letter).len(), 1);
    let found = pulled("x.zip", &zip(&[("letter.docx", &letter), ("a.html", b"a")]));
    assert_eq!(found, ["x.zip!/letter.docx dropped: binary data", "a.html = a"]);
}
