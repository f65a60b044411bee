//! As much of HTTP as a page for one person on the same machine needs, and the
//! guards that keep everybody else out.
//!
//! Any site that the person visits can send requests to this port, and with a
//! name that is rebound to 127.0.0.1 can read the answers. So the path begins with
//! a token that only the terminal has shown, the host has to be the address
//! itself, and what changes anything has to come from our own page.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Bytes of a request's head, and of its body.
const LONGEST_HEAD: u64 = 16 << 10;
const LONGEST_BODY: usize = 1 << 20;

/// Who has said nothing for so long is not our page.
const PATIENCE: Duration = Duration::from_secs(5);

/// What our pages may do: nothing but what they bring with them.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// A request, as far as anything is asked of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    host: String,
    origin: Option<String>,
    pub(super) body: String,
}

/// What is sent back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Response {
    status: &'static str,
    kind: &'static str,
    body: String,
}

impl Response {
    pub(super) const fn new(kind: &'static str, body: String) -> Self {
        Self { status: "200 OK", kind, body }
    }

    pub(super) fn error(status: &'static str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: format!("{status}\n") }
    }

    pub(super) fn send(&self, stream: &mut impl Write) -> io::Result<()> {
        let Self { status, kind, body } = self;
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\
             Cache-Control: no-store\r\nContent-Security-Policy: {POLICY}\r\nX-Content-Type-Options: nosniff\r\n\
             Referrer-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n\r\n{body}"
        )?;
        stream.flush()
    }
}

/// A path that nobody can guess: 128 bits of what the standard library seeds its
/// hash maps with, which the system gives.
pub(super) fn token() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// Reads a request. Bounded in bytes and in time.
pub(super) fn read(stream: &TcpStream) -> io::Result<Request> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    parse(&mut BufReader::new(stream))
}

fn parse(stream: &mut impl BufRead) -> io::Result<Request> {
    let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let mut head = stream.by_ref().take(LONGEST_HEAD);
    let mut line = String::new();
    head.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(path)) = (words.next(), words.next()) else { return Err(bad("no request")) };
    let mut request = Request { method, path, ..Request::default() };
    let mut length = 0;
    loop {
        line.clear();
        if head.read_line(&mut line)? == 0 {
            return Err(bad("the head does not end"));
        }
        let header = line.trim_end();
        if header.is_empty() {
            break;
        }
        let Some((name, value)) = header.split_once(':') else { return Err(bad("no header")) };
        match name.to_ascii_lowercase().as_str() {
            "host" => value.trim().clone_into(&mut request.host),
            "origin" => request.origin = Some(value.trim().to_owned()),
            "content-length" => length = value.trim().parse().map_err(|_| bad("no length"))?,
            _ => {}
        }
    }
    if length > LONGEST_BODY {
        return Err(bad("the body is too long"));
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    request.body = String::from_utf8(body).map_err(|_| bad("the body is no text"))?;
    Ok(request)
}

/// The path behind the token, of a request that our own page on `address` has sent;
/// else what to answer.
pub(super) fn admit<'r>(request: &'r Request, address: &str, token: &str) -> Result<&'r str, Response> {
    if request.host != address {
        return Err(Response::error("403 Forbidden"));
    }
    let own = format!("http://{address}");
    let is_own = request.origin.as_ref().is_none_or(|origin| *origin == own);
    // Browsers name the origin of everything but plain reading.
    if !is_own || request.method != "GET" && request.origin.is_none() {
        return Err(Response::error("403 Forbidden"));
    }
    let path = request.path.strip_prefix('/').and_then(|path| path.strip_prefix(token));
    path.ok_or_else(|| Response::error("404 Not Found"))
}

#[cfg(test)]
mod tests {
    use super::{Request, admit, parse, token};

    const ADDRESS: &str = "127.0.0.1:4000";

    fn request(head: &str) -> Request {
        parse(&mut head.as_bytes()).unwrap()
    }

    #[test]
    fn requests_are_read() {
        let read = request(
            "POST /t/gold HTTP/1.1\r\nhost: 127.0.0.1:4000\r\nOrigin: http://x\r\nContent-Length: 3\r\n\r\n1 2",
        );
        assert_eq!(
            (read.method.as_str(), read.path.as_str(), read.body.as_str()),
            ("POST", "/t/gold", "1 2")
        );
        for broken in ["", "GET", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"]
        {
            assert!(parse(&mut broken.as_bytes()).is_err(), "{broken:?}");
        }
        let endless = format!("GET / HTTP/1.1\r\nA: {}", "x".repeat(1 << 20));
        assert!(parse(&mut endless.as_bytes()).is_err());
    }

    #[test]
    fn only_our_own_page_is_let_in() {
        let own = "Host: 127.0.0.1:4000\r\n";
        let is_let_in = |text: String| admit(&request(&text), ADDRESS, "t0k").is_ok();
        assert!(is_let_in(format!("GET /t0k/ HTTP/1.1\r\n{own}\r\n")));
        assert!(is_let_in(format!("POST /t0k/gold HTTP/1.1\r\n{own}Origin: http://127.0.0.1:4000\r\n\r\n")));
        for foreign in [
            // A name that was rebound to this machine.
            "GET /t0k/ HTTP/1.1\r\nHost: evil.example:4000\r\n\r\n".to_owned(),
            "GET /t0k/ HTTP/1.1\r\n\r\n".to_owned(),
            format!("GET / HTTP/1.1\r\n{own}\r\n"),
            format!("GET /t0/ HTTP/1.1\r\n{own}\r\n"),
            format!("GET /t0k/ HTTP/1.1\r\n{own}Origin: http://evil.example\r\n\r\n"),
            format!("POST /t0k/gold HTTP/1.1\r\n{own}\r\n"),
            format!("POST /t0k/gold HTTP/1.1\r\n{own}Origin: null\r\n\r\n"),
        ] {
            assert!(!is_let_in(foreign.clone()), "{foreign:?}");
        }
    }

    #[test]
    fn tokens_are_long_and_differ() {
        let (one, other) = (token(), token());
        assert!(one.len() == 32 && one != other);
    }
}
