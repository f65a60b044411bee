//! UTF-8 that is not quite valid.

/// Whether `bytes`, which are no valid UTF-8, are UTF-8 that was damaged, cut
/// or mixed with a little of something else, rather than a legacy encoding.
///
/// Measured in bytes: those of multi-byte sequences against those that fit
/// nowhere. A legacy encoding hits upon such sequences by chance, most often
/// Thai, EUC-JP and IBM866: up to 0.43 of the bytes in a page, and up to 0.67
/// in a line. So it takes 0.6 where the page says that it is UTF-8, and 0.75
/// where it does not.
pub(super) fn is_utf8_with_flaws(bytes: &[u8], declared: bool) -> bool {
    let (fitting, unfit) = tally(bytes);
    let needed = if declared { unfit * 3 / 2 } else { unfit * 3 };
    fitting > 0 && fitting >= needed
}

/// How many bytes other than ASCII are in valid sequences, and how many in
/// none. A sequence that the end of the page cuts is no flaw.
fn tally(bytes: &[u8]) -> (usize, usize) {
    let (mut fitting, mut unfit, mut seen) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        fitting += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        seen += chunk.valid().len() + chunk.invalid().len();
        unfit += if seen < bytes.len() { chunk.invalid().len() } else { 0 };
    }
    (fitting, unfit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_flaws_are_borne() {
        let damaged = ["Größe – Übung für Anfänger und déjà vu".as_bytes(), b" caf\xE9"].concat();
        assert!(is_utf8_with_flaws(&damaged, true));
        assert!(is_utf8_with_flaws(&damaged, false));
        assert!(is_utf8_with_flaws("été".as_bytes().split_last().unwrap().1, false));
    }

    #[test]
    fn legacy_encodings_are_not_utf8() {
        for bytes in
            [&b"caf\xE9 noir"[..], b"\xC3\xA9 d\xE9\xE7u \xE0 l\x92\xE2me", b"\xCF\xF0\xE8\xE2\xE5\xF2"]
        {
            assert!(!is_utf8_with_flaws(bytes, true), "{bytes:?}");
        }
    }
}
