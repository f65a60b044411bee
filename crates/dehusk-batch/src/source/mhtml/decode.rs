//! Transfer encodings (RFC 2045), read as leniently as mail programs do.

use std::borrow::Cow;

/// Undoes a transfer encoding. What is none of it stays or is passed over:
/// a damaged letter costs that letter. Linear.
pub(super) fn decode<'a>(body: &'a [u8], encoding: &str) -> Cow<'a, [u8]> {
    if encoding.eq_ignore_ascii_case("quoted-printable") {
        Cow::Owned(quoted_printable(body))
    } else if encoding.eq_ignore_ascii_case("base64") {
        Cow::Owned(base64(body))
    } else {
        Cow::Borrowed(body)
    }
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        let text = line.trim_ascii_end();
        let (text, is_soft) = match text.strip_suffix(b"=") {
            Some(text) => (text, true),
            None => (text, false),
        };
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'=', rest) {
            out.extend_from_slice(&rest[..at]);
            let digits = rest.get(at + 1..at + 3).and_then(|digits| Some((hex(digits[0])?, hex(digits[1])?)));
            let (byte, length) = digits.map_or((b'=', 1), |(high, low)| (high << 4 | low, 3));
            out.push(byte);
            rest = &rest[at + length..];
        }
        out.extend_from_slice(rest);
        // Spaces before the break were added on the way.
        if !is_soft {
            out.extend_from_slice(line_end(line));
        }
    }
    out
}

fn line_end(line: &[u8]) -> &'static [u8] {
    if line.ends_with(b"\r\n") {
        b"\r\n"
    } else if line.ends_with(b"\n") {
        b"\n"
    } else {
        b""
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            // The end; what is put behind it begins anew.
            b'=' => {
                count = 0;
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str, encoding: &str) -> String {
        String::from_utf8_lossy(&decode(body.as_bytes(), encoding)).into_owned()
    }

    #[test]
    fn quoted_printable_is_undone() {
        assert_eq!(
            text("Gr=C3=BC=C3=9Fe =\r\n  an=20alle  \r\n=3Cp>", "Quoted-Printable"),
            "Grüße   an alle\r\n<p>"
        );
        assert_eq!(text("100=x= =4", "quoted-printable"), "100=x= =4");
    }

    #[test]
    fn base64_is_undone() {
        assert_eq!(text("PHA+R3LD\r\nvMOfZTwv\r\ncD4=", "base64"), "<p>Grüße</p>");
        assert_eq!(text("YQ==Yg==", "BASE64"), "ab");
        assert_eq!(text("as it is =3D", "8bit"), "as it is =3D");
    }
}
