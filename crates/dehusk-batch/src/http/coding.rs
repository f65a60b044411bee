//! Content encodings taken off.

use std::borrow::Cow;
use std::io::{self, Read};

use brotli_decompressor::{BrotliDecoderParameter, Decompressor};
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{Body, Refusal};
use crate::sniff::{is_binary, is_markup};
use crate::{DropCause, InputLimits, RecordError};

/// Content encodings that may stand on top of each other.
const MAX_LAYERS: usize = 2;

/// The most bytes that a page's content encodings are decoded to: twice the
/// extractor's limit on text, since UTF-16 has two bytes for one, and one more,
/// so that the extractor sees that there was more and notes it.
const MAX_PAGE_BYTES: usize = 20 * (1 << 20) + 1;

/// The largest window of the content encoding `zstd`, as a power of two: what RFC
/// 9659 allows servers. Each worker may need that much.
const ZSTD_WINDOW_LOG: u32 = 23;

const BUFFER: usize = 64 << 10;

/// A content encoding that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// Why a body is not decoded.
enum Undecoded {
    Damaged,
    Bomb,
}

/// Takes the content encodings off that `header` lists, the last one first. What
/// each makes is bounded by the limits, and by what a page may have.
pub(super) fn decode<'a>(body: Body<'a>, header: &str, limits: &InputLimits) -> Result<Body<'a>, Refusal> {
    let layers: Vec<String> = header
        .split(',')
        .map(|layer| layer.trim().to_ascii_lowercase())
        .filter(|layer| !matches!(layer.as_str(), "" | "identity" | "none" | "utf-8"))
        .collect();
    let unsupported =
        || Refusal::Dropped(DropCause::UnsupportedContentEncoding { header: header.to_owned() });
    let mut body = body;
    for (index, layer) in layers.iter().rev().enumerate() {
        // Servers and crawlers that decode the body often leave the header.
        if body.is_empty() || is_markup(&body) {
            return Ok(body);
        }
        if index == MAX_LAYERS {
            return Err(unsupported());
        }
        let coding = Coding::of(layer).ok_or_else(unsupported)?;
        body = coding.decode(body, limits)?;
    }
    Ok(body)
}

impl Coding {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "gzip" | "x-gzip" => Self::Gzip,
            "deflate" => Self::Deflate,
            "br" => Self::Brotli,
            "zstd" => Self::Zstd,
            _ => return None,
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    fn decode<'a>(self, body: Body<'a>, limits: &InputLimits) -> Result<Body<'a>, Refusal> {
        let decoded = match self {
            Self::Gzip if !body.starts_with(&[0x1f, 0x8b]) => return Ok(body),
            Self::Zstd if !body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => return Ok(body),
            Self::Gzip => read(MultiGzDecoder::new(&*body), &body, limits),
            Self::Zstd => zstd(&body).and_then(|decoder| read(decoder, &body, limits)),
            Self::Brotli => read(brotli(&body), &body, limits),
            // The standard means a zlib stream; some servers send a bare one.
            Self::Deflate => match read(ZlibDecoder::new(&*body), &body, limits) {
                Err(Undecoded::Damaged) => read(DeflateDecoder::new(&*body), &body, limits),
                other => other,
            },
        };
        let encoding = self.name();
        match decoded {
            Ok(decoded) if decoded.len() > limits.max_record_bytes => {
                Err(Refusal::Failed(RecordError::TooLarge { limit: limits.max_record_bytes }))
            }
            // Neither brotli nor deflate has a magic, so that a text which begins
            // like an empty stream decodes to nothing.
            Ok(decoded) if !decoded.is_empty() || !is_text(&body) => Ok(Cow::Owned(decoded)),
            Ok(_) => Ok(body),
            Err(Undecoded::Damaged) if is_text(&body) => Ok(body),
            Err(Undecoded::Damaged) => Err(Refusal::Failed(RecordError::ContentEncoding { encoding })),
            Err(Undecoded::Bomb) => {
                let ratio = limits.max_ratio.0;
                Err(Refusal::Failed(RecordError::Bomb { encoding, ratio }))
            }
        }
    }
}

/// Whether a body is text that nobody encoded. Compressed bytes are valid UTF-8
/// only by chance.
fn is_text(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok() && !is_binary(body)
}

fn brotli(body: &[u8]) -> Decompressor<&[u8]> {
    let mut decoder = Decompressor::new(body, BUFFER);
    // Servers may not send windows of more than 16 MiB, but the decoder takes one
    // of a GiB unless told.
    decoder.set_parameter(BrotliDecoderParameter::BROTLI_DECODER_PARAM_LARGE_WINDOW, 0);
    decoder
}

fn zstd(body: &[u8]) -> Result<zstd::Decoder<'static, &[u8]>, Undecoded> {
    let decoder = zstd::Decoder::with_buffer(body).and_then(|mut decoder| {
        decoder.window_log_max(ZSTD_WINDOW_LOG)?;
        Ok(decoder)
    });
    decoder.map_err(|_| Undecoded::Damaged)
}

