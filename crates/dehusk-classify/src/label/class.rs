//! The part of a page that the attributes of one element name.

use dehusk_dom::{Dom, NodeId};

use super::part::Part;
use super::words::{Word, rank};
use crate::class_list::Said;
use crate::class_word::Kept;
use crate::verdict::Label;

/// A name in an author's box stands alone; longer texts are about the author.
const LONGEST_BYLINE: f32 = 14.0;
/// Names and roles, in what is called a box.
const LONGEST_NAME: f32 = 5.0;

/// What the class lists and ids of a document's inline elements say. Those of
/// containers the features have read.
pub(super) struct Classes<'a>(Kept<'a, Said>);

impl<'a> Classes<'a> {
    pub(super) fn new() -> Self {
        Self(Kept::default())
    }

    /// The part that classes, id, microdata and relation of an element name.
    /// `words` is how many stand in it; `is_at_edge` whether it lies in the
    /// page's head, foot or side.
    pub(super) fn part(
        &self,
        dom: &'a Dom<'_>,
        node: NodeId,
        words: f32,
        is_at_edge: impl FnOnce() -> bool,
    ) -> Option<Part> {
        let mut said = Said::default();
        for attribute in dom.attributes(node) {
            match attribute.name {
                "class" | "id" => said.join(self.0.get(attribute.value, Said::of)),
                "itemprop" => said.property(attribute.value),
                "rel" => said.relation(attribute.value),
                _ => {}
            }
        }
        if said.names_something() { part(said, words, is_at_edge) } else { None }
    }
}

/// The part that an element of so many words names. `is_at_edge` says whether it
/// lies in the page's head, foot or side.
pub(super) fn part(said: Said, words: f32, is_at_edge: impl FnOnce() -> bool) -> Option<Part> {
    let follows_or_shares = || if is_at_edge() { Label::Promotion } else { Label::ShareBar };
    let social = said.has(Word::Social).then(follows_or_shares);
    let is_bio = words > LONGEST_BYLINE || said.has(Word::Box) && words > LONGEST_NAME;
    let author = || match (said.has(Word::Author), is_bio) {
        (false, _) => None,
        (true, true) => Some(Label::AuthorBio),
        (true, false) => Some(Label::Byline),
    };
    let named = said.label.into_iter().chain(social).chain(author());
    let is_own_foot = || said.has(Word::Text) || said.has(Word::Box);
    let part = match named.min_by_key(|&label| rank(label)) {
        // `footer-legal`, `footer-copyright`.
        Some(label) => Some(Part::Is(label)),
        None if said.has(Word::Footer) && !is_own_foot() => Some(Part::Footer),
        None => None,
    };
    part.filter(|part| part.fits(words))
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
        Classes::new().part(&dom, div, words, || is_at_edge)
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
