//! A news article: much around it, prose in the middle, comments below.

use super::random::{Page, Random, put};
use super::words::{sentences, slug, title};
use super::{chrome, scripts};

pub(super) fn page() -> String {
    let (mut page, mut random) = (Page::default(), Random::new(1));
    chrome::open(&mut page, &mut random, "en-GB", "UTF-8");
    page.put(
        "<main id=\"content\"><article class=\"post type-post status-publish format-standard hentry\">\n",
    );
    put!(page, "<h1 class=\"entry-title\">{}</h1>\n", title(&mut random));
    page.put("<div class=\"entry-meta\"><time datetime=\"2025-03-14\">14 March 2025</time></div>\n");
    chrome::share_bar(&mut page, &mut random);
    page.put("<div class=\"entry-content\">\n");
    for number in 0..140 {
        paragraph(&mut page, &mut random, number);
    }
    page.put("</div>\n");
    chrome::share_bar(&mut page, &mut random);
    page.put("</article>\n");
    related(&mut page, &mut random);
    comments(&mut page, &mut random);
    page.put("</main>\n");
    scripts::configuration(&mut page, &mut random, 60);
    chrome::close(&mut page, &mut random);
    page.finish()
}

fn paragraph(page: &mut Page, random: &mut Random, number: usize) {
    if number % 12 == 11 {
        put!(page, "<h2 class=\"wp-block-heading\" id=\"h-{number}\">{}</h2>\n", title(random));
    }
    if number % 15 == 7 {
        page.put("<figure class=\"wp-block-image size-large\">");
        chrome::picture(page, random);
        put!(page, "<figcaption>{}</figcaption></figure>\n", title(random));
    }
    page.put("<p>");
    let count = random.number(2..6);
    sentences(page, random, count);
    page.put("</p>\n");
}

fn related(page: &mut Page, random: &mut Random) {
    page.put("<aside class=\"related-posts\"><h3>More from us</h3><div class=\"grid\">\n");
    for _ in 0..12 {
        let path = slug(random, 4);
        put!(page, "<div class=\"card\" data-id=\"{}\" data-position='top'>", random.number(1000..9999));
        put!(page, "<a class=\"card__link\" href=\"https://harbour.example/{path}/\">");
        chrome::picture(page, random);
        put!(page, "<h4 class=\"card__title\">{}</h4></a></div>\n", title(random));
    }
    page.put("</div></aside>\n");
}

fn comments(page: &mut Page, random: &mut Random) {
    page.put("<section id=\"comments\"><ol class=\"comment-list\">\n");
    for number in 0..40 {
        put!(page, "<li id=\"comment-{number}\" class=\"comment even thread-even depth-1\">");
        put!(page, "<div class=\"comment-author vcard\"><b class=\"fn\">{}</b></div>", slug(random, 2));
        page.put("<div class=\"comment-content\"><p>");
        sentences(page, random, 2);
        put!(page, "</p></div><a rel='nofollow' href='?replytocom={number}#respond'>Reply</a></li>\n");
    }
    page.put("</ol></section>\n");
}
