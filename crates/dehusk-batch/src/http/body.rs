//! Bodies: chunks and content encodings taken off.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::Refusal;
use crate::sniff::is_markup;
use crate::{DropCause, RecordError};

/// Content encodings that may stand on top of each other.
const MAX_LAYERS: usize = 2;

type Body<'a> = Cow<'a, [u8]>;

/// Joins the chunks of a body. A body that does not begin with a chunk is not
/// chunked, whatever its header says: many crawlers store it joined.
pub(super) fn dechunk(body: Body<'_>) -> Result<Body<'_>, Refusal> {
    if !matches!(httparse::parse_chunk_size(&body), Ok(httparse::Status::Complete(_))) {
        return Ok(body);
    }
    let mut joined = Vec::new();
    let mut rest = &*body;
    loop {
        let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(rest) else {
            return Err(Refusal::Failed(RecordError::Http("a chunk of the body is missing or malformed")));
        };
        if size == 0 {
            return Ok(Cow::Owned(joined));
        }
        let chunk = usize::try_from(size).ok().and_then(|size| rest[start..].split_at_checked(size));
        let Some((chunk, after)) = chunk else {
            return Err(Refusal::Failed(RecordError::Http("the body ends inside a chunk")));
        };
        joined.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

/// Takes the content encodings off that `header` lists, the last one first.
/// No more than `limit` bytes come out of any of them.
pub(super) fn decode<'a>(body: Body<'a>, header: &str, limit: usize) -> Result<Body<'a>, Refusal> {
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
        body = match layer.as_str() {
            "gzip" | "x-gzip" => gunzip(body, limit)?,
            "deflate" => Cow::Owned(inflate(&body, limit)?),
            _ => return Err(unsupported()),
        };
    }
    Ok(body)
}

fn gunzip(body: Body<'_>, limit: usize) -> Result<Body<'_>, Refusal> {
    if !body.starts_with(&[0x1f, 0x8b]) {
        return Ok(body);
    }
    let decoded = read_up_to(MultiGzDecoder::new(&*body), limit);
    decoded.map(Cow::Owned).map_err(|_| damaged("gzip"))
}

/// The standard means a zlib stream by `deflate`; some servers send a bare one.
fn inflate(body: &[u8], limit: usize) -> Result<Vec<u8>, Refusal> {
    let decoded =
        read_up_to(ZlibDecoder::new(body), limit).or_else(|_| read_up_to(DeflateDecoder::new(body), limit));
    decoded.map_err(|_| damaged("deflate"))
}

fn read_up_to(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut decoded = Vec::new();
    reader.take(limit as u64).read_to_end(&mut decoded)?;
    Ok(decoded)
}

const fn damaged(encoding: &'static str) -> Refusal {
    Refusal::Failed(RecordError::ContentEncoding { encoding })
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

    fn decoded(body: &[u8], header: &str) -> Result<Vec<u8>, String> {
        decode(Cow::Borrowed(body), header, 1 << 20)
            .map(Cow::into_owned)
            .map_err(|refusal| format!("{refusal:?}"))
    }

    fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
        dechunk(Cow::Borrowed(body)).ok().map(Cow::into_owned)
    }

    #[test]
    fn chunks_are_joined() {
        assert_eq!(dechunked(b"3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\n\r\n").unwrap(), b"abcde");
        assert_eq!(dechunked(PAGE).unwrap(), PAGE);
        assert_eq!(dechunked(b"5\r\nabc"), None);
        assert_eq!(dechunked(b"3\r\nabc\r\n"), None);
        assert_eq!(dechunked(b"fffffffffffffff\r\nabc\r\n0\r\n\r\n"), None);
    }

    #[test]
    fn encodings_are_taken_off() {
        assert_eq!(decoded(&gzip(PAGE), "gzip").unwrap(), PAGE);
        assert_eq!(decoded(&gzip(&gzip(PAGE)), "gzip, x-gzip").unwrap(), PAGE);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(PAGE).unwrap();
        assert_eq!(decoded(&zlib.finish().unwrap(), "Deflate").unwrap(), PAGE);
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
        bare.write_all(PAGE).unwrap();
        assert_eq!(decoded(&bare.finish().unwrap(), "deflate").unwrap(), PAGE);
    }

    #[test]
    fn lies_are_seen_through_and_the_rest_is_refused() {
        assert_eq!(decoded(PAGE, "gzip").unwrap(), PAGE);
        assert_eq!(decoded(PAGE, "br").unwrap(), PAGE);
        assert!(decoded(b"\x8b\x02\x80", "br").unwrap_err().contains("UnsupportedContentEncoding"));
        assert!(decoded(&gzip(&gzip(&gzip(PAGE))), "gzip,gzip,gzip").unwrap_err().contains("Unsupported"));
        let whole = gzip(PAGE);
        assert!(decoded(&whole[..whole.len() - 12], "gzip").unwrap_err().contains("ContentEncoding"));
    }

    #[test]
    fn bombs_stop_at_the_limit() {
        let bomb = gzip(&vec![b'A'; 64 << 20]);
        assert_eq!(decoded(&bomb, "gzip").unwrap().len(), 1 << 20);
    }
}
