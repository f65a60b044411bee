use ::tar::{Builder, EntryType, Header};

use super::super::tests::{gzip, pulled, tar};

const PAGES: &[(&str, &[u8])] = &[("a.html", &[b'a'; 700]), ("b.html", b"<p>b"), ("c.html", b"<p>c")];

#[test]
fn a_broken_header_costs_its_entry() {
    let mut bytes = tar(PAGES);
    // The second header stands behind a header and two blocks.
    bytes[3 * 512 + 10] ^= 1;
    let got = pulled("x.tar", &bytes);
    assert_eq!(got.len(), 3, "{got:?}");
    assert!(got[0].starts_with("a.html = aaa"));
    assert_eq!(got[1], "x.tar (byte 1536) failed: a tar header whose checksum is wrong");
    assert_eq!(got[2], "c.html = <p>c");
}

#[test]
fn a_cut_is_told_wherever_it_falls() {
    let whole = tar(PAGES);
    let end = whole.len() - 1024;
    for cut in (600..whole.len()).step_by(97).chain([1536, 2560, 3584, end]) {
        let got = pulled("x.tar", &whole[..cut]);
        let is_told =
            got.last().is_some_and(|last| last.contains("ends inside") || last.contains("end mark"));
        assert_eq!(is_told, cut < end + 512, "{cut}: {got:?}");
        assert_eq!(
            got.iter().filter(|told| told.contains("failed")).count(),
            usize::from(is_told),
            "{got:?}"
        );
    }
}

#[test]
fn damage_in_a_compressed_tar_costs_what_lies_in_it() {
    // Members of their own, as parallel compressors write them.
    let whole = tar(PAGES);
    let (one, two, three) = (gzip(&whole[..1000]), gzip(&whole[1000..2000]), gzip(&whole[2000..]));
    let mut broken = two.clone();
    broken[12] ^= 0x55;
    let got = pulled("x.tar.gz", &[one, broken, three].concat());
    assert!(got[0].starts_with("x.tar.gz!/a.html failed: "), "{got:?}");
    assert_eq!(got[1..], ["c.html = <p>c"]);
}

#[test]
fn archives_put_together_are_one() {
    let both = [tar(&PAGES[..1]), tar(&PAGES[1..]), vec![0; 20_000]].concat();
    assert_eq!(pulled("x.tar", &both).len(), 3);
}

#[test]
fn long_names_and_large_sizes_come_from_extensions() {
    let name = format!("{}.html", "long/".repeat(60));
    let mut gnu = Builder::new(Vec::new());
    let mut header = Header::new_gnu();
    header.set_size(1);
    gnu.append_data(&mut header, &name, &b"x"[..]).unwrap();
    let mut fields = Builder::new(Vec::new());
    let pairs = [("path", name.as_bytes()), ("size", &b"1"[..]), ("comment", b"c")];
    fields.append_pax_extensions(pairs).unwrap();
    let mut header = Header::new_ustar();
    header.set_size(0);
    header.set_path("short").unwrap();
    header.set_cksum();
    fields.append(&header, &b"x"[..]).unwrap();
    for builder in [gnu, fields] {
        assert_eq!(pulled("x.tar", &builder.into_inner().unwrap()), [format!("{name} = x")]);
    }
}

#[test]
fn sparse_files_are_named_and_passed_by() {
    let mut builder = Builder::new(Vec::new());
    for (kind, name) in [(EntryType::GNUSparse, "holes.html"), (EntryType::Regular, "whole.html")] {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_path(name).unwrap();
        header.set_size(1);
        header.set_cksum();
        builder.append(&header, &b"x"[..]).unwrap();
    }
    let got = pulled("x.tar", &builder.into_inner().unwrap());
    assert_eq!(got, ["x.tar!/holes.html: a sparse file, which is not read", "whole.html = x"]);
}

#[test]
fn tars_from_before_posix_are_known_by_their_checksum() {
    let mut header = Header::new_old();
    header.set_size(4);
    header.set_path("old.html").unwrap();
    header.set_cksum();
    let mut builder = Builder::new(Vec::new());
    builder.append(&header, &b"<p>x"[..]).unwrap();
    assert_eq!(pulled("backup", &builder.into_inner().unwrap()), ["old.html = <p>x"]);
}
