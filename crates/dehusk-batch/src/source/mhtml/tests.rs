use super::*;

const SAVED: &str = "From: <Saved by a browser>\r\n\
    Snapshot-Content-Location: https://example.org/tide?a=b\r\n\
    Subject: The tide\r\n\
    MIME-Version: 1.0\r\n\
    Content-Type: multipart/related;\r\n\
    \ttype=\"text/html\";\r\n\
    \tboundary=\"----MultipartBoundary--x----\"\r\n\r\n\r\n\
    ------MultipartBoundary--x----\r\n\
    Content-Type: text/html; charset=windows-1252\r\n\
    Content-ID: <frame-1@mhtml.blink>\r\n\
    Content-Transfer-Encoding: quoted-printable\r\n\
    Content-Location: https://example.org/tide\r\n\r\n\
    <p>caf=E9 =\r\nau lait\r\n\
    ------MultipartBoundary--x----\r\n\
    Content-Type: image/png\r\n\
    Content-Transfer-Encoding: base64\r\n\r\n\
    iVBORw0KGgo=\r\n\
    ------MultipartBoundary--x------\r\n";

fn dropped(bytes: &str) -> DropCause {
    match saved_page(bytes.as_bytes()) {
        Err(Refusal::Dropped(cause)) => cause,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_root_comes_with_its_charset_and_url() {
    let page = saved_page(SAVED.as_bytes()).unwrap();
    assert_eq!(page.body, &b"<p>caf\xe9 au lait"[..]);
    assert_eq!(page.media_type.charset.as_deref(), Some("windows-1252"));
    assert_eq!(page.url.as_deref(), Some("https://example.org/tide?a=b"));
    // Another program: the part has the only URL, lines end in one byte.
    let other = SAVED.replace("Snapshot-Content-Location", "X-Other").replace("\r\n", "\n");
    let page = saved_page(other.as_bytes()).unwrap();
    assert_eq!(page.url.as_deref(), Some("https://example.org/tide"));
    assert_eq!(page.body, &b"<p>caf\xe9 au lait"[..]);
}

#[test]
fn the_root_is_the_part_that_is_named() {
    let named = SAVED.replace("type=\"text/html\"", "start=\"<main>\"").replace(
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64",
        "Content-Type: text/html\r\nContent-ID: <main>",
    );
    assert_eq!(saved_page(named.as_bytes()).unwrap().body, &b"iVBORw0KGgo="[..]);
}

#[test]
fn it_is_known_by_its_head() {
    assert!(is_saved_page(SAVED.as_bytes()));
    assert!(is_saved_page(SAVED.replace("Snapshot-", "X-").as_bytes()));
    assert!(!is_saved_page(b"From: a@example.org\nSubject: a letter\n\nDear all,\n"));
    assert!(!is_saved_page(b"MIME-Version: 1.0 is what mails begin with.\n"));
    assert!(!is_saved_page(b"<html>") && !is_saved_page(b""));
}

#[test]
fn of_a_mail_the_html_counts_and_then_the_text() {
    let mail = |kinds: [&str; 2]| {
        format!(
            "From x\nContent-Type: multipart/mixed; boundary=out\n\npreamble\n--out\nContent-Type: multipart/alternative; boundary=in\n\n\
             --in\nContent-Type: {}\n\none\n--in\nContent-Type: {}\n\ntwo\n--in--\n\n--out\nContent-Type: text/html\n\
             Content-Disposition: attachment\n\nthree\n--out--\n",
            kinds[0], kinds[1]
        )
    };
    let body = |kinds| saved_page(mail(kinds).as_bytes()).unwrap().body.into_owned();
    assert_eq!(body(["text/plain", "text/html"]), b"two");
    assert_eq!(body(["text/plain", "text/calendar"]), b"one");
    assert_eq!(saved_page(b"Subject: s\n\nHello\n").unwrap().body, &b"Hello\n"[..]);
    assert_eq!(
        dropped(&mail(["image/png", "text/calendar"])),
        DropCause::ContentType { essence: "multipart/mixed".into() }
    );
}

#[test]
fn a_page_that_breaks_off_is_told() {
    let first = SAVED.find("iVBO").unwrap();
    assert!(saved_page(&SAVED.as_bytes()[..first]).is_ok());
    let cut = SAVED.find("au lait").unwrap();
    assert!(matches!(
        saved_page(&SAVED.as_bytes()[..cut]),
        Err(Refusal::Failed(RecordError::Truncated { .. }))
    ));
}

#[test]
fn boundaries_that_are_never_met_cost_no_time() {
    let part = |n: usize| format!("--out\nContent-Type: multipart/mixed; boundary=never{n}\n\nx\n");
    let parts: String = (0..50_000).map(part).collect();
    let mail = format!("Content-Type: multipart/mixed; boundary=out\n\n{parts}--out--\n");
    let started = std::time::Instant::now();
    assert!(matches!(dropped(&mail), DropCause::ContentType { .. }));
    assert!(started.elapsed().as_secs() < 5);
}
