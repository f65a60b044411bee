//! A shop's listing: hundreds of cards, more attributes than text.

use super::random::{Page, Random, put};
use super::words::{slug, title};
use super::{chrome, scripts};

pub(super) fn page() -> String {
    let (mut page, mut random) = (Page::default(), Random::new(2));
    chrome::open(&mut page, &mut random, "en", "utf-8");
    filters(&mut page, &mut random);
    page.put("<main><ul class=\"product-grid\" data-component=\"grid\">\n");
    for number in 0..96 {
        card(&mut page, &mut random, number);
    }
    page.put("</ul></main>\n");
    scripts::configuration(&mut page, &mut random, 40);
    chrome::close(&mut page, &mut random);
    page.finish()
}

fn filters(page: &mut Page, random: &mut Random) {
    page.put("<form class=\"facets\" action=\"/search\" method=\"get\">\n");
    for group in 0..8 {
        let name = slug(random, 1);
        put!(page, "<fieldset id=\"facet-{group}\"><legend>{name}</legend>\n");
        for _ in 0..12 {
            let value = slug(random, 2);
            put!(page, "<label class=\"facet__label\"><input type=checkbox name={name} value={value}>");
            put!(page, "<span>{value}</span> <small>({})</small></label>\n", random.number(1..400));
        }
        page.put("</fieldset>\n");
    }
    page.put(
        "<select name=sort><option value=new selected>Newest<option value=low>Lowest price</select></form>\n",
    );
}

fn card(page: &mut Page, random: &mut Random, number: usize) {
    let (path, hash) = (slug(random, 4), random.hex(12));
    put!(page, "<li class=\"product-card js-card\" data-sku=\"{hash}\" data-index=\"{number}\" ");
    put!(page, "data-analytics='{{\"list\":\"grid\",\"position\":{number},\"id\":\"{hash}\"}}'>\n");
    put!(
        page,
        "  <a class=\"product-card__link\" href=\"/p/{path}-{hash}?ref=grid&amp;pos={number}\">\n    "
    );
    chrome::picture(page, random);
    put!(page, "\n    <h3 class=\"product-card__name\">{}</h3>\n  </a>\n", title(random));
    let (pounds, stars) = (random.number(5..300), random.number(10..50));
    put!(page, "  <div class=\"price\"><span class=\"price__now\">&pound;{pounds}.00</span></div>\n");
    put!(
        page,
        "  <div class=\"rating\" style=\"--stars:{stars}\" role=\"img\" aria-label=\"{stars} of 50\">"
    );
    chrome::icon(page, random);
    page.put("</div>\n  <button class=\"btn btn--primary\" type=\"submit\" name=\"add\" disabled>Add</button>\n</li>\n");
}
