//! Chunked bodies.

use std::borrow::Cow;

use super::{Body, Refusal};
use crate::RecordError;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
        dechunk(Cow::Borrowed(body)).ok().map(Cow::into_owned)
    }

    #[test]
    fn chunks_are_joined() {
        assert_eq!(dechunked(b"3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\n\r\n").unwrap(), b"abcde");
        let page = b"<p>a page that is long enough to be worth it";
        assert_eq!(dechunked(page).unwrap(), page);
        assert_eq!(dechunked(b"5\r\nabc"), None);
        assert_eq!(dechunked(b"3\r\nabc\r\n"), None);
        assert_eq!(dechunked(b"fffffffffffffff\r\nabc\r\n0\r\n\r\n"), None);
    }
}
