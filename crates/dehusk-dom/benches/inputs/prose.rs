//! A book on one page: long paragraphs, hardly any markup.

use super::random::{Page, Random, put};
use super::words::{sentences, title};

pub(super) fn page() -> String {
    let (mut page, mut random) = (Page::default(), Random::new(5));
    put!(page, "<html><head><title>{}</title></head>\n<body>\n", title(&mut random));
    while page.len() < 240_000 {
        put!(page, "<h2>{}</h2>\n", title(&mut random));
        for _ in 0..random.number(8..20) {
            page.put("<p>");
            let count = random.number(6..14);
            sentences(&mut page, &mut random, count);
            page.put("\n");
        }
        page.put("<hr>\n");
    }
    page.put("</body></html>\n");
    page.finish()
}
