//! What stands around the content of every page: head, menus, icons, footer.

use super::random::{Page, Random, put};
use super::words::{slug, title};

/// Everything up to the content.
pub(super) fn open(page: &mut Page, random: &mut Random, language: &str, charset: &str) {
    let name = title(random);
    put!(page, "<!DOCTYPE html>\n<html lang=\"{language}\" class=\"no-js theme-light\">\n<head>\n");
    put!(page, "<meta charset=\"{charset}\">\n<title>{name} &#8211; The Harbour Post</title>\n");
    metas(page, random, &name);
    json_ld(page, random, &name);
    style(page, random, 120);
    page.put("</head>\n<body class=\"single single-post postid-4711 wp-embed-responsive\">\n");
    page.put("<a class=\"skip-link screen-reader-text\" href=\"#content\">Skip to content</a>\n");
    page.put("<!-- header -->\n<header id=\"masthead\" class=\"site-header\" role=\"banner\">\n");
    menu(page, random, 9);
    page.put("</header>\n");
}

/// Everything after the content.
pub(super) fn close(page: &mut Page, random: &mut Random) {
    page.put("<footer id=\"colophon\" class=\"site-footer\">\n");
    menu(page, random, 5);
    page.put("<p class=\"copyright\">&copy; 2025 The Harbour Post. All rights reserved.</p></footer>\n");
    for _ in 0..6 {
        put!(page, "<script src=\"/assets/{}.js?ver=6.4\" defer></script>\n", random.hex(20));
    }
    page.put("</body>\n</html>\n");
}

fn metas(page: &mut Page, random: &mut Random, name: &str) {
    page.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    for property in ["og:title", "og:description", "og:url", "og:image", "og:site_name", "article:section"] {
        put!(page, "<meta property=\"{property}\" content=\"{name} {}\" />\n", slug(random, 4));
    }
    for size in [32, 57, 72, 96, 114, 144, 180, 192] {
        let hash = random.hex(12);
        put!(page, "<link rel='icon' sizes='{size}x{size}' href='/icons/{hash}-{size}.png' />\n");
    }
    for _ in 0..12 {
        let hash = random.hex(24);
        put!(page, "<link rel=\"stylesheet\" id=\"{hash}-css\" href=\"/css/{hash}.css\" media=\"all\">\n");
    }
}

fn json_ld(page: &mut Page, random: &mut Random, name: &str) {
    page.put("<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":[");
    for part in ["WebPage", "NewsArticle", "BreadcrumbList", "Organization"] {
        let path = slug(random, 3);
        put!(page, r#"{{"@type":"{part}","@id":"https://harbour.example/{path}/#{part}","#);
        put!(page, r#""headline":"{name}","datePublished":"2025-03-14T08:00:00+00:00","#);
        put!(page, r#""image":{{"@type":"ImageObject","url":"https:\/\/cdn.example\/{path}.jpg"}}}},"#);
    }
    page.put("{}]}</script>\n");
}

pub(super) fn style(page: &mut Page, random: &mut Random, rules: usize) {
    page.put("<style id=\"global-styles-inline-css\">\n");
    for _ in 0..rules {
        let (class, colour, size) = (slug(random, 2), random.hex(6), random.number(8..48));
        put!(page, ".wp-block-{class}>a:hover{{color:#{colour};margin:0 auto {size}px;display:flex}}\n");
    }
    page.put("</style>\n");
}

fn menu(page: &mut Page, random: &mut Random, sections: usize) {
    page.put(
        "<nav class=\"main-navigation\" aria-label=\"Primary\"><ul id=\"primary-menu\" class=\"menu\">\n",
    );
    for section in 0..sections {
        let path = slug(random, 1);
        put!(page, "<li id=\"menu-item-{section}\" class=\"menu-item menu-item-type-taxonomy\">");
        put!(page, "<a href=\"/{path}/\" aria-haspopup=\"true\">{path}</a>\n\t<ul class=\"sub-menu\">\n");
        for _ in 0..random.number(4..10) {
            let item = slug(random, 2);
            put!(page, "\t\t<li class=\"menu-item\"><a href=\"/{path}/{item}/\">{item}</a></li>\n");
        }
        page.put("\t</ul>\n</li>\n");
    }
    page.put("</ul></nav>\n");
}

/// An inline drawing, as icon sets put one into every button.
pub(super) fn icon(page: &mut Page, random: &mut Random) {
    page.put("<svg class=\"icon\" viewBox=\"0 0 24 24\" xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\">");
    page.put("<g fill=\"none\" stroke-width=\"2\"><path d=\"M");
    for _ in 0..random.number(12..40) {
        put!(page, "{}.{} {}c", random.number(0..24), random.number(0..99), random.number(0..24));
    }
    page.put("z\"/><circle cx=\"12\" cy=\"12\" r=\"3\"/></g></svg>");
}

/// Buttons of the networks.
pub(super) fn share_bar(page: &mut Page, random: &mut Random) {
    page.put("<ul class=\"share-bar\">");
    for network in ["Mastodon", "Bluesky", "Email", "Copy link"] {
        put!(page, "<li><button type=\"button\" data-network=\"{network}\" aria-label=\"{network}\">");
        icon(page, random);
        put!(page, "<span>{network}</span></button></li>");
    }
    page.put("</ul>\n");
}

/// A picture with its sizes.
pub(super) fn picture(page: &mut Page, random: &mut Random) {
    let (hash, name) = (random.hex(16), slug(random, 3));
    put!(page, "<img loading=\"lazy\" decoding=\"async\" width=\"1024\" height=\"683\" alt=\"{name}\" ");
    put!(page, "src=\"https://cdn.example/{hash}/{name}-1024x683.jpg\" srcset=\"");
    for width in [300, 768, 1024, 1536, 2048] {
        put!(page, "https://cdn.example/{hash}/{name}-{width}.jpg {width}w, ");
    }
    page.put("\" sizes=\"(max-width: 1024px) 100vw, 1024px\" />");
}
