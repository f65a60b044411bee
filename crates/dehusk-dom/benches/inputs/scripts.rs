//! An application's page: state and code in scripts, little markup.

use super::chrome;
use super::random::{Page, Random, put};
use super::words::{sentences, slug, title};

pub(super) fn page() -> String {
    let (mut page, mut random) = (Page::default(), Random::new(3));
    chrome::open(&mut page, &mut random, "en-US", "utf-8");
    page.put("<div id=\"__next\"><main class=\"css-1a2b3c\">\n");
    for _ in 0..12 {
        put!(page, "<div class=\"css-{} e1\"><p>", random.hex(6));
        sentences(&mut page, &mut random, 3);
        page.put("</p></div>\n");
    }
    page.put("</main></div>\n");
    for _ in 0..6 {
        loader(&mut page, &mut random);
        configuration(&mut page, &mut random, 120);
    }
    chrome::style(&mut page, &mut random, 300);
    chrome::close(&mut page, &mut random);
    page.finish()
}

/// The state of an application as JSON in a script.
pub(super) fn configuration(page: &mut Page, random: &mut Random, entries: usize) {
    page.put("<script id=\"__NEXT_DATA__\" type=\"application/json\">{\"props\":{\"pageProps\":{");
    for _ in 0..entries {
        let (key, value, id) = (slug(random, 2), title(random), random.hex(16));
        put!(
            page,
            r#""{key}":{{"id":"{id}","title":"{value}","html":"\u003cp\u003e{value}<\/p>","n":[1,2]}},"#
        );
    }
    page.put("\"end\":null}}}</script>\n");
}

/// Code that loads more code, with what looks like tags in its strings.
fn loader(page: &mut Page, random: &mut Random) {
    page.put("<script>\n//<![CDATA[\n(function(w,d,s,l,i){w[l]=w[l]||[];\n");
    for _ in 0..40 {
        let (name, id) = (slug(random, 1), random.hex(10));
        put!(page, "  if (w.{name} < {} && d.readyState !== 'loading') {{\n", random.number(1..900));
        put!(page, "    d.write('<div id=\"{id}\" class=\"{name}\"><\\/div>'); // {name}\n  }}\n");
    }
    page.put("})(window,document,'script','dataLayer','GTM-HARBOUR');\n//]]>\n</script>\n");
    page.put("<noscript><iframe src=\"https://tags.example/ns.html\" height=\"0\" width=\"0\"></iframe></noscript>\n");
}
