//! Whatever the bytes and the declared charset: decoding gives valid text of at
//! most three times their size, counts no more replacements than there are, and
//! gives the same again.

#![no_main]

use dehusk_dom::decode;
use dehusk_fuzz::choose;
use libfuzzer_sys::fuzz_target;

/// One label of each kind of decoder, one that names none, and silence.
const LABELS: [Option<&str>; 18] = [
    None,
    Some("utf-8"),
    Some("windows-1252"),
    Some("windows-1251"),
    Some("koi8-u"),
    Some("windows-874"),
    Some("iso-8859-8-i"),
    Some("macintosh"),
    Some("gbk"),
    Some("gb18030"),
    Some("big5"),
    Some("shift_jis"),
    Some("euc-jp"),
    Some("iso-2022-jp"),
    Some("euc-kr"),
    Some("utf-16le"),
    Some("x-user-defined"),
    Some("no-such-label"),
];

fuzz_target!(|data: &[u8]| {
    if let Some((&label, bytes)) = choose(&LABELS, data) {
        check(bytes, label);
    }
});

fn check(bytes: &[u8], label: Option<&str>) {
    let decoded = decode(bytes, label);
    // The type promises it, but the decoder's fast paths are unsafe code.
    assert!(std::str::from_utf8(decoded.text.as_bytes()).is_ok(), "no UTF-8");
    assert!(decoded.text.len() <= 3 * bytes.len(), "{} bytes", decoded.text.len());
    assert!(decoded.replacements <= decoded.text.matches('\u{FFFD}').count());
    assert_eq!(decoded, decode(bytes, label));
}
