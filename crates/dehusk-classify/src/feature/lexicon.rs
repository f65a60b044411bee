//! Words in class names and ids.
//!
//! Whole words only, of several elements, as one feature among many: a class
//! that contains `tag`, `tool` or `widget` says nothing for certain.

use dehusk_dom::{Dom, NodeId, Tag};

use super::Feature;

/// Words that class names of text use.
const CONTENT: [&str; 26] = [
    "article",
    "articlebody",
    "blog",
    "body",
    "content",
    "copy",
    "description",
    "detail",
    "details",
    "doc",
    "docs",
    "document",
    "entry",
    "lead",
    "main",
    "markdown",
    "message",
    "paragraph",
    "post",
    "prose",
    "richtext",
    "rte",
    "section",
    "story",
    "text",
    "wysiwyg",
];

/// Words that class names of furniture use.
const FURNITURE: [&str; 74] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "alert",
    "author",
    "badge",
    "banner",
    "bio",
    "bottom",
    "breadcrumb",
    "breadcrumbs",
    "button",
    "byline",
    "cart",
    "categories",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "cta",
    "disclaimer",
    "dropdown",
    "filter",
    "filters",
    "foot",
    "footer",
    "gdpr",
    "header",
    "hidden",
    "latest",
    "legal",
    "links",
    "login",
    "masthead",
    "menu",
    "menus",
    "meta",
    "modal",
    "more",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "overlay",
    "pager",
    "pagination",
    "popular",
    "popup",
    "print",
    "promo",
    "promotion",
    "rail",
    "recent",
    "recommended",
    "related",
    "reply",
    "search",
    "share",
    "sharing",
    "sidebar",
    "signature",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "tags",
    "toolbar",
    "trending",
    "utility",
];

/// How many words of each list stand in classes and ids.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ClassCues {
    content: u16,
    furniture: u16,
}

impl ClassCues {
    pub(super) fn of(dom: &Dom<'_>, node: NodeId, tag: Tag) -> Self {
        let mut cues = Self::default();
        // Classes of the outermost elements name the page, not a part of it.
        if matches!(tag, Tag::Html | Tag::Body) {
            return cues;
        }
        for attribute in dom.attributes(node).filter(|attribute| matches!(attribute.name, "class" | "id")) {
            for_each_word(attribute.value, |word| {
                cues.content += u16::from(CONTENT.binary_search(&word).is_ok());
                cues.furniture += u16::from(FURNITURE.binary_search(&word).is_ok());
            });
        }
        cues
    }

    pub(super) const fn plus(self, other: Self) -> Self {
        Self {
            content: self.content.saturating_add(other.content),
            furniture: self.furniture.saturating_add(other.furniture),
        }
    }
}

/// Calls with each word of a class list in lower case: `post-bodyText2` has
/// `post`, `body`, `text`.
fn for_each_word(class: &str, mut with: impl FnMut(&str)) {
    let mut word = String::with_capacity(16);
    let mut before_was_lower = false;
    for c in class.chars().take(400).chain([' ']) {
        let ends = !c.is_ascii_alphabetic() || c.is_ascii_uppercase() && before_was_lower;
        if ends && !word.is_empty() {
            with(&word);
            word.clear();
        }
        before_was_lower = c.is_ascii_lowercase();
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
    }
}

pub(super) const FEATURES: &[Feature] = &[
    Feature {
        name: "class_content_near",
        doc: "content words in classes of the two nearest elements, at most 2",
        compute: |c, id| f32::from(c.info(id).near.content.min(2)),
    },
    Feature {
        name: "class_furniture_near",
        doc: "furniture words there, at most 2",
        compute: |c, id| f32::from(c.info(id).near.furniture.min(2)),
    },
    Feature {
        name: "class_content",
        doc: "content words in classes of all elements around, at most 4",
        compute: |c, id| f32::from(c.info(id).around.content.min(4)),
    },
    Feature {
        name: "class_furniture",
        doc: "furniture words there, at most 4",
        compute: |c, id| f32::from(c.info(id).around.furniture.min(4)),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(CONTENT.is_sorted() && FURNITURE.is_sorted());
    }

    #[test]
    fn words_are_whole() {
        let mut words = Vec::new();
        for_each_word("post-bodyText2 contentWithSidebar staging", |word| words.push(word.to_owned()));
        assert_eq!(words, ["post", "body", "text", "content", "with", "sidebar", "staging"]);
    }
}
