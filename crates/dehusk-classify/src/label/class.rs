//! What the attributes of one element say about what is in it.

use dehusk_dom::{Dom, NodeId};

use super::part::Part;
use super::words::{Word, pair, rank, word};
use crate::class_word::{Kept, Packed, for_each_word};
use crate::verdict::Label;

/// A name in an author's box stands alone; longer texts are about the author.
const LONGEST_BYLINE: f32 = 14.0;
/// Names and roles, in what is called a box.
const LONGEST_NAME: f32 = 5.0;

/// What the class lists and ids of one document say.
pub(super) struct Classes<'a>(Kept<'a, Said>);

impl<'a> Classes<'a> {
    pub(super) fn new() -> Self {
        Self(Kept::new())
    }

    /// The part that classes, id, microdata and relation of an element name.
    /// `words` is how many stand in it; `is_at_edge` whether it lies in the
    /// page's head, foot or side.
    pub(super) fn part(&self, dom: &'a Dom<'_>, node: NodeId, words: f32, is_at_edge: bool) -> Option<Part> {
        let mut said = Said::default();
        for attribute in dom.attributes(node) {
            match attribute.name {
                "class" | "id" => said.join(self.0.get(attribute.value, Said::of)),
                "itemprop" => said.property(attribute.value),
                "rel" => said.relation(attribute.value),
                _ => {}
            }
        }
        said.part(words, is_at_edge).filter(|part| part.fits(words))
    }
}

/// Whether classes are counted up by a tool (`ab ac ad`): then `ad` is a number.
fn is_generated(value: &str) -> bool {
    let mut names = value.split_ascii_whitespace();
    let is_number = |name: &str| name.len() <= 3;
    names.next().is_some_and(is_number) && names.next().is_some_and(is_number) && names.all(is_number)
}

/// What the words of one element have said so far.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word that was seen, in any combination")]
struct Said {
    label: Option<Label>,
    footer: bool,
    social: bool,
    author: bool,
    is_box: bool,
    is_text: bool,
}

impl Said {
    /// What a class list or an id says. Every class is read for itself: `nav` and
    /// `item` of two classes are no pair.
    fn of(names: &str) -> Self {
        let mut said = Self::default();
        if !is_generated(names) {
            names.split_ascii_whitespace().take(24).for_each(|name| said.read(name));
        }
        said
    }

    fn join(&mut self, other: Self) {
        if let Some(label) = other.label {
            self.label(label);
        }
        self.footer |= other.footer;
        self.social |= other.social;
        self.author |= other.author;
        self.is_box |= other.is_box;
        self.is_text |= other.is_text;
    }

    fn read(&mut self, name: &str) {
        let mut last = Packed::NONE;
        for_each_word(name, |name| {
            if let Some(Part::Is(label)) = pair(last, name) {
                self.label(label);
            }
            match word(name) {
                Some(Word::Is(label)) => self.label(label),
                Some(Word::Footer) => self.footer = true,
                Some(Word::Social) => self.social = true,
                Some(Word::Author) => self.author = true,
                Some(Word::Box) => self.is_box = true,
                Some(Word::Text) => self.is_text = true,
                None => {}
            }
            last = name;
        });
    }

    fn property(&mut self, properties: &str) {
        for property in properties.split_ascii_whitespace() {
            match property {
                "author" | "creator" => self.label(Label::Byline),
                "datePublished" | "dateModified" | "dateCreated" => self.label(Label::DateLine),
                "comment" | "review" | "reviews" => self.label(Label::Comments),
                "keywords" | "articleSection" => self.label(Label::Categories),
                "breadcrumb" => self.label(Label::Navigation),
                _ => {}
            }
        }
    }

    fn relation(&mut self, relations: &str) {
        for relation in relations.split_ascii_whitespace() {
            match relation {
                "tag" | "category" => self.label(Label::Categories),
                "author" => self.label(Label::Byline),
                "next" | "prev" | "home" => self.label(Label::Navigation),
                "sponsored" => self.label(Label::Advertisement),
                "license" | "privacy-policy" | "terms-of-service" => self.label(Label::Legal),
                _ => {}
            }
        }
    }

    fn label(&mut self, label: Label) {
        if self.label.is_none_or(|before| rank(label) < rank(before)) {
            self.label = Some(label);
        }
    }

    fn part(self, words: f32, is_at_edge: bool) -> Option<Part> {
        let social = || match (self.social, is_at_edge) {
            (false, _) => None,
            (true, true) => Some(Label::Promotion),
            (true, false) => Some(Label::ShareBar),
        };
        let is_bio = words > LONGEST_BYLINE || self.is_box && words > LONGEST_NAME;
        let author = || match (self.author, is_bio) {
            (false, _) => None,
            (true, true) => Some(Label::AuthorBio),
            (true, false) => Some(Label::Byline),
        };
        let named = self.label.into_iter().chain(social()).chain(author());
        match named.min_by_key(|&label| rank(label)) {
            // `footer-legal`, `footer-copyright`.
            Some(label) => Some(Part::Is(label)),
            None if self.footer && !self.is_text && !self.is_box => Some(Part::Footer),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, Tag, parse};

    use super::{Classes, Part};
    use crate::verdict::Label;

    fn of(attributes: &str, words: f32, is_at_edge: bool) -> Option<Part> {
        let html = format!("<div {attributes}>x</div>");
        let dom = parse(&html, &ParseOptions::default());
        let div = dom.elements(Tag::Div).next().unwrap();
        Classes::new().part(&dom, div, words, is_at_edge)
    }

    #[test]
    fn whole_words_only() {
        assert_eq!(of("class='jumbo shadow header-download'", 5.0, false), None);
        assert_eq!(of("class='ad'", 5.0, false), Some(Part::Is(Label::Advertisement)));
        assert_eq!(of("class='relatedPosts'", 5.0, false), Some(Part::Is(Label::Related)));
        assert_eq!(of("class='most-read'", 90.0, false), Some(Part::Is(Label::Related)));
        assert_eq!(of("class='most read'", 90.0, false), None);
        assert_eq!(of("class='ac ad ae'", 5.0, false), None);
    }

    #[test]
    fn words_beside_each_other_settle_it() {
        assert_eq!(of("class='comment-author'", 2.0, false), Some(Part::Is(Label::Comments)));
        assert_eq!(of("class='author-name'", 2.0, false), Some(Part::Is(Label::Byline)));
        assert_eq!(of("class='author-box'", 8.0, false), Some(Part::Is(Label::AuthorBio)));
        assert_eq!(of("class='author-box'", 2.0, false), Some(Part::Is(Label::Byline)));
        assert_eq!(of("class='entry-footer'", 20.0, false), None);
        assert_eq!(of("class='site-footer'", 20.0, false), Some(Part::Footer));
        assert_eq!(of("class='social-links'", 4.0, true), Some(Part::Is(Label::Promotion)));
        assert_eq!(of("class='social-links'", 4.0, false), Some(Part::Is(Label::ShareBar)));
    }

    #[test]
    fn a_column_with_ads_is_no_advertisement() {
        assert_eq!(of("class='with-ads'", 900.0, false), None);
        assert_eq!(of("rel='tag'", 1.0, false), Some(Part::Is(Label::Categories)));
        assert_eq!(of("itemprop='datePublished'", 3.0, false), Some(Part::Is(Label::DateLine)));
    }
}
