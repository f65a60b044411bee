//! A statistics page: one large table, small cells, end tags left out here and
//! there as older generators do.

use super::chrome;
use super::random::{Page, Random, put};
use super::words::{sentences, slug, title};

const COLUMNS: usize = 9;

pub(super) fn page() -> String {
    let (mut page, mut random) = (Page::default(), Random::new(4));
    chrome::open(&mut page, &mut random, "en", "utf-8");
    put!(page, "<div id=\"bodyContent\"><h1>{}</h1>\n<p>", title(&mut random));
    sentences(&mut page, &mut random, 6);
    page.put("</p>\n<table class=\"wikitable sortable\" border=1 cellpadding=\"4\">\n<caption>Tides</caption>\n<thead><tr>");
    for _ in 0..COLUMNS {
        put!(page, "<th scope=\"col\" data-sort-type=\"number\">{}</th>", slug(&mut random, 1));
    }
    page.put("</tr></thead>\n<tbody>\n");
    for number in 0..420 {
        row(&mut page, &mut random, number);
    }
    page.put("</tbody></table></div>\n");
    chrome::close(&mut page, &mut random);
    page.finish()
}

fn row(page: &mut Page, random: &mut Random, number: usize) {
    let (name, closes) = (slug(random, 2), random.chance(70));
    let (cell_end, row_end) = if closes { ("</td>", "</tr>") } else { ("", "") };
    put!(page, "<tr class=\"row-{}\"><th scope=row>{number}</th>", number % 2);
    put!(page, "<td><a href=\"/wiki/{name}\" title=\"{name}\">{name}</a><sup>[{number}]</sup>{cell_end}");
    for _ in 2..COLUMNS {
        match random.number(0..6) {
            0 => put!(page, "<td align=\"right\">&minus;{}{cell_end}", random.number(1..99)),
            1 => put!(page, "<td>&nbsp;{cell_end}"),
            2 => put!(page, "<td><span class=\"flag\"></span>{}{cell_end}", random.number(1..999)),
            _ => put!(page, "<td>{}.{}{cell_end}", random.number(1..999), random.number(0..9)),
        }
    }
    put!(page, "{row_end}\n");
}
