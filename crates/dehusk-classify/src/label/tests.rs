//! Pages of a few lines, and what their blocks are called.

use dehusk_dom::{ParseOptions, parse};

use super::FineLabels;
use crate::cue::{CueKind, Cues};
use crate::feature::Context;
use crate::judge::Hints;
use crate::rule::Case;
use crate::segment::{Setting, segment};
use crate::verdict::{Label, Reason};

/// The label of every block of a page, whether or not it would be taken away.
fn labels(body: &str) -> Vec<(String, Label)> {
    with(body, |case, fine| {
        case.tree.ids().map(|id| (case.tree.text(id).to_owned(), fine.fine_label(id))).collect()
    })
}

fn with<T>(body: &str, ask: impl Fn(&Case<'_>, &mut FineLabels<'_>) -> T) -> T {
    let html = format!("<!DOCTYPE html><html><body>{body}</body></html>");
    let (dom, cues) = (parse(&html, &ParseOptions::default()), Cues::builtin());
    let tree = segment(&dom, Setting::Page, &cues);
    let context = Context::new(&dom, &tree, &cues, Hints::default());
    let case = Case::new(&dom, Setting::Page, &context, &cues, Hints::default());
    ask(&case, &mut FineLabels::of(&case))
}

fn label(body: &str, starts: &str) -> Label {
    let all = labels(body);
    let found = all.iter().find(|(text, _)| text.starts_with(starts));
    found.unwrap_or_else(|| panic!("no block {starts:?} in {all:?}")).1
}

#[test]
fn the_nearest_class_speaks_first() {
    let page = "<h1>Of bees</h1><div class='sidebar related'><div class='newsletter'><p>Four letters a year</p></div>\
                <p class='date'>Yesterday evening</p></div>";
    assert_eq!(label(page, "Four"), Label::Promotion);
    assert_eq!(label(page, "Yesterday"), Label::Related);
}

#[test]
fn the_element_with_the_main_heading_is_the_page() {
    let page = "<div class='comments related nav'><h1>Of bees</h1><p>Some words</p></div>";
    assert_eq!(label(page, "Some"), Label::Boilerplate);
}

#[test]
fn a_foot_has_links_and_small_print() {
    let page = "<h1>Of bees</h1><footer><a href='/team'>The team</a><p>Registered in the county of Kerry, \
                number twelve.</p></footer>";
    assert_eq!(label(page, "The team"), Label::Navigation);
    assert_eq!(label(page, "Registered"), Label::Legal);
    let article = "<article><h1>Of bees</h1><p>Text</p><footer><p>A few words</p></footer></article>";
    assert_eq!(label(article, "A few"), Label::Boilerplate);
}

#[test]
fn what_stands_under_a_heading_cue_is_what_it_announces() {
    let page = "<div><h1>Of bees</h1><p>Text</p><h3>Related Posts</h3><div><p>Of wasps, and why we need \
                them</p></div><h3>Our garden</h3><p>Open on Sundays</p></div>";
    assert_eq!(label(page, "Of wasps"), Label::Related);
    assert_eq!(label(page, "Open"), Label::Boilerplate);
}

#[test]
fn inline_elements_name_the_lines_that_they_hold() {
    let page = "<h1>Of bees</h1><div class='meta'><span class='byline'>Ann Lee</span> \
                <span class='posted-on'>some day</span> <span><a rel='tag' href='/b'>Bees</a></span></div>";
    assert_eq!(label(page, "Ann"), Label::Byline);
    assert_eq!(label(page, "some day"), Label::DateLine);
    assert_eq!(label(page, "Bees"), Label::Categories);
}

#[test]
fn a_foot_that_a_list_ran_into_stays_a_foot() {
    let page = "<h1>Of bees</h1><p>Text</p><div><h3>Most read</h3><ol><li><a href='/1'>Of wasps</a></li></ol></div>\
                <footer><ul><li><a href='/c'>Our newsdesk</a></li></ul></footer>";
    let ruled = |starts: &str| {
        with(page, |case, fine| {
            let at =
                |starts: &str| case.tree.ids().find(|&id| case.tree.text(id).starts_with(starts)).unwrap();
            let reason = Reason::Announced { heading: at("Most") };
            fine.of_ruling(at(starts), Label::Related, reason)
        })
    };
    assert_eq!(ruled("Of wasps"), Label::Related);
    assert_eq!(ruled("Our newsdesk"), Label::Navigation);
}

#[test]
fn a_line_that_a_cue_covers_may_be_part_of_a_comment() {
    let page = "<h1>Of bees</h1><div class='comments'><p>3 hours ago</p></div><p>4 hours ago</p>";
    let ruled = |starts: &str| {
        with(page, |case, fine| {
            let id = case.tree.ids().find(|&id| case.tree.text(id).starts_with(starts)).unwrap();
            fine.of_ruling(id, Label::DateLine, Reason::Cue { kind: CueKind::RelativeTime })
        })
    };
    assert_eq!(ruled("3"), Label::Comments);
    assert_eq!(ruled("4"), Label::DateLine);
}

#[test]
fn links_are_told_by_their_length() {
    let short = "<h1>Of bees</h1><ul><li><a href='/a'>Honey</a></li><li><a href='/b'>Wax</a></li></ul>";
    assert_eq!(label(short, "Honey"), Label::Navigation);
    let long = "<h1>Of bees</h1><ul><li><a href='/a'>How we lost four hives in one night</a></li>\
                <li><a href='/b'>A smoker made from a coffee tin</a></li></ul>";
    assert_eq!(label(long, "How we"), Label::Related);
}

#[test]
fn forms_say_what_they_ask_for() {
    let page = "<h1>Of bees</h1><form><p>Four letters a year</p><input type='email'></form>\
                <form><p>Leave your words here</p><textarea></textarea><input type='email'></form>";
    assert_eq!(label(page, "Four"), Label::Promotion);
    assert_eq!(label(page, "Leave"), Label::Boilerplate);
}
