use std::io::Write;

use ::tar::{Builder, EntryType, Header};
use ::zip::ZipWriter;
use ::zip::write::SimpleFileOptions;
use flate2::write::GzEncoder;

use crate::source::open::open_bytes;
use crate::source::{Payload, Pulled};

pub(super) fn tar(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // By hand: the crate refuses `..`.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

pub(super) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What comes of bytes in a file of this name, in words.
pub(super) fn pulled(name: &str, bytes: &[u8]) -> Vec<String> {
    let mut source = open_bytes(name, bytes.to_vec()).unwrap();
    std::iter::from_fn(|| source.pull()).map(in_words).collect()
}

fn in_words(pulled: Pulled) -> String {
    match pulled {
        Pulled::Record(record) => match record.payload {
            Payload::File { id, bytes } => format!("{id} = {}", String::from_utf8_lossy(&bytes)),
            Payload::Mail { id, .. } => format!("{id} (mail)"),
            Payload::JsonLine { name, line } => {
                format!("{name} line = {}", String::from_utf8_lossy(line.trim_ascii_end()))
            }
            Payload::Warc(payload) => format!("{} (WARC)", payload.id),
            Payload::Row(row) => format!("{:?} (row)", row.identity),
        },
        Pulled::Failed(place, _, error) => format!("{place} failed: {error}"),
        Pulled::Dropped(place, _, cause) => format!("{place} dropped: {cause}"),
        Pulled::InputFailed(error) => error.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn entries_are_inputs_of_their_own() {
    let inner = zip(&[("deep/c.html", b"<p>c"), ("pages.jsonl", b"{\"html\":\"d\"}\n")]);
    let entries: &[(&str, &[u8])] = &[
        ("a.html", b"<p>a"),
        ("sub/b.txt.gz", &gzip(b"b")),
        ("picture.png", b"\x89PNG\r\n"),
        ("feed", b"<?xml version='1.0'?><rss/>"),
        ("__MACOSX/a.html", b"<p>x"),
        ("sub/._b.txt", b"x"),
        ("inner.zip", &inner),
        ("page.mht", b"MIME-Version: 1.0\r\n\r\n"),
        ("empty.html", b""),
    ];
    let expected = |of: &str| {
        vec![
            "a.html = <p>a".to_owned(),
            "sub/b.txt = b".to_owned(),
            format!("{of}!/picture.png dropped: binary data"),
            format!("{of}!/feed dropped: content type application/xml"),
            "PassedOver".to_owned(),
            "PassedOver".to_owned(),
            "inner.zip!/deep/c.html = <p>c".to_owned(),
            "inner.zip!/pages.jsonl line = {\"html\":\"d\"}".to_owned(),
            "page.mht (mail)".to_owned(),
            format!("{of}!/empty.html: the file is empty"),
        ]
    };
    for (name, bytes) in [
        ("x.tar", tar(entries)),
        ("x.tar.gz", gzip(&tar(entries))),
        ("x.tar.zst", zstd::encode_all(&tar(entries)[..], 1).unwrap()),
        ("x.zip", zip(entries)),
        ("x.zip.gz", gzip(&zip(entries))),
        ("no-extension", tar(entries)),
    ] {
        assert_eq!(pulled(name, &bytes), expected(name), "{name}");
    }
}

#[test]
fn names_are_shown_and_never_used() {
    let entries: &[(&str, &[u8])] =
        &[("../../etc/a.html", b"a"), ("/abs.html", b"b"), ("a\x1b[31m\nb.html", b"c"), ("C:\\d.html", b"d")];
    let expected =
        ["../../etc/a.html = a", "/abs.html = b", "a\u{fffd}[31m\u{fffd}b.html = c", "C:\\d.html = d"];
    assert_eq!(pulled("x.tar", &tar(entries)), expected);
    assert_eq!(pulled("x.zip", &zip(entries)), expected);
}

#[test]
fn archives_are_read_two_deep_in_others() {
    let mut bytes = tar(&[("deepest.html", b"x")]);
    let mut name = "deepest.html".to_owned();
    for depth in (0..6).rev() {
        let got = pulled(&format!("{depth}.tar"), &bytes);
        if depth >= 3 {
            assert_eq!(got, [format!("{name} = x")], "{depth}");
        } else {
            assert_eq!(got.len(), 1);
            assert!(got[0].contains("an archive in more than 2 others"), "{got:?}");
        }
        name = if depth == 5 { "5.tar!/deepest.html".to_owned() } else { format!("{depth}.tar!/{name}") };
        bytes = if depth % 2 == 0 {
            zip(&[(&format!("{depth}.tar"), &bytes)])
        } else {
            gzip(&tar(&[(&format!("{depth}.tar"), &bytes)]))
        };
    }
}

#[test]
fn an_archive_without_a_file_is_told() {
    assert_eq!(pulled("x.tar", &tar(&[])), ["x.tar: the archive holds no file"]);
    assert_eq!(pulled("x.zip", &zip(&[])), ["x.zip: the archive holds no file"]);
    let mut links = Builder::new(Vec::new());
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Symlink);
    header.set_size(0);
    links.append_link(&mut header, "link", "../target").unwrap();
    let got = pulled("x.tar", &links.into_inner().unwrap());
    assert_eq!(got, ["PassedOver", "x.tar: the archive holds no file"]);
}
