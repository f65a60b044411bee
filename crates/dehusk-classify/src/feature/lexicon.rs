//! Words in class names and ids.
//!
//! Whole words only, of several elements, as some features among many: a class
//! that contains `tag`, `tool` or `widget` says nothing for certain.

use super::family;

/// What a word of a class name speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Family {
    Content,
    Post,
    Navigation,
    Footer,
    Header,
    Comment,
    Popup,
    Form,
    Media,
    Review,
    Forum,
}

const FAMILIES: usize = Family::Forum as usize + 1;

impl Family {
    /// Its place among the bits of a list's families.
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u8
    }
}

/// Words of class names, by what they speak of.
#[allow(clippy::enum_glob_use, reason = "a table of words")]
pub(crate) const WORDS: &[(&str, Family)] = {
    use Family::*;
    &[
        ("alert", Popup),
        ("answer", Forum),
        ("article", Post),
        ("articlebody", Content),
        ("attribution", Media),
        ("bar", Navigation),
        ("blog", Post),
        ("body", Content),
        ("bottom", Footer),
        ("breadcrumb", Navigation),
        ("breadcrumbs", Navigation),
        ("browse", Navigation),
        ("caption", Media),
        ("carousel", Media),
        ("chapter", Content),
        ("comment", Comment),
        ("commentlist", Comment),
        ("comments", Comment),
        ("content", Content),
        ("contents", Navigation),
        ("copy", Content),
        ("copyright", Footer),
        ("credit", Media),
        ("dialog", Popup),
        ("disclaimer", Footer),
        ("discussion", Forum),
        ("disqus", Comment),
        ("doc", Content),
        ("docs", Content),
        ("document", Content),
        ("drawer", Popup),
        ("dropdown", Navigation),
        ("editor", Content),
        ("embed", Media),
        ("entry", Post),
        ("error", Popup),
        ("faq", Content),
        ("field", Form),
        ("figure", Media),
        ("filter", Form),
        ("filters", Form),
        ("foot", Footer),
        ("footer", Footer),
        ("footnote", Footer),
        ("form", Form),
        ("forum", Forum),
        ("gallery", Media),
        ("head", Header),
        ("header", Header),
        ("hero", Header),
        ("hidden", Popup),
        ("image", Media),
        ("img", Media),
        ("input", Form),
        ("label", Form),
        ("language", Navigation),
        ("legal", Footer),
        ("link", Navigation),
        ("links", Navigation),
        ("loader", Popup),
        ("login", Form),
        ("logo", Header),
        ("main", Content),
        ("markdown", Content),
        ("masthead", Header),
        ("media", Media),
        ("mega", Navigation),
        ("menu", Navigation),
        ("menus", Navigation),
        ("message", Forum),
        ("messages", Forum),
        ("mobile", Navigation),
        ("modal", Popup),
        ("nav", Navigation),
        ("navbar", Navigation),
        ("navigation", Navigation),
        ("news", Post),
        ("next", Navigation),
        ("note", Content),
        ("notes", Content),
        ("notice", Popup),
        ("notification", Popup),
        ("option", Form),
        ("options", Form),
        ("overlay", Popup),
        ("page", Content),
        ("pager", Navigation),
        ("pagination", Navigation),
        ("paragraph", Content),
        ("photo", Media),
        ("player", Media),
        ("popup", Popup),
        ("post", Post),
        ("prev", Navigation),
        ("primary", Content),
        ("prose", Content),
        ("question", Forum),
        ("rating", Review),
        ("ratings", Review),
        ("references", Footer),
        ("replies", Comment),
        ("reply", Comment),
        ("responses", Comment),
        ("review", Review),
        ("reviews", Review),
        ("rich", Content),
        ("richtext", Content),
        ("rte", Content),
        ("search", Form),
        ("section", Content),
        ("select", Form),
        ("sign", Form),
        ("site", Header),
        ("skip", Navigation),
        ("slide", Media),
        ("slider", Media),
        ("sort", Form),
        ("star", Review),
        ("stars", Review),
        ("sticky", Popup),
        ("story", Post),
        ("submenu", Navigation),
        ("subnav", Navigation),
        ("swiper", Media),
        ("terms", Footer),
        ("testimonial", Review),
        ("testimonials", Review),
        ("text", Content),
        ("textblock", Content),
        ("thread", Forum),
        ("thumb", Media),
        ("thumbnail", Media),
        ("toc", Navigation),
        ("tooltip", Popup),
        ("top", Header),
        ("topbar", Header),
        ("topic", Forum),
        ("utility", Navigation),
        ("video", Media),
        ("warning", Popup),
        ("wysiwyg", Content),
    ]
};

/// Levels between a block's container and the nearest element around it that
/// speaks of each family; [`FAR`] if there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Distances(pub(super) [u8; FAMILIES]);

/// Farther away than anything that matters.
pub(super) const FAR: u8 = 15;

impl Default for Distances {
    fn default() -> Self {
        Self([FAR; FAMILIES])
    }
}

impl Distances {
    /// Those of an element inside one with these distances.
    pub(super) fn inside(mut self, own: u32) -> Self {
        for (family, distance) in self.0.iter_mut().enumerate() {
            *distance = if own & (1 << family) != 0 { 0 } else { (*distance + 1).min(FAR) };
        }
        self
    }

    fn of(&self, family: Family) -> f32 {
        f32::from(self.0[family as usize])
    }
}

pub(super) const FEATURES: &[super::Feature] = family! {
    class_content "levels up to a class that names text" => |c, b| c.info(b).classes.of(Family::Content);
    class_post "levels up to a class that names a post or article" => |c, b| c.info(b).classes.of(Family::Post);
    class_navigation "levels up to a class that names navigation" => |c, b| c.info(b).classes.of(Family::Navigation);
    class_footer "levels up to a class that names a footer" => |c, b| c.info(b).classes.of(Family::Footer);
    class_header "levels up to a class that names a header" => |c, b| c.info(b).classes.of(Family::Header);
    class_comment "levels up to a class that names comments" => |c, b| c.info(b).classes.of(Family::Comment);
    class_popup "levels up to a class that names something that pops up" => |c, b| c.info(b).classes.of(Family::Popup);
    class_form "levels up to a class that names a form" => |c, b| c.info(b).classes.of(Family::Form);
    class_media "levels up to a class that names media" => |c, b| c.info(b).classes.of(Family::Media);
    class_review "levels up to a class that names reviews" => |c, b| c.info(b).classes.of(Family::Review);
    class_forum "levels up to a class that names a thread" => |c, b| c.info(b).classes.of(Family::Forum);
};
