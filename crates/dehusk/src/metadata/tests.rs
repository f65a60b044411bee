//! Fields of whole pages.

use crate::{Document, Extractor, Input, PageKind, Source};

const PROSE: &str = "<p>The tide turns every six hours and twelve minutes, a little later each day, and the
    fishermen of the village read it from the stones of the old harbour wall.</p>
    <p>Nobody has counted the stones, but everybody knows which of them stay dry in a spring tide.</p>";

fn document(head: &str, body: &str) -> Document {
    let page =
        format!("<html lang=en><head><title>How tides turn</title>{head}</head><body>{body}</body></html>");
    Extractor::default().document(Input::text(&page).with_url("https://coast.example/tides"))
}

fn day(document: &Document) -> Option<String> {
    document.date.as_ref().map(|date| date.value.to_string())
}

#[test]
fn a_day_beside_the_title_is_found_by_class_and_by_line() {
    for line in [
        "<div class=entry-date>October 6, 2021</div>",
        "<time>6 October 2021</time>",
        "<p>06.10.2021 | Nature</p>",
        "<div class=meta>By Ann Lee on October 6, 2021 · 3 comments</div>",
    ] {
        let found = document("", &format!("<main><h1>How tides turn</h1>{line}{PROSE}</main>"));
        assert_eq!(day(&found).as_deref(), Some("2021-10-06"), "{line}");
    }
}

#[test]
fn days_of_something_else_are_not_the_pages() {
    for other in [
        "<div class=related-posts><a href=/x><time datetime=2020-01-01>1 January 2020</time> Waves</a></div>",
        "<blockquote><p>It came late. <time datetime=2020-01-01>1 January 2020</time></p></blockquote>",
        "<div id=comments><div class=comment><span class=date>January 1, 2020</span><p>Yes.</p></div></div>",
        "<p class=date>10 hours ago</p>",
        "<footer><span class=date>© 2020-01-01 The Coast</span></footer>",
    ] {
        let found = document("", &format!("<main><h1>How tides turn</h1>{PROSE}{other}</main>"));
        assert_eq!(day(&found), None, "{other}");
    }
}

#[test]
fn what_is_written_for_machines_goes_first_and_keeps_its_zone() {
    let head = r#"<meta property=article:published_time content="2021-10-06T09:30:00+02:00">
        <meta property=article:modified_time content="2021-10-07">"#;
    let found = document(
        head,
        &format!("<main><h1>How tides turn</h1><p class=date>7 October 2021</p>{PROSE}</main>"),
    );
    assert_eq!(day(&found).as_deref(), Some("2021-10-06T09:30:00+02:00"));
    assert_eq!(found.modified.unwrap().value.to_string(), "2021-10-07");
}

#[test]
fn a_change_is_the_date_where_nothing_else_is() {
    let found = document(
        "",
        &format!(
            "<main><h1>How tides turn</h1><p class=updated>Last updated: October 7, 2021</p>{PROSE}</main>"
        ),
    );
    assert_eq!(day(&found).as_deref(), Some("2021-10-07"));
    assert_eq!(found.modified.map(|date| date.value), found.date.map(|date| date.value));
}

#[test]
fn authors_are_found_beside_the_title() {
    for (byline, expected) in [
        ("<div class=byline>By <a href=/ann>Ann Lee</a> and <a href=/bo>Bo Li</a></div>", "Ann Lee, Bo Li"),
        ("<span itemprop=author itemscope><meta itemprop=name content='Ann Lee'></span>", "Ann Lee"),
        ("<p class=post-author>Posted by Ann Lee on October 6, 2021</p>", "Ann Lee"),
    ] {
        let found = document("", &format!("<main><h1>How tides turn</h1>{byline}{PROSE}</main>"));
        assert_eq!(found.author.unwrap().value, expected, "{byline}");
        assert_eq!(found.authors.join(", "), expected);
    }
}

#[test]
fn somebody_goes_before_the_site() {
    let head = "<meta name=author content='The Coast'><meta property=og:site_name content='The Coast'>";
    let byline = "<a rel=author href=/ann>Ann Lee</a>";
    let found = document(head, &format!("<main><h1>How tides turn</h1>{byline}{PROSE}</main>"));
    assert_eq!(found.author.unwrap().value, "Ann Lee");
    let found = document(head, &format!("<main><h1>How tides turn</h1>{PROSE}</main>"));
    assert_eq!(found.author.unwrap().value, "The Coast");
}

#[test]
fn the_other_fields() {
    let head = r#"<link rel=canonical href="/tides?x=1"><link rel=license href="//licences.example/by">
        <meta property=og:image content="img/wall.jpg"><meta property=og:description content="On tides.">
        <meta name=keywords content="sea, moon , sea"><meta property=og:type content=article>
        <meta property=og:site_name content="The Coast">"#;
    let found = document(head, &format!("<main><h1>How tides turn</h1>{PROSE}</main>"));
    let value = |field: Option<crate::Sourced<String>>| field.unwrap().value;
    assert_eq!(value(found.canonical_url), "https://coast.example/tides?x=1");
    assert_eq!(value(found.licence), "https://licences.example/by");
    assert_eq!(value(found.image), "https://coast.example/img/wall.jpg");
    assert_eq!(value(found.description), "On tides.");
    assert_eq!(value(found.site_name), "The Coast");
    assert_eq!(found.tags, ["sea", "moon"]);
    assert_eq!(found.page_type, Some(PageKind::Article));
    let language = found.language.unwrap();
    assert_eq!((language.value.as_str(), language.source), ("en", Source::Markup));
    assert_eq!(
        (found.declared_language.as_deref(), found.detected_language.as_deref()),
        (Some("en"), Some("en"))
    );
}

#[test]
fn addresses_that_lead_nowhere_are_none() {
    let head = r#"<link rel=canonical href="javascript:alert(1)"><meta property=og:image content="data:image/png;base64,AA">
        <link rel=license href="mailto:a@b.example">"#;
    let found = document(head, PROSE);
    assert_eq!((found.canonical_url, found.image, found.licence), (None, None, None));
}

#[test]
fn nests_and_lists_of_named_elements_are_read_once() {
    let nest = "<div class='date author'>".repeat(20_000);
    let list = "<span class='date byline'>October 6, 2021 by Ann</span>".repeat(20_000);
    let space = format!("<span class=date>{}</span>", " ".repeat(1 << 20));
    let keywords = format!("<meta name=keywords content=\"{}\">", "a,b,".repeat(100_000));
    let titles = format!("<meta property=og:title content=\"{}\">", "a | ".repeat(100_000));
    document(&format!("{keywords}{titles}"), &format!("{nest}{space}{list}"));
}
