//! What a page would unpack to, where the reader does not ask.
//!
//! zstd, snappy and raw LZ4 unpack into as much as the header says. gzip, brotli
//! and framed LZ4 go on to their end, whatever it says, so that the header alone
//! is no guard; nor is it for lengths that are themselves encoded.

use std::io::{self, Read};

use parquet::basic::Compression;

/// The most that a byte of gzip, and of framed LZ4, unpacks to.
const GZIP_RATIO: u64 = 1_032;
const LZ4_RATIO: u64 = 255;
const LZ4_FRAME: &[u8] = &[0x04, 0x22, 0x4d, 0x18];

/// Whether a page unpacks to more than the `declared` bytes. Unpacks it to see,
/// without keeping it, but where it can at worst be `harmless` bytes.
pub(super) fn is_more_than(declared: u64, packed: &[u8], codec: Compression, harmless: u64) -> bool {
    let length = packed.len() as u64;
    match codec {
        Compression::GZIP(_) if length.saturating_mul(GZIP_RATIO) > harmless => {
            has_more(flate2::bufread::MultiGzDecoder::new(packed), declared)
        }
        Compression::BROTLI(_) => has_more(brotli::Decompressor::new(packed, 4096), declared),
        // Of LZ4 that would have to be unpacked to see, no writer makes frames.
        Compression::LZ4 => packed.starts_with(LZ4_FRAME) && length.saturating_mul(LZ4_RATIO) > harmless,
        _ => false,
    }
}

/// What is broken is left to the reader, which says so.
fn has_more(unpacked: impl Read, declared: u64) -> bool {
    let mut unpacked = unpacked.take(declared.saturating_add(1));
    match io::copy(&mut unpacked, &mut io::sink()) {
        Ok(count) => count > declared,
        Err(_) => false,
    }
}

/// Whether the lengths that a block of delta-encoded numbers counts are no more
/// than `values`, and where it ends; `None` where it is broken.
///
/// The reader makes room for as many as the block says.
pub(super) fn deltas(bytes: &[u8], values: u64) -> Option<usize> {
    let mut at = 0;
    let block = varint(bytes, &mut at)?;
    let minis = varint(bytes, &mut at)?;
    let count = varint(bytes, &mut at)?;
    let _first = varint(bytes, &mut at)?;
    if minis == 0 || count > values {
        return None;
    }
    let in_mini = block / minis;
    let mut left = count.saturating_sub(1);
    while left > 0 && in_mini > 0 {
        let _least = varint(bytes, &mut at)?;
        let widths_at = at;
        at = at.checked_add(usize::try_from(minis).ok()?)?;
        let widths = bytes.get(widths_at..at)?;
        for width in widths {
            if left == 0 {
                break;
            }
            let length = u64::from(*width).checked_mul(in_mini)?.div_ceil(8);
            at = at.checked_add(usize::try_from(length).ok()?).filter(|at| *at <= bytes.len())?;
            left = left.saturating_sub(in_mini);
        }
    }
    Some(at)
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn more_than_was_said_is_seen_before_it_is_unpacked() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&vec![0; 100_000]).unwrap();
        let packed = encoder.finish().unwrap();
        let gzip = Compression::GZIP(parquet::basic::GzipLevel::default());
        assert!(is_more_than(99_999, &packed, gzip, 1000));
        assert!(!is_more_than(100_000, &packed, gzip, 1000));
        assert!(!is_more_than(1, &packed, gzip, 1 << 20));
        assert!(!is_more_than(1, b"broken", gzip, 0));
    }

    #[test]
    fn blocks_of_deltas_are_walked_over() {
        // 128 a block in 4 parts; 3 numbers, the first 5; least 0, widths 1 0 0 0, 32 bits.
        let block = [0x80, 1, 4, 3, 10, 0, 1, 0, 0, 0, 3, 0, 0, 0];
        assert_eq!(deltas(&[&block[..], b"rest"].concat(), 3), Some(block.len()));
        assert_eq!(deltas(&block, 2), None);
        assert_eq!(deltas(&block[..12], 3), None);
        // 2^62 numbers.
        let forged = [0x80, 1, 4, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40, 0];
        assert_eq!(deltas(&forged, 1 << 20), None);
    }
}