/// Reads what `decoder` makes of `body`, up to the largest page and one byte more
/// than a record may have.
fn read(mut decoder: impl Read, body: &[u8], limits: &InputLimits) -> Result<Vec<u8>, Undecoded> {
    let most = MAX_PAGE_BYTES.min(limits.max_record_bytes.saturating_add(1));
    let mut page = Vec::new();
    let mut buffer = vec![0; BUFFER];
    while page.len() < most {
        let space = &mut buffer[..BUFFER.min(most - page.len())];
        match decoder.read(space) {
            Ok(0) => break,
            Ok(count) => page.extend_from_slice(&space[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Err(Undecoded::Damaged),
        }
        if limits.max_ratio.is_exceeded(page.len() as u64, body.len() as u64) {
            return Err(Undecoded::Bomb);
        }
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const PAGE: &[u8] = b"<p>a page that is long enough to be worth it";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 3).unwrap()
    }

    /// Brotli of 16 MiB windows without any compression (RFC 7932, section 9.2):
    /// the window, a block of so many bytes as they are, and an empty last one.
    fn brotli(bytes: &[u8]) -> Vec<u8> {
        // WBITS 24 is 1111; ISLAST 0, MNIBBLES 0 (four), MLEN - 1, ISUNCOMPRESSED.
        let length = u32::try_from(bytes.len()).unwrap() - 1;
        let header: u32 = 0b1111 | length << 7 | 1 << 23;
        [&header.to_le_bytes()[..3], bytes, &[0b11]].concat()
    }

    fn page_within(body: &[u8], header: &str, limits: InputLimits) -> Result<Vec<u8>, String> {
        decode(Cow::Borrowed(body), header, &limits).map(Cow::into_owned).map_err(|refusal| match refusal {
            Refusal::Dropped(cause) => cause.reason().name().to_owned(),
            Refusal::Failed(error) => error.reason().name().to_owned(),
        })
    }

    fn page(body: &[u8], header: &str) -> Result<Vec<u8>, String> {
        page_within(body, header, InputLimits::default())
    }

    #[test]
    fn encodings_are_taken_off() {
        assert_eq!(page(&gzip(PAGE), "gzip").unwrap(), PAGE);
        assert_eq!(page(&gzip(&gzip(PAGE)), "gzip, x-gzip").unwrap(), PAGE);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(PAGE).unwrap();
        assert_eq!(page(&zlib.finish().unwrap(), "Deflate").unwrap(), PAGE);
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
        bare.write_all(PAGE).unwrap();
        assert_eq!(page(&bare.finish().unwrap(), "deflate").unwrap(), PAGE);
        assert_eq!(page(&brotli(PAGE), "BR").unwrap(), PAGE);
        assert_eq!(page(&zstd(PAGE), "zstd").unwrap(), PAGE);
        assert_eq!(page(&zstd(&brotli(PAGE)), "br, zstd").unwrap(), PAGE);
    }

    #[test]
    fn lies_are_seen_through() {
        let text = b"Words without any markup, as they were written.";
        for header in ["gzip", "deflate", "br", "zstd", "br, gzip", "gzip, gzip, gzip"] {
            assert_eq!(page(PAGE, header).unwrap(), PAGE, "{header}");
        }
        for header in ["gzip", "deflate", "br", "zstd"] {
            assert_eq!(page(text, header).unwrap(), text, "{header}");
        }
        // An empty stream, says brotli.
        assert_eq!(page(b";", "br").unwrap(), b";");
    }

    #[test]
    fn what_is_broken_or_not_known_is_refused() {
        assert_eq!(
            page(&gzip(&gzip(&gzip(PAGE))), "gzip,gzip,gzip").unwrap_err(),
            "unsupported-content-encoding"
        );
        assert_eq!(page(b"\x8b\x02\x80", "compress").unwrap_err(), "unsupported-content-encoding");
        for (body, header) in [(gzip(PAGE), "gzip"), (zstd(PAGE), "zstd"), (brotli(PAGE), "br")] {
            let cut = &body[..body.len() - 12];
            assert_eq!(page(cut, header).unwrap_err(), "damaged-content-encoding", "{header}");
        }
    }

    #[test]
    fn large_windows_are_refused() {
        // Brotli's large window of 2^30 (0x11, then its 6 bits).
        assert_eq!(page(b"\x11\x9e\x80\x03\xff", "br").unwrap_err(), "damaged-content-encoding");
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.window_log(27).unwrap();
        encoder.write_all(PAGE).unwrap();
        assert_eq!(page(&encoder.finish().unwrap(), "zstd").unwrap_err(), "damaged-content-encoding");
    }

    #[test]
    fn bombs_and_bodies_beyond_the_limit_fail() {
        let length = |body: &[u8], header, limits| page_within(body, header, limits).map(|body| body.len());
        let (gzip, zstd) = (gzip(&vec![b'A'; 32 << 20]), zstd(&vec![b'A'; 32 << 20]));
        let limits = InputLimits::default();
        assert_eq!(length(&zstd, "zstd", limits).unwrap_err(), "decompression-bomb");
        assert_eq!(length(&gzip, "gzip", limits.with_max_ratio(100)).unwrap_err(), "decompression-bomb");
        // What is no bomb is cut where the extractor cuts.
        assert_eq!(length(&zstd, "zstd", limits.with_max_ratio(100_000)).unwrap(), MAX_PAGE_BYTES);
        assert_eq!(length(&gzip, "gzip", limits).unwrap(), MAX_PAGE_BYTES);
        let small = limits.with_max_record_bytes(1 << 20);
        assert_eq!(length(&gzip, "gzip", small).unwrap_err(), "too-large");
    }
}
